using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;

namespace AethergenAI.Evidence;

/// <summary>A pack's files: the SHA-256 of each, and the bytes of the documents.</summary>
internal sealed class PackContents
{
    private static readonly JsonSerializerOptions Strict = new(Json.Options) { AllowDuplicateProperties = false };

    private readonly Dictionary<string, byte[]> documents = new(StringComparer.Ordinal);
    private long held; // bytes of the documents

    internal Dictionary<string, string> Digests { get; } = new(StringComparer.Ordinal);

    internal byte[]? Document(string name) => documents.GetValueOrDefault(name);

    /// <returns>Null where the file is missing or cannot be read as this document; the fault says which.</returns>
    internal T? Parse<T>(string name, List<PackFault> faults)
        where T : class
    {
        if (Document(name) is not { } bytes)
        {
            faults.Add(PackFaults.Missing(name));
            return null;
        }

        try
        {
            if (JsonSerializer.Deserialize<T>(bytes, Strict) is { } document)
            {
                return document;
            }
        }
        catch (JsonException)
        {
            // Falls through to the same fault as a document that is null.
        }

        faults.Add(PackFaults.NotADocument(name));
        return null;
    }

    /// <returns>Contents are null where the zip as a whole cannot be read.</returns>
    internal static (PackContents? Contents, List<PackFault> Faults) Read(Stream pack, PackLimits limits)
    {
        var faults = new List<PackFault>();
        var contents = new PackContents();
        string? reading = null;
        try
        {
            pack.Position = 0;
            if (ZipLayout.Fault(pack) is { } layout)
            {
                return (null, [layout]);
            }

            pack.Position = 0;
            using var zip = new ZipArchive(pack, ZipArchiveMode.Read, leaveOpen: true);
            if (zip.Entries.Count > limits.Files)
            {
                return (null, [PackFaults.TooManyFiles(limits.Files)]);
            }

            long left = limits.Bytes;
            foreach (var entry in zip.Entries)
            {
                reading = entry.FullName;
                if (!IsSafe(entry.FullName))
                {
                    faults.Add(PackFaults.UnsafeName(entry.FullName));
                }
                else if (contents.Digests.ContainsKey(entry.FullName))
                {
                    faults.Add(PackFaults.DuplicateName(entry.FullName));
                }
                else if (!contents.Take(entry, limits, ref left, faults))
                {
                    return (null, faults);
                }
            }

            return (contents, faults);
        }
        catch (Exception problem)
            when (problem is InvalidDataException or EndOfStreamException or IOException or NotSupportedException)
        {
            return (null, [PackFaults.Unreadable(reading)]);
        }
    }

    /// <returns>False where a limit was exceeded and unpacking must stop.</returns>
    private bool Take(ZipArchiveEntry entry, PackLimits limits, ref long left, List<PackFault> faults)
    {
        bool isDocument =
            entry.FullName.EndsWith(".json", StringComparison.Ordinal) || entry.FullName == PackFiles.PublicKey;
        using var kept = new MemoryStream();
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using var stream = entry.Open();
        var buffer = new byte[81920];
        long read = 0,
            most = Math.Min(limits.DocumentBytes, limits.AllDocumentBytes - held);
        for (int count = stream.Read(buffer); count > 0; count = stream.Read(buffer))
        {
            read += count;
            left -= count;
            if (left < 0 || (isDocument && read > most))
            {
                faults.Add(PackFaults.TooLarge(entry.FullName));
                return false;
            }

            hash.AppendData(buffer, 0, count);
            if (isDocument)
            {
                kept.Write(buffer, 0, count);
            }
        }

        Digests[entry.FullName] = Convert.ToHexStringLower(hash.GetHashAndReset());
        if (isDocument)
        {
            documents[entry.FullName] = kept.ToArray();
            held += read;
        }

        return true;
    }

    /// <summary>
    /// Whether the name is a relative path that stays below the folder it is unpacked to, on every platform.
    /// </summary>
    internal static bool IsSafe(string name) =>
        name.Length is > 0 and <= 240
        && name.All(character => char.IsAsciiLetterOrDigit(character) || character is '/' or '.' or '-' or '_')
        && name.Split('/').All(part => part is not ("" or "." or ".."));
}

using System.Security.Cryptography;
using System.Text.Json;

namespace AethergenAI.Evidence;

/// <summary>A pack's files: the SHA-256 of each, and the bytes of the documents.</summary>
internal sealed class PackContents
{
    private static readonly JsonSerializerOptions Strict = MakeStrict();

    private readonly Dictionary<string, byte[]> documents = new(StringComparer.Ordinal);
    private readonly byte[] buffer = new byte[81920];
    private long held; // bytes of the documents

    internal Dictionary<string, string> Digests { get; } = new(StringComparer.Ordinal);

    /// <summary>The SHA-256 of each file's bytes in the zip; empty for a folder.</summary>
    internal Dictionary<string, string> Compressed { get; } = new(StringComparer.Ordinal);

    /// <summary>The number of rows of each file of synthetic rows.</summary>
    internal Dictionary<string, long> Rows { get; } = new(StringComparer.Ordinal);

    /// <summary>The form of the zip; null where another program wrote it, and for a folder.</summary>
    internal ZipForm? Form { get; private init; }

    /// <summary>The first file that another program wrote into the zip.</summary>
    internal string? FirstForeign { get; private init; }

    internal bool IsFolder { get; private init; }

    internal byte[]? Document(string name) => documents.GetValueOrDefault(name);

    private static JsonSerializerOptions MakeStrict()
    {
        var strict = new JsonSerializerOptions(Json.Options) { AllowDuplicateProperties = false };
        strict.Converters.Insert(0, new ExactEnums()); // the first that can is taken
        return strict;
    }

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
        var (layout, fault) = PackZipReader.Read(pack);
        if (layout is null)
        {
            return (null, [fault!]);
        }
        if (layout.Entries.Count > limits.Files)
        {
            return (null, [PackFaults.TooManyFiles(limits.Files)]);
        }

        var contents = new PackContents { Form = layout.Form, FirstForeign = layout.FirstForeign };
        var names = PackNames.Of(layout);
        var faults = new List<PackFault>();
        PackLimits within = limits.For(pack.Length);
        long left = within.Bytes;
        foreach (var entry in layout.Entries.Where(entry => names.IsFile(entry.File.Name)))
        {
            using var content = new ZipContent(pack, entry);
            string name = names.InPack(entry.File.Name);
            try
            {
                if (!contents.Take(name, content.Read, within, ref left, faults))
                {
                    return (null, faults);
                }
            }
            catch (InvalidDataException)
            {
                return (null, [PackFaults.Unreadable(name)]);
            }
            if (content.HidesBytes || !content.IsAsSaid)
            {
                return (null, [content.HidesBytes ? PackFaults.HiddenBytes(name) : PackFaults.Unreadable(name)]);
            }
            contents.Compressed.TryAdd(name, content.PackedSha256());
        }

        return (contents, faults);
    }

    /// <summary>The contents of a pack that was unpacked.</summary>
    internal static (PackContents? Contents, List<PackFault> Faults) Read(
        IEnumerable<UnpackedFile> files,
        PackLimits limits
    )
    {
        var contents = new PackContents { IsFolder = true };
        var faults = new List<PackFault>();
        long left = limits.Bytes;
        foreach (var file in files)
        {
            using Stream bytes = file.Open();
            if (!contents.Take(file.Name, bytes.Read, limits, ref left, faults))
            {
                return (null, faults);
            }
        }

        return (contents, faults);
    }

    /// <summary>The contents of a pack that is about to be signed.</summary>
    /// <param name="digests">The SHA-256 of each file.</param>
    internal static async Task<PackContents> ReadAsync(
        IReadOnlyDictionary<string, string> digests,
        Func<string, CancellationToken, Task<Stream>> open,
        CancellationToken ct
    )
    {
        var contents = new PackContents();
        foreach (var (name, digest) in digests)
        {
            contents.Digests[name] = digest;
            if (PackFiles.IsChecked(name))
            {
                using Stream file = await open(name, ct);
                using var bytes = new MemoryStream();
                await file.CopyToAsync(bytes, ct);
                contents.documents[name] = Kept(name, bytes.ToArray());
            }
            if (PackFiles.IsRows(name))
            {
                using Stream file = await open(name, ct);
                contents.Rows[name] = await CountAsync(file, ct);
            }
        }
        return contents;
    }

    private static async Task<long> CountAsync(Stream file, CancellationToken ct)
    {
        var rows = new CsvRowCount();
        byte[] buffer = new byte[81920];
        for (int read = await file.ReadAsync(buffer, ct); read > 0; read = await file.ReadAsync(buffer, ct))
        {
            rows.Add(buffer.AsSpan(0, read));
        }
        return rows.Rows;
    }

    /// <summary>
    /// Keeps of a report, which may be large, what is judged, and nothing of a report that cannot be read.
    /// </summary>
    private static byte[] Kept(string name, byte[] document)
    {
        if (!PackFiles.IsReport(name))
        {
            return document;
        }
        try
        {
            return JsonSerializer.SerializeToUtf8Bytes(
                JsonSerializer.Deserialize<JudgedReport>(document, Strict),
                Json.Options
            );
        }
        catch (JsonException)
        {
            return [];
        }
    }

    private delegate int Reader(Span<byte> buffer);

    /// <returns>False where a limit was exceeded and unpacking must stop.</returns>
    private bool Take(string name, Reader read, PackLimits limits, ref long left, List<PackFault> faults)
    {
        bool isDocument = PackFiles.IsChecked(name);
        var rows = PackFiles.IsRows(name) ? new CsvRowCount() : null;
        using var kept = new MemoryStream();
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        long size = 0,
            most = Math.Min(limits.DocumentBytes, limits.AllDocumentBytes - held);
        for (int count = read(buffer); count > 0; count = read(buffer))
        {
            size += count;
            left -= count;
            if (left < 0 || (isDocument && size > most))
            {
                faults.Add(PackFaults.TooLarge(name));
                return false;
            }

            hash.AppendData(buffer, 0, count);
            rows?.Add(buffer.AsSpan(0, count));
            if (isDocument)
            {
                kept.Write(buffer, 0, count);
            }
        }

        if (!IsSafe(name))
        {
            faults.Add(PackFaults.UnsafeName(name));
        }
        else if (!Digests.TryAdd(name, Convert.ToHexStringLower(hash.GetHashAndReset())))
        {
            faults.Add(PackFaults.DuplicateName(name));
        }
        else if (rows is not null)
        {
            Rows[name] = rows.Rows;
        }
        else if (isDocument)
        {
            documents[name] = Kept(name, kept.ToArray());
            held += documents[name].Length;
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

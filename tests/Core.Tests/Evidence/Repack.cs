using System.IO.Compression;
using System.Text.Json;
using AethergenAI.Evidence;

namespace AethergenAI.Core.Tests.Evidence;

/// <summary>What someone with a zip program can do to a pack.</summary>
internal static class Repack
{
    public static SortedDictionary<string, byte[]> Read(byte[] pack)
    {
        using var zip = new ZipArchive(new MemoryStream(pack));
        var files = new SortedDictionary<string, byte[]>(StringComparer.Ordinal);
        foreach (var entry in zip.Entries)
        {
            using var stream = entry.Open();
            using var bytes = new MemoryStream();
            stream.CopyTo(bytes);
            files[entry.FullName] = bytes.ToArray();
        }

        return files;
    }

    public static byte[] Write(IEnumerable<KeyValuePair<string, byte[]>> files)
    {
        using var pack = new MemoryStream();
        using (var zip = new ZipArchive(pack, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, bytes) in files)
            {
                using var stream = zip.CreateEntry(name).Open();
                stream.Write(bytes);
            }
        }

        return pack.ToArray();
    }

    /// <summary>
    /// Signs another statement in the place of the pack's: what a forger with a key of their own can do.
    /// </summary>
    public static byte[] Resign(
        SortedDictionary<string, byte[]> files,
        Func<string, string> edit,
        SigningKey key,
        string type = Dsse.InToto
    )
    {
        string manifest = edit(System.Text.Encoding.UTF8.GetString(files["manifest.json"]));
        using var document = JsonDocument.Parse(manifest);
        files["manifest.json"] = CanonicalJson.Serialize(document.RootElement);
        files["manifest.dsse.json"] = CanonicalJson.Serialize(Dsse.Seal(files["manifest.json"], type, key));
        return Write(files);
    }
}

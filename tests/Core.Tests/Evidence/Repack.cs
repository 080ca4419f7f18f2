using System.IO.Compression;
using System.Text.Json.Nodes;
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

    /// <summary>As our own writer would write these files.</summary>
    public static byte[] Write(IReadOnlyDictionary<string, byte[]> files)
    {
        using var pack = new MemoryStream();
        PackZip.WriteAsync(pack, files.Keys, OpenIn(files), default).GetAwaiter().GetResult();
        return pack.ToArray();
    }

    /// <summary>As another program writes them.</summary>
    public static byte[] ZipAgain(IEnumerable<KeyValuePair<string, byte[]>> files)
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
    /// As packs were written before the statement listed the compressed bytes.
    /// </summary>
    /// <param name="seekable">Whether it went to a file; else sizes stand behind each file.</param>
    public static byte[] WriteAsBefore(SortedDictionary<string, byte[]> files, SigningKey key, bool seekable)
    {
        JsonNode manifest = JsonNode.Parse(files["manifest.json"])!;
        manifest["predicate"]!.AsObject().Remove("compressed");
        files["manifest.json"] = CanonicalJson.Serialize(manifest);
        files["manifest.dsse.json"] = CanonicalJson.Serialize(Dsse.Seal(files["manifest.json"], Dsse.InToto, key));
        return ZipAsBefore(files, seekable);
    }

    public static byte[] ZipAsBefore(SortedDictionary<string, byte[]> files, bool seekable)
    {
        using MemoryStream pack = seekable ? new MemoryStream() : new OneWay();
        using (var zip = new ZipArchive(pack, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, bytes) in files)
            {
                var entry = zip.CreateEntry(name, CompressionLevel.Optimal);
                entry.LastWriteTime = new DateTimeOffset(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);
                entry.ExternalAttributes = Convert.ToInt32("100644", 8) << 16;
                using var stream = entry.Open();
                stream.Write(bytes);
            }
        }

        return pack.ToArray();
    }

    private static PackZip.Open OpenIn(IReadOnlyDictionary<string, byte[]> files) =>
        (name, _) => Task.FromResult<Stream>(new MemoryStream(files[name]));

    private static JsonObject CompressedIn(IReadOnlyDictionary<string, byte[]> files)
    {
        var compressed = new JsonObject();
        foreach (string name in files.Keys.Except(["manifest.json", "manifest.dsse.json"]))
        {
            compressed[name] = PackZip.MeasureAsync(name, OpenIn(files), default).GetAwaiter().GetResult().Sha256;
        }
        return compressed;
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
        JsonNode document = JsonNode.Parse(manifest)!;
        document["predicate"]!["compressed"] = CompressedIn(files);
        files["manifest.json"] = CanonicalJson.Serialize(document);
        files["manifest.dsse.json"] = CanonicalJson.Serialize(Dsse.Seal(files["manifest.json"], type, key));
        return Write(files);
    }
}

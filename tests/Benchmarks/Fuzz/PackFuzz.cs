using System.IO.Compression;
using AethergenAI.Evidence;

namespace AethergenAI.Benchmarks.Fuzz;

/// <summary>Documents of a pack, changed inside a folder where a pack was unpacked.</summary>
internal static class PackFuzz
{
    private static readonly Lazy<Dictionary<string, byte[]>> Files = new(Unpack);

    public static IReadOnlyList<byte[]> Samples =>
        [.. Files.Value.Where(file => file.Key.EndsWith(".json", StringComparison.Ordinal)).Select(file => file.Value)];

    /// <summary>Puts the document in the place of each of those that are documents, one by one.</summary>
    public static void Read(byte[] file, Random random)
    {
        string[] names = [.. Files.Value.Keys.Where(name => name.EndsWith(".json", StringComparison.Ordinal))];
        string changed = names[random.Next(names.Length)];
        EvidencePack.Verify(
            Files.Value.Select(one => new UnpackedFile(one.Key, () =>
                new MemoryStream(one.Key == changed ? file : one.Value)
            ))
        );
    }

    private static Dictionary<string, byte[]> Unpack()
    {
        using var zip = new ZipArchive(new MemoryStream(FuzzSamples.Packs[0]));
        return zip.Entries.ToDictionary(
            entry => entry.FullName,
            entry => FuzzSamples.Packed("good-single", entry.FullName),
            StringComparer.Ordinal
        );
    }
}

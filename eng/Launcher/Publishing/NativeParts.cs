namespace AethergenAI.Launcher.Publishing;

/// <summary>The native libraries that the command line loads.</summary>
internal static class NativeParts
{
    private static readonly (string Library, string Lacking)[] Needed =
    [
        ("onnxruntime", "ONNX Runtime: on that platform it refuses to sample, to train and to `run`"),
        ("duckdb", "DuckDB: on that platform it refuses Parquet; CSV works"),
    ];

    /// <summary>Removes the libraries of other platforms that the build placed beside the program.</summary>
    /// <returns>A sentence for each missing library.</returns>
    public static IReadOnlyList<string> Check(string folder, string platform)
    {
        List<string> lacking = [];
        foreach ((string library, string what) in Needed)
        {
            (string Path, string? For)[] files =
            [
                .. Directory
                    .EnumerateFiles(folder, $"*{library}*", SearchOption.AllDirectories)
                    .Select(path => (path, PlatformOf(path)))
                    .Where(file => file.Item2 is not null),
            ];
            foreach ((string foreign, _) in files.Where(file => file.For != platform))
            {
                File.Delete(foreign);
            }

            if (!files.Any(file => file.For == platform))
            {
                lacking.Add($"it LACKS {what}.");
            }
        }

        return lacking;
    }

    /// <summary>The platform of a native library, found by its first bytes; null for any other file.</summary>
    internal static string? PlatformOf(string path)
    {
        Span<byte> head = stackalloc byte[1024];
        using FileStream file = File.OpenRead(path);
        int read = file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        return read < head.Length ? null : PlatformOf(head);
    }

    private static string? PlatformOf(ReadOnlySpan<byte> head)
    {
        if (head.StartsWith("\u007fELF"u8))
        {
            return head[18] switch
            {
                0x3E => "linux-x64",
                0xB7 => "linux-arm64",
                _ => null,
            };
        }

        if (head.StartsWith("MZ"u8))
        {
            int header = BitConverter.ToInt32(head[0x3C..]);
            return header is > 0 and < 1000 && !IsManaged(head, header)
                ? WindowsOf(BitConverter.ToUInt16(head[(header + 4)..]))
                : null;
        }

        // 64-bit Mach-O for arm64, or a universal file, which contains both architectures.
        bool arm = head.StartsWith((ReadOnlySpan<byte>)[0xCF, 0xFA, 0xED, 0xFE, 0x0C, 0, 0, 1]);
        return arm || head.StartsWith((ReadOnlySpan<byte>)[0xCA, 0xFE, 0xBA, 0xBE]) ? "osx-arm64" : null;
    }

    /// <param name="machine">The first field after the signature of a PE file's header.</param>
    private static string? WindowsOf(ushort machine) =>
        machine switch
        {
            0x8664 => "win-x64",
            0xAA64 => "win-arm64",
            _ => null,
        };

    /// <summary>An assembly of .NET has a COM descriptor directory, the 15th of the optional header.</summary>
    private static bool IsManaged(ReadOnlySpan<byte> head, int header)
    {
        int directory = header + 24 + 112 + (14 * 8);
        return directory + 4 <= head.Length && BitConverter.ToInt32(head[directory..]) != 0;
    }
}

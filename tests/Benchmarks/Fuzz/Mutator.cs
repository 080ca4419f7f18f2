using System.Text;

namespace AethergenAI.Benchmarks.Fuzz;

/// <summary>Changes valid files so that they become hostile ones; the same random numbers give the same file.</summary>
internal static class Mutator
{
    public const int MaxLength = 1 << 20;

    private static readonly byte[][] Tokens =
    [
        .. new[]
        {
            "\0",
            "\r",
            "\n",
            "\r\n",
            "\"",
            "\"\"",
            "'",
            ",",
            ";",
            "\t",
            "|",
            "\\",
            "/",
            "..",
            "../../etc/passwd",
            "-",
            "+",
            "0",
            "-0",
            "1e999",
            "-1e999",
            "1e-400",
            "5E10",
            "NaN",
            "Infinity",
            "-Infinity",
            "null",
            "true",
            "9223372036854775807",
            "9223372036854775808",
            "-9223372036854775808",
            "18446744073709551616",
            "9007199254740993",
            "2147483648",
            "0x7fffffff",
            "00000000000000000001",
            "0.1234567890123456789012345678901234567890",
            "1,234,567.89",
            "1.234.567,89",
            "(1.00)",
            "$1",
            "1 %",
            "0001-01-01",
            "9999-12-31",
            "0000-00-00",
            "2024-02-30",
            "24:00:00",
            "23:59:60",
            "9999-12-31T23:59:59.9999999+14:00",
            "0001-01-01T00:00:00-14:00",
            "\uFEFF",
            "\u202E",
            "\uD83D\uDE00",
            "\u0000",
            "e\u0301",
            "\u1E9E",
            "ß",
            "İ",
            "\u2028",
            "{",
            "}",
            "[",
            "]",
            ":",
            "&a",
            "*a",
            "<<: *a",
            "!!python/object:x",
            "%",
            "#",
            "---",
            "...",
            "? ",
            "- ",
            "!<tag:x>",
            "0o777",
            "=1+1",
            "@SUM(A1)",
            "<script>",
            "sep=;\n",
            "PAR1",
            "PK\u0003\u0004",
            "\\u0000",
            "\\uD800",
            "\\uDFFF\\uD800",
        }.Select(Encoding.UTF8.GetBytes),
        [0xFF],
        [0xFE, 0xFF],
        [0xFF, 0xFE],
        [0xC0, 0x80],
        [0xED, 0xA0, 0x80],
        [0xF4, 0x90, 0x80, 0x80],
        [0xE2, 0x82],
        [0x80],
        [0x1A],
        [0x7F],
        [0, 0, 0, 0],
        [0xFF, 0xFF, 0xFF, 0xFF],
        [0xFF, 0xFF, 0xFF, 0x7F],
        [0, 0, 0, 0x80],
        [0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x7F],
        [0xFF, 0xFF, 0xFF, 0xFF, 0x0F],
        [0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x01],
    ];

    public static byte[] Mutate(IReadOnlyList<byte[]> samples, Random random)
    {
        byte[] file = samples[random.Next(samples.Count)];
        int changes = 1 + (int)Math.Min(12, -2 * Math.Log(1 - random.NextDouble()));
        for (int i = 0; i < changes; i++)
        {
            file = Change(file, samples, random);
        }
        return file.Length > MaxLength ? file[..MaxLength] : file;
    }

    private static byte[] Change(byte[] file, IReadOnlyList<byte[]> samples, Random random)
    {
        int at = random.Next(file.Length + 1),
            end = Math.Min(file.Length, at + Length(random));
        return random.Next(12) switch
        {
            0 or 1 => Flip(file, random),
            2 => [.. file[..at], .. file[end..]],
            3 => file[..at],
            4 => [.. file[..at], .. file[at..end], .. file[at..]],
            5 => [.. file[..at], .. Repeat(file[at..end], random), .. file[end..]],
            6 => Splice(file, samples[random.Next(samples.Count)], random),
            7 => [.. file[..at], .. Repeat(Token(random), random), .. file[at..]],
            8 or 9 => [.. file[..at], .. Token(random), .. file[at..]],
            _ => [.. file[..at], .. Token(random), .. file[end..]],
        };
    }

    internal static byte[] Token(Random random) => Tokens[random.Next(Tokens.Length)];

    /// <summary>Mostly short, sometimes long.</summary>
    private static int Length(Random random) => (int)Math.Pow(2, random.NextDouble() * 10);

    private static byte[] Flip(byte[] file, Random random)
    {
        byte[] flipped = [.. file];
        for (int i = Length(random) % 8; i >= 0 && flipped.Length > 0; i--)
        {
            flipped[random.Next(flipped.Length)] ^= (byte)(1 << random.Next(8));
        }
        return flipped;
    }

    private static byte[] Repeat(byte[] part, Random random)
    {
        int most = Math.Max(1, MaxLength / 4 / Math.Max(1, part.Length)),
            times = (int)Math.Min(most, Math.Pow(2, random.NextDouble() * 16));
        byte[] repeated = new byte[part.Length * times];
        for (int i = 0; i < times; i++)
        {
            part.CopyTo(repeated, i * part.Length);
        }
        return repeated;
    }

    private static byte[] Splice(byte[] file, byte[] other, Random random)
    {
        int from = random.Next(other.Length + 1);
        return [.. file[..random.Next(file.Length + 1)], .. other[from..]];
    }
}

using System.IO.Compression;
using System.Text;

namespace AethergenAI.Benchmarks.Hostile;

/// <summary>Inputs of at most 1 MiB that were made to cost memory, by name.</summary>
internal static class HostileInputs
{
    private const int Size = 1 << 20;

    public static readonly IReadOnlyDictionary<string, Func<byte[]>> Tables = new Dictionary<string, Func<byte[]>>
    {
        ["columns"] = () => Text(Fill(",", Size - 2) + "\n"),
        ["named-columns"] = () => Text(string.Join(',', Enumerable.Range(0, 150_000)) + "\n1\n"),
        ["most-columns"] = () => Text(Row(4096, i => $"c{i}") + Rows(10, 4096, (row, i) => $"{row}")),
        ["wide-texts"] = () => Text(Row(4096, i => $"c{i}") + Rows(40, 4096, (row, i) => $"t{row}")),
        ["empty-cells"] = () => Text(Row(4096, i => $"c{i}") + Fill(Fill(",", 4095) + "\n", Size - 32_000)),
        ["long-cell"] = () => Text("a,b\n1," + Fill("x", Size - 16) + "\n"),
        ["long-digits"] = () => Text("a,b\n1," + Fill("7", Size - 16) + "\n"),
        ["long-symbols"] = () => Text("a,b\n1," + Fill("!!python/object:x", Size - 16) + "\n"),
        ["long-blanks"] = () => Text("a,b\n1,x" + Fill(" - ", Size - 16) + "\n"),
        ["long-name"] = () => Text(Fill("Ab ", Size - 16) + ",b\n1,2\n"),
        ["long-quotes"] = () => Text("a,b\n1,\"" + Fill("\"\"", Size - 16) + "\"\n"),
        ["levels"] = () => Text("a\n" + string.Concat(Enumerable.Range(0, 150_000).Select(i => $"{i:x}x\n"))),
        ["short-levels"] = () =>
            Text("a,b\n" + string.Concat(Enumerable.Range(0, 250_000).Select(i => $"{(char)(65 + (i % 26))},\n"))),
        ["short-rows"] = () => Text("a\n" + Fill("1\n", Size - 2)),
        ["one-letter-rows"] = () => Text("a\n" + Fill("x\n", Size - 2)),
        ["digits"] = () => Text("a\n" + Fill("123456789012345678901234567890.123456789\n", Size - 2)),
        ["exponents"] = () => Text("a\n" + Fill("1e300\n-1e-300\n", Size - 2)),
        ["blank-lines"] = () => Text("a\n1\n" + Fill("\n", Size - 4)),
        ["open-quote"] = () => Text("a,b\n\"" + Fill("x,\n", Size - 5)),
        ["moments"] = () => Text("a\n" + Fill("31/12/2024 23:59:59.999 +01:00\n", Size - 2)),
    };

    public static readonly IReadOnlyDictionary<string, Func<byte[]>> Json = new Dictionary<string, Func<byte[]>>
    {
        ["deep-lists"] = () => Text(Fill("[", Size / 2) + Fill("]", Size / 2)),
        ["deep-maps"] = () => Text(Fill("{\"a\":", Size - 8) + "1"),
        ["empty-maps"] = () => Text("[" + Fill("{},", Size - 4) + "{}]"),
        ["nulls"] = () => Text("{\"columns\":[" + Fill("null,", Size - 20) + "null]}"),
        ["keys"] = () => Text("{" + string.Join(',', Enumerable.Range(0, 90_000).Select(i => $"\"{i}\":0")) + "}"),
        ["columns"] = () => Columns("{\"kind\":\"text\",\"name\":\"{0}\"}"),
        ["levels"] = () =>
            Text("""{"name":"x","columns":[{"kind":"categorical","name":"a","levels":[""" + Levels() + "]}]}"),
        ["long-number"] = () => Text("{\"name\":" + Fill("9", Size - 16) + "}"),
        ["long-text"] = () => Text("{\"name\":\"" + Fill("x", Size - 16) + "\"}"),
        ["escapes"] = () => Text("{\"question\":\"" + Fill("\\u0041", Size - 24) + "\"}"),
    };

    public static readonly IReadOnlyDictionary<string, Func<byte[]>> Yaml = new Dictionary<string, Func<byte[]>>
    {
        ["aliases"] = () => Text(Laughs()),
        ["deep-flow"] = () => Text(Fill("[", Size)),
        ["deep-flow-maps"] = () => Text(Fill("{a: ", Size)),
        ["deep-block"] = () => Text(string.Concat(Enumerable.Range(0, 1400).Select(i => new string(' ', i) + "a:\n"))),
        ["dashes"] = () => Text(Fill("- ", Size)),
        ["long-number"] = () => Text("name: " + Fill("9", Size - 16) + "\n"),
        ["long-key"] = () => Text(Fill("k", Size - 16) + ": 1\n"),
        ["keys"] = () => Text(string.Concat(Enumerable.Range(0, 100_000).Select(i => $"{i}: 0\n"))),
        ["open-quote"] = () => Text("name: \"" + Fill("\\x41", Size - 16)),
    };

    public static readonly IReadOnlyDictionary<string, Func<byte[]>> Packs = new Dictionary<string, Func<byte[]>>
    {
        ["zeros"] = () => Zip(("summary.json", 900L << 20)),
        ["many-documents"] = () =>
            Zip([.. Enumerable.Range(0, 900).Select(i => ($"trials/c{i}-r1/trial.json", 1L << 20))]),
        ["rows"] = () => Zip(("trials/c01-r1/synthetic.csv", 900L << 20)),
        ["names"] = () => Zip([.. Enumerable.Range(0, 9000).Select(i => ($"trials/c{i:00000}/a.csv", 0L))]),
    };

    private static byte[] Text(string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        return bytes.Length <= Size ? bytes : bytes[..Size];
    }

    private static string Fill(string part, int length)
    {
        var text = new StringBuilder(length + part.Length);
        while (text.Length < length)
        {
            text.Append(part);
        }
        return text.ToString(0, length / part.Length * part.Length);
    }

    private static string Row(int columns, Func<int, string> cell) =>
        string.Join(',', Enumerable.Range(0, columns).Select(cell)) + "\n";

    private static string Rows(int rows, int columns, Func<int, int, string> cell) =>
        string.Concat(Enumerable.Range(0, rows).Select(row => Row(columns, column => cell(row, column))));

    private static byte[] Columns(string column) =>
        Text(
            "{\"name\":\"x\",\"columns\":["
                + string.Join(',', Enumerable.Range(0, 28_000).Select(i => column.Replace("{0}", $"{i}")))
                + "]}"
        );

    private static string Levels() => string.Join(',', Enumerable.Range(0, 100_000).Select(i => $"\"{i}\""));

    private static string Laughs()
    {
        var text = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 30; i++)
        {
            text.Append($"a{i}: &a{i} [{string.Join(", ", Enumerable.Repeat($"*a{i - 1}", 10))}]\n");
        }
        return text.ToString();
    }

    private static byte[] Zip(params (string Name, long Zeros)[] files)
    {
        byte[] zeros = new byte[1 << 20];
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create))
        {
            foreach ((string name, long length) in files)
            {
                using Stream entry = zip.CreateEntry(name, CompressionLevel.SmallestSize).Open();
                for (long left = length; left > 0; left -= zeros.Length)
                {
                    entry.Write(zeros, 0, (int)Math.Min(left, zeros.Length));
                }
            }
        }

        return bytes.ToArray();
    }
}

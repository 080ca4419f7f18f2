using System.Text;
using AethergenAI.Tables;
using AethergenAI.Tables.Csv;

namespace AethergenAI.Core.Tests.Tables.Dialects;

/// <summary>Files that are read for a private fit: no row decides how the others are read.</summary>
public sealed class OneEncodingTests
{
    private const string Words = "Müller Café René José Zoë Björn Jürgen Göran André Léa Noël Hélène Gisèle Céline";

    private static readonly Schema Schema = new("wards", [new CategoricalColumn("ward", [])]);

    [Theory]
    [InlineData(null)]
    [InlineData("utf-8")]
    [InlineData("windows-1252")]
    [InlineData("windows-1251")]
    public void A_row_more_changes_no_other_row_wherever_it_stands_and_whatever_it_is(string? declared)
    {
        byte[] other = Encoding.UTF8.GetBytes("É\n");
        byte[][] more = [Encoding.Latin1.GetBytes($"{Words}\n"), Encoding.UTF8.GetBytes($"{Words}\n"), [.. "A\n"u8]];
        byte[][] others =
        [
            [.. "A\n"u8],
            other,
            other,
            [.. "B\n"u8],
        ];
        string[] before = Read(others, declared)!;
        foreach (byte[] row in more)
        {
            for (int at = 0; at <= others.Length; at++)
            {
                if (Read([.. others[..at], row, .. others[at..]], declared) is { } after)
                {
                    Assert.Equal<IEnumerable<string>>(before, [.. after[..at], .. after[(at + 1)..]]);
                }
                else
                {
                    Assert.NotEqual("windows-1252", declared); // which has a letter for every byte here
                }
            }
        }
    }

    /// <summary>The first bytes are a row's: EF BB BF and an A may be three letters and an A.</summary>
    [Theory]
    [InlineData(new byte[] { 0xEF, 0xBB, 0xBF, 0x41, 0x0A }, "windows-1252")]
    [InlineData(new byte[] { 0xEF, 0xBB, 0xBF, 0x41, 0x0A }, null)]
    [InlineData(new byte[] { 0xFF, 0xFE, 0x41, 0x0A }, "windows-1252")]
    [InlineData(new byte[] { 0xFE, 0xFF, 0x41, 0x0A }, "windows-1251")]
    public void Without_a_header_a_byte_order_mark_is_refused(byte[] first, string? declared)
    {
        byte[] file = [.. first, .. Encoding.Latin1.GetBytes("\u00c9\n")];
        var refusal = Assert.Throws<RefusedException>(() => Headless(file, new FileFormat(Encoding: declared)));
        Assert.Equal("csv.encoding", refusal.Code);
        Assert.Contains("byte order mark and has no header", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("utf-8", null, true)]
    [InlineData("utf-8", "utf-8", true)]
    [InlineData("utf-16", "utf-16", true)]
    [InlineData("utf-8", "windows-1252", false)]
    [InlineData("utf-16", null, true)]
    [InlineData("utf-16", "utf-8", false)]
    [InlineData("utf-16", "windows-1252", false)]
    [InlineData("utf-16BE", "utf-16", false)]
    public void A_byte_order_mark_does_not_replace_the_declared_encoding(string marked, string? declared, bool read)
    {
        var encoding = Encoding.GetEncoding(marked);
        byte[] file = [.. encoding.GetPreamble(), .. encoding.GetBytes("ward\nÉ\n")];
        var options = new CsvOptions { Format = new FileFormat(Encoding: declared), OneEncoding = true };
        if (read)
        {
            Assert.Equal("É", CsvReader.Read(new MemoryStream(file), Schema, options, default).Levels("ward")[0]);
            return;
        }
        var refusal = Assert.Throws<RefusedException>(() =>
            CsvReader.Read(new MemoryStream(file), Schema, options, default)
        );
        Assert.Equal("csv.encoding", refusal.Code);
        Assert.Contains("which is not its declared encoding", refusal.Message, StringComparison.Ordinal);
    }

    /// <summary>No line of a file without a header says what the delimiter is.</summary>
    [Fact]
    public void Without_a_header_the_first_line_does_not_decide_what_the_delimiter_is()
    {
        var comma = new FileFormat();
        Assert.Equal(["sep=;", "a;b", "a;b", "a;b"], Headless("sep=;\na;b\na;b\na;b\n"u8, comma));
        Assert.Equal(["ward;age", "B", "C"], Headless("ward;age\nB\nC\n"u8, comma));
        Assert.Equal(["sep=,", "B,C"], Headless("sep=,\nB,C\n"u8, new FileFormat(Delimiter: ";")));
    }

    private static string[] Headless(ReadOnlySpan<byte> file, FileFormat format)
    {
        var options = new CsvOptions { Format = format with { Names = ["ward"] }, OneEncoding = true };
        var read = CsvReader.Read(new MemoryStream(file.ToArray()), Schema, options, default).Levels("ward");
        return [.. Enumerable.Range(0, read.Length).Select(row => read[row]!)];
    }

    /// <summary>What is read otherwise, where nothing depends on one row.</summary>
    [Fact]
    public void Without_it_one_row_decides()
    {
        byte[] file = [.. "ward\n"u8, .. Encoding.Latin1.GetBytes($"{Words}\n"), .. Encoding.UTF8.GetBytes("É\n")];
        var read = CsvReader.Read(new MemoryStream(file), Schema, null, CancellationToken.None).Levels("ward");
        Assert.Equal("Ã‰", read[1]);
    }

    /// <returns>Null: the file is refused.</returns>
    private static string[]? Read(byte[][] rows, string? declared)
    {
        var file = new MemoryStream([.. "ward\n"u8, .. rows.SelectMany(row => row)]);
        var options = new CsvOptions { Format = new FileFormat(Encoding: declared), OneEncoding = true };
        try
        {
            var read = CsvReader.Read(file, Schema, options, CancellationToken.None).Levels("ward");
            return [.. Enumerable.Range(0, read.Length).Select(row => read[row]!)];
        }
        catch (RefusedException)
        {
            return null;
        }
    }
}

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

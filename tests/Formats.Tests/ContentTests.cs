using System.IO.Compression;
using System.Text;
using AethergenAI.Tables.Csv;

namespace AethergenAI.Formats.Tests;

/// <summary>A file is what its bytes say, and where its name says otherwise, that is told.</summary>
public sealed class ContentTests : IDisposable
{
    private readonly Folder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Text_named_parquet_is_read_as_text_and_that_is_said()
    {
        File.WriteAllText(folder["rows.parquet"], "a,b\n1,x\n2,y\n");

        var proposal = TableFile.Infer(folder["rows.parquet"], "rows");

        Assert.Equal(2, proposal.Rows);
        Assert.Contains(proposal.Notes, note => note.Contains("is not Parquet", StringComparison.Ordinal));
    }

    [Fact]
    public void Parquet_named_csv_is_read_as_parquet_and_that_is_said()
    {
        Tables.Write(folder["rows.parquet"], Tables.Rows(10), Tables.Schema);
        File.Move(folder["rows.parquet"], folder["rows.csv"]);
        var notes = new List<string>();

        Assert.Equal(
            10,
            TableFile.Read(folder["rows.csv"], Tables.Schema, new CsvOptions { Note = notes.Add }).RowCount
        );
        Assert.Contains(notes, note => note.StartsWith("rows.csv: The file is Parquet", StringComparison.Ordinal));
    }

    public static TheoryData<string, byte[]> Foreign() =>
        new()
        {
            { "workbook", Zipped() },
            { "gzip", Gzipped() },
            { ".xls", [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1] },
            { "JSON", Encoding.UTF8.GetBytes("[{\"a\": 1}]") },
            { "web page", Encoding.UTF8.GetBytes("<!DOCTYPE html><html></html>") },
            { "SQLite", Encoding.UTF8.GetBytes("SQLite format 3\0xxxx") },
            { "Arrow", Encoding.UTF8.GetBytes("ARROW1\0\0xxxxxxxxx") },
        };

    [Theory]
    [MemberData(nameof(Foreign))]
    public void Another_format_is_refused_with_what_to_do(string says, byte[] content)
    {
        File.WriteAllBytes(folder["rows.csv"], content);

        var refusal = Assert.Throws<RefusedException>(() => TableFile.Infer(folder["rows.csv"], "rows"));

        Assert.Equal("csv.not-text", refusal.Code);
        Assert.Contains(says, refusal.Message, StringComparison.Ordinal);
    }

    private static byte[] Zipped()
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create))
        {
            zip.CreateEntry("xl/workbook.xml");
        }
        return bytes.ToArray();
    }

    private static byte[] Gzipped()
    {
        using var bytes = new MemoryStream();
        using (var gzip = new GZipStream(bytes, CompressionMode.Compress))
        {
            gzip.Write("a,b\n1,2\n"u8);
        }
        return bytes.ToArray();
    }
}

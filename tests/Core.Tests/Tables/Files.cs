using System.Text;
using AethergenAI.Schemas;
using AethergenAI.Tables;
using AethergenAI.Tables.Csv;

namespace AethergenAI.Core.Tests.Tables;

/// <summary>Small files and what becomes of them.</summary>
internal static class Files
{
    public static MemoryStream Of(string text) => new(Encoding.UTF8.GetBytes(text));

    public static MemoryStream Latin1(string text) => new(Encoding.Latin1.GetBytes(text));

    public static MemoryStream In(string encoding, string text) =>
        new(CodePagesEncodingProvider.Instance.GetEncoding(encoding)!.GetBytes(text));

    /// <summary>All columns text, named as in the header.</summary>
    public static Schema TextSchema(params string[] names) =>
        new("texts", [.. names.Select(name => new TextColumn(name) { Nullable = true })]);

    public static Table Read(string text, Schema schema, CsvOptions? options = null) =>
        CsvReader.Read(Of(text), schema, options, TestContext.Current.CancellationToken);

    /// <summary>The cells of a file whose columns are all text; null where missing.</summary>
    public static string?[][] Cells(string text, CsvOptions? options = null, params string[] names)
    {
        Table table = Read(text, TextSchema(names), options);
        return
        [
            .. Enumerable
                .Range(0, table.RowCount)
                .Select(row => table.Columns.Select(column => ((LevelData)column)[row]).ToArray()),
        ];
    }

    public static RefusedException Refused(string text, Schema schema, CsvOptions? options = null) =>
        Assert.Throws<RefusedException>(() => Read(text, schema, options));

    public static SchemaProposal Infer(string text, CsvOptions? options = null) =>
        SchemaInference.Infer(Of(text), "file", options, TestContext.Current.CancellationToken);

    public static string Written(Table table, Schema schema)
    {
        using var stream = new MemoryStream();
        CsvWriter.Write(stream, table, schema);
        return Encoding.UTF8.GetString(stream.ToArray());
    }
}

using AethergenAI.Tables;

namespace AethergenAI.Formats.Tests;

/// <summary>
/// Texts that hold several values each are doubted in Parquet as in CSV, whatever their column is called.
/// </summary>
public sealed class ParquetStructureTests(Folder folder) : IClassFixture<Folder>
{
    private const string Rows = """
        select ('{"a":' || i || '}') as measurements, ('{"a":' || (i % 3) || '}') as id,
        ('[' || i || ', 2]') as key, ('{"a":' || (i % 3) || '}')::json as status, (i % 5)::int as size
        from range(60) t(i)
        """;

    [Theory]
    [InlineData("measurements")]
    [InlineData("id")]
    [InlineData("key")]
    [InlineData("status")]
    public void Several_values_in_a_cell_are_text_in_doubt(string name)
    {
        string path = Parquet.Write(folder, $"structures-{name}.parquet", Rows);

        Column column = TableFile.Infer(path, "orders").Schema[name];

        Assert.True(Assert.IsType<TextColumn>(column).IsInDoubt);
    }
}

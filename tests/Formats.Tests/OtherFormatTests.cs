using AethergenAI.Tables;

namespace AethergenAI.Formats.Tests;

/// <summary>A schema that was inferred from a table as Parquet reads the same table as CSV, and the reverse.</summary>
public sealed class OtherFormatTests(Folder folder) : IClassFixture<Folder>
{
    [Theory]
    [InlineData("float", "(i * 37 % 100 / 10.0)::float")]
    [InlineData("float-long", "(i * 7.123456 / 3)::float")]
    [InlineData("double", "i * 37 % 100 / 8.0")]
    [InlineData("double-long", "sqrt(i)::double")]
    [InlineData("decimal", "(i * 37 % 100 / 10.0)::decimal(9,2)")]
    [InlineData("timestamp", "timestamp '2024-01-31 08:15:00' + to_seconds(i * 7001)")]
    [InlineData("timestamp-milli", "timestamp '2024-01-31 08:15:00.125' + to_milliseconds(i * 7001)")]
    [InlineData("timestamp-s", "(timestamp '2024-01-31 08:15:00' + to_seconds(i * 7001))::timestamp_s")]
    [InlineData("instant", "timestamptz '2024-01-31 08:15:00+00' + to_seconds(i * 7001)")]
    [InlineData("midnights", "timestamp '2024-01-31 00:00:00' + to_days(i::int)")]
    [InlineData("date", "date '2024-01-31' + (i * 3)::int")]
    [InlineData("time", "time '08:15:00' + to_seconds(i * 61)")]
    [InlineData("boolean", "i % 3 = 0")]
    [InlineData("whole", "(i * 7919)::bigint")]
    [InlineData("text", "'part ' || (i % 5)")]
    public void It_reads_the_other_format(string name, string cell)
    {
        string query = $"select {cell} as x, case when i % 7 = 0 then null else i % 4 end as y from range(300) t(i)";
        string parquet = Parquet.Write(folder, $"{name}.parquet", query),
            csv = folder[$"{name}.csv"];
        using (var duckDb = new DuckDb(Path.GetDirectoryName(csv)!))
        {
            duckDb.Execute($"copy ({query}) to {DuckDb.Quote(csv)} (format csv, header)");
        }

        foreach (var (from, to) in new[] { (parquet, csv), (csv, parquet) })
        {
            var schema = TableFile.Infer(from, name).Schema;
            Table other = TableFile.Read(to, schema),
                own = TableFile.Read(from, schema);
            Assert.Equal(300, other.RowCount);
            Assert.Equal(Cells(own, "x"), Cells(other, "x"));
            Assert.Equal(Cells(own, "y"), Cells(other, "y"));
        }
    }

    private static object?[] Cells(Table table, string column) =>
        [
            .. Enumerable
                .Range(0, table.RowCount)
                .Select(row =>
                    table[column] switch
                    {
                        _ when table[column].IsMissing(row) => null,
                        NumberData numbers => (object)numbers.Values[row],
                        LevelData levels => levels[row],
                        _ => null,
                    }
                ),
        ];
}

using AethergenAI.Tables;
using AethergenAI.Tables.Csv;

namespace AethergenAI.Formats.Tests;

/// <summary>
/// Typed cells mean what their texts mean: every kind of column reads every stored type as it reads a CSV file of the
/// same cells, or refuses the same cell.
/// </summary>
[Trait("Speed", "Slow")]
public sealed class ParquetTableTests : IDisposable
{
    /// <summary>More than one of DuckDB's chunks of 2,048 rows.</summary>
    private const int Rows = 2_600;

    private static readonly Column[] Kinds =
    [
        new IntegerColumn("x", 0, 10),
        new IntegerColumn("x") { Format = "#,##0" },
        new DecimalColumn("x", 0, 10, 0.5),
        new DecimalColumn("x") { Format = "$#,##0.00" },
        new DecimalColumn("x") { Format = "hh:mm:ss" },
        new CategoricalColumn("x", ["7", "3.5", "no", "NA"]),
        new BooleanColumn("x", "no", "yes"),
        new BooleanColumn("x"),
        new BooleanColumn("x", "0", "1"),
        new TextColumn("x"),
        new TextColumn("x") { Redacted = TextColumn.RedactedText },
        new IdentifierColumn("x"),
        .. new[]
        {
            "yyyy-MM-dd",
            "dd/MM/yyyy",
            "yyyyMMdd",
            "MMM d, yyyy",
            "MM/yyyy",
            "d.M.yy",
            "yyyyMd",
            "yyyy-MM-dd HH:mm:ss",
        }.Select(format => new DateColumn("x", Format: format)),
        .. new[]
        {
            "yyyy-MM-dd'T'HH:mm:ss",
            "yyyy-MM-dd'T'HH:mm:ss'Z'",
            "yyyy-MM-dd HH:mm:ss.fff",
            "yyyy-MM-dd HH:mm:ss[.ffffff]",
            "yyyy-MM-dd HH:mm:sszzz",
            "dd/MM/yyyy HH:mm",
            "yyyy-MM-dd h:mm tt",
            "yyyy-MM-dd ss",
            "HH:mm:ss",
            "yyyy-MM-dd",
            "yyyyMMddHms",
        }.Select(format => new DateTimeColumn("x", Format: format)),
    ];

    private readonly Folder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("(i % 90 - 40)::tinyint")]
    [InlineData("(i % 2)::utinyint")]
    [InlineData("(i * 7 - 9000)::smallint")]
    [InlineData("(i * 9)::usmallint")]
    [InlineData("(20000101 + i % 28 + i % 12 * 100)::integer")]
    [InlineData("(i * 800000)::uinteger")]
    [InlineData("(9007199254740992 - i)::bigint")]
    [InlineData("(-9007199254740992 + i)::hugeint")]
    [InlineData("(9007199254740000 + i)::bigint")] // some beyond 2^53
    [InlineData("i::ubigint")]
    [InlineData("(i % 4000)::decimal(4,0)")]
    [InlineData("((i - 900) / 8.0)::decimal(6,1)")]
    [InlineData("((i - 900) / 8.0)::decimal(18,2)")]
    [InlineData("(90071992547409.91 + i * 0.37)::decimal(18,2)")] // some beyond 2^53 units
    [InlineData("((i % 19 - 9) / 3.0)::decimal(16,15)")]
    [InlineData("((i - 900) / 3.0)::decimal(38,9)")]
    [InlineData("((i - 900) / 8.0)::float")]
    [InlineData("((i - 900) / 3.0)::float")]
    [InlineData("(i * 1e30)::float")]
    [InlineData(
        "(['-0.0', '0', '1e-7', '1e300', '9007199254740993', '-7', '3.5', '1e15', '5e-324'])[1 + i % 9]::double"
    )]
    [InlineData("(i * i * 1000003)::double")]
    [InlineData("((i - 900) / 3.0)::double")]
    [InlineData("case when i = 2400 then 'inf'::double else i end")]
    [InlineData("case when i = 2400 then 'nan'::double else i end")]
    [InlineData("i % 3 = 0")]
    [InlineData("date '0001-01-01' + (i * 729)::integer")]
    [InlineData("date '2024-02-01' + (i % 90)::integer")]
    // Some before year 1.
    [InlineData("case when i < 2400 then date '2020-01-01' else date '0001-01-01' - i::integer end")]
    [InlineData("timestamp '2024-02-28 23:59:57' + to_seconds(i)")]
    [InlineData("timestamp '1969-12-31 00:00:00' + to_days(i::integer)")]
    [InlineData("timestamp '1969-12-31 23:59:59' + to_milliseconds(i * 250)")]
    [InlineData("timestamp '2024-02-29 00:00:00' + to_microseconds(i * 1001)")]
    [InlineData("(timestamp '2024-02-29 10:00:00' + to_minutes(i))::timestamp_s")]
    [InlineData("(timestamp '2024-02-29 10:00:00' + to_seconds(i))::timestamp_ms")]
    [InlineData("(timestamp '2024-02-29 10:00:00' + to_seconds(i))::timestamp_ns")]
    [InlineData("to_timestamp(1700000000 + i * 3607)")]
    [InlineData("time '08:00:00' + to_seconds(i)")]
    [InlineData("time '08:00:00' + to_milliseconds(i * 250)")]
    [InlineData(
        "(['NA', 'null', '', ' 7', '7 ', '7', '3.5', '-99', '1e3', '1,000', '$1,000.50', '007', '3,5'])[1 + i % 13]"
    )]
    [InlineData(
        "(['yes', 'no', '0', '1', 'true', 'false', 'a,b', 'two' || chr(10) || 'lines', '\"q\"', 'Łódź'])[1 + i % 10]"
    )]
    [InlineData("(date '2024-02-01' + (i % 90)::integer)::varchar")]
    [InlineData("(timestamp '2024-02-28 23:59:57' + to_seconds(i))::varchar")]
    [InlineData("strftime(date '2024-02-01' + (i % 90)::integer, '%d/%m/%Y')")]
    [InlineData("case when i = 2400 then chr(0) else 'a' end")]
    [InlineData("('aaaaaaaa-0000-4000-8000-' || lpad(i::varchar, 12, '0'))::uuid")]
    [InlineData("(['yes', 'no'])[1 + i % 2]::enum('yes', 'no')")]
    [InlineData("null::integer")]
    [InlineData("null::varchar")]
    public void Every_kind_reads_a_type_as_it_reads_its_texts(string expression)
    {
        IEnumerable<string> cells = Kinds.Select(
            (_, i) => $"case when i % 11 = 4 then null else {expression} end as x{i}"
        );
        string query = $"select {string.Join(", ", cells)}, 'y' as y from range({Rows}) t(i)";
        string path = Parquet.Write(folder, "rows.parquet", query);
        IReadOnlyList<string>?[] missing = [null, ["NA", "-99", "nan", "true", "3.5", "2024-02-03"]];
        foreach (FileFormat format in missing.Select(tokens => new FileFormat(Missing: tokens)))
        {
            foreach (BrokenCells broken in Enum.GetValues<BrokenCells>())
            {
                Compare(path, format, new CsvOptions { Unknown = UnknownColumns.Skip, Broken = broken });
            }
        }
    }

    /// <summary>
    /// Where broken cells count as missing, reads on without the columns that are refused all the same.
    /// </summary>
    private static void Compare(string path, FileFormat format, CsvOptions options)
    {
        List<Column> kinds = [.. Kinds.Select((kind, i) => kind with { Name = $"x{i}" })];
        while (kinds.Count > 0)
        {
            var schema = new Schema("s", kinds) { Format = format };
            string[] typed = Outcome(options, told => TableFile.Read(path, schema, told));
            string[] text = Outcome(options, told => AsText(path, schema, told));

            Assert.Equal(text, typed);
            int refused = kinds.FindIndex(kind => typed[0].Contains($"column '{kind.Name}'", StringComparison.Ordinal));
            if (refused < 0 || options.Broken == BrokenCells.Refuse)
            {
                return;
            }
            kinds.RemoveAt(refused);
        }
    }

    /// <summary>Reads a CSV file of the same cells.</summary>
    private static Table AsText(string path, Schema schema, CsvOptions options)
    {
        var tokens = schema.Format.Missing;
        using var text = new ParquetAsCsv(path, schema, tokens);
        return CsvReader.Read(text, text.Plain, options with { Format = ParquetBlocks.Format(tokens) });
    }

    /// <summary>Every cell to the last bit, every level and code, every note; or the refusal.</summary>
    private static string[] Outcome(CsvOptions options, Func<CsvOptions, Table> read)
    {
        var notes = new List<string>();
        try
        {
            Table table = read(options with { Note = note => notes.Add(note.Replace("rows.parquet: ", "")) });
            return [.. table.Columns.SelectMany(Cells), .. notes];
        }
        catch (RefusedException refusal)
        {
            string line = System.Text.RegularExpressions.Regex.Replace(refusal.Message, @" \(line \d+\)", "");
            return [$"{refusal.Code}: {line}"];
        }
    }

    private static IEnumerable<string> Cells(ColumnData column) =>
        column switch
        {
            NumberData numbers => numbers.Values.Select(value =>
                $"{value:R} {BitConverter.DoubleToInt64Bits(double.IsNaN(value) ? double.NaN : value)}"
            ),
            LevelData levels => [.. levels.Codes.Select(code => $"{code}"), .. levels.Levels],
            _ => throw new InvalidOperationException(),
        };
}

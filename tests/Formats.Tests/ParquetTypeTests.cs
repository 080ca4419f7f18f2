using AethergenAI.Tables;
using AethergenAI.Tables.Csv;

namespace AethergenAI.Formats.Tests;

/// <summary>Typed columns keep their kind, their values and their type.</summary>
public sealed class ParquetTypeTests : IDisposable
{
    private readonly Folder folder = new();

    public void Dispose() => folder.Dispose();

    private string Column(string expression) =>
        Parquet.Write(folder, "rows.parquet", $"select {expression} as x, i % 7 as k from range(300) t(i)");

    private Column Inferred(string expression) => TableFile.Infer(Column(expression), "rows").Schema["x"];

    [Theory]
    [InlineData("(i % 90)::tinyint", "TINYINT")]
    [InlineData("(i % 100)::smallint", "SMALLINT")]
    [InlineData("(i * 7 % 1000)::integer", "INTEGER")]
    [InlineData("(i * 7 % 1000)::bigint", "BIGINT")]
    [InlineData("(i * 7 % 1000)::uinteger", "UINTEGER")]
    [InlineData("(i / 8.0)::float", "FLOAT")]
    [InlineData("(i / 8.0)::double", "DOUBLE")]
    [InlineData("(i / 3.0)::double", "DOUBLE")]
    [InlineData("(i / 4.0 * 100)::decimal(10,2)", "DECIMAL(10,2)")]
    [InlineData("(i * 7 % 1000)::decimal(12,0)", "DECIMAL(12,0)")]
    [InlineData("i::bigint", "BIGINT")] // a key
    [InlineData("(i / 4.0)::decimal(38,4)", "DECIMAL(38,4)")]
    [InlineData("i % 2 = 0", "BOOLEAN")]
    [InlineData("true", "BOOLEAN")]
    [InlineData("date '2024-01-01' + i::integer", "DATE")]
    [InlineData("timestamp '2024-01-01' + to_seconds(i * 61)", "TIMESTAMP")]
    [InlineData("(timestamp '2024-01-01 10:00:00' + to_seconds(i))::timestamp_ms", "TIMESTAMP")]
    [InlineData("(timestamp '2024-01-01 10:00:00' + to_seconds(i))::timestamp_ns", "TIMESTAMP_NS")]
    [InlineData("to_timestamp(1700000000 + i * 61)", "TIMESTAMP WITH TIME ZONE")]
    [InlineData("time '08:00:00' + to_seconds(i % 40)", "TIME")]
    [InlineData("time '08:00:00' + to_seconds(i * 61)", "TIME")]
    [InlineData("(time '08:00:00' + to_seconds(i % 40))::timetz", "TIME WITH TIME ZONE")]
    [InlineData("(time '08:00:00' + to_seconds(i * 61))::timetz", "TIME WITH TIME ZONE")]
    [InlineData("('08:00:00.' || (100 + i) || '+02:00')::timetz", "TIME WITH TIME ZONE")]
    [InlineData("'zip' || (i % 40)", "VARCHAR")]
    [InlineData("(10000 + i % 40)::varchar", "VARCHAR")]
    [InlineData("(i / 4.0)::decimal(10,2)::varchar", "VARCHAR")]
    [InlineData("(date '2024-01-01' + i::integer)::varchar", "VARCHAR")]
    [InlineData("(i % 2)::integer", "INTEGER")]
    [InlineData("(9007199254740992 + i % 40)::bigint", "BIGINT")]
    public void A_column_keeps_its_type_and_its_cells(string expression, string type)
    {
        string path = Column(expression);
        string again = Parquet.Again(path);

        Assert.Equal(type, Parquet.Types(again)[0]);
        Assert.Equal(
            Parquet.Ask(path, "select x::varchar from $file"),
            Parquet.Ask(again, "select x::varchar from $file")
        );
    }

    [Theory]
    [InlineData("i::double")] // all different, all whole
    [InlineData("(i * 1.37)::float")]
    [InlineData("(i % 2)::double")]
    [InlineData("(i % 3)::decimal(10,2)")]
    [InlineData("case when i = 5 then null else i * 0.1 end::double")]
    public void A_measurement_is_a_decimal_whatever_its_values(string expression) =>
        Assert.IsType<DecimalColumn>(Inferred(expression));

    /// <summary>A missing cell needs no decimals of a second.</summary>
    [Theory]
    [InlineData("timestamp '2024-01-01' + to_seconds(i * 61)", "yyyy-MM-dd'T'HH:mm:ss")]
    [InlineData("to_timestamp(1700000000 + i * 61)", "yyyy-MM-dd'T'HH:mm:ss'Z'")]
    [InlineData("timestamp '2024-01-01' + to_milliseconds(i * 6125)", "yyyy-MM-dd'T'HH:mm:ss.fff")]
    public void Whole_seconds_with_a_missing_cell_keep_their_form(string expression, string format)
    {
        Column column = Inferred($"case when i % 9 = 4 then null else {expression} end");
        Assert.Equal((format, true), (Assert.IsType<DateTimeColumn>(column).Format, column.Nullable));
    }

    [Theory]
    [InlineData("timestamp 'infinity'")]
    [InlineData("date 'infinity'")]
    [InlineData("date '0001-01-01' - 40000")]
    public void A_date_out_of_range_is_refused_by_row_and_column(string date)
    {
        string type = date.Split(' ')[0];
        string path = Column($"case when i = 222 then {date} else {type} '2024-01-01' end");

        var refused = Assert.Throws<RefusedException>(() => TableFile.Infer(path, "rows"));

        Assert.Equal("formats.date-range", refused.Code);
        Assert.StartsWith("'rows.parquet', row 223, column 'x': the date lies", refused.Message, default);
    }

    [Fact]
    public void Times_of_day_that_nearly_all_differ_are_numbers_and_no_levels()
    {
        string path = Column("time '08:00:00' + to_seconds(i * 61)");

        Assert.Equal("hh:mm:ss", Assert.IsType<IntegerColumn>(TableFile.Infer(path, "rows").Schema["x"]).Format);
    }

    [Fact]
    public void An_instant_in_utc_is_a_datetime_and_an_instant_again()
    {
        string path = Column("to_timestamp(1700000000 + i * 61)");
        var started = Assert.IsType<DateTimeColumn>(TableFile.Infer(path, "rows").Schema["x"]);

        Assert.Equal(new DateTime(2023, 11, 14, 22, 13, 20), started.Min);
        Assert.EndsWith("'Z'", started.Format, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("to_milliseconds(i * 250)", ".fff")]
    [InlineData("to_microseconds(i * 1001)", ".ffffff")]
    [InlineData("to_seconds(i)", "ss")]
    public void Parts_of_a_second_are_kept_as_far_as_there_are_any(string more, string format)
    {
        string path = Column($"timestamp '2024-02-29 23:59:58' + {more}");
        string again = Parquet.Again(path);

        Assert.EndsWith(
            format,
            Assert.IsType<DateTimeColumn>(TableFile.Infer(path, "r").Schema["x"]).Format,
            StringComparison.Ordinal
        );
        Assert.Equal(
            [
                ["0"],
            ],
            Parquet.Ask(
                again,
                $"select count(*)::varchar from $file a positional join {Source(path)} b where a.x <> b.x"
            )
        );
    }

    [Fact]
    public void A_schema_that_would_cut_parts_of_a_second_refuses_the_cell()
    {
        string path = Column("timestamp '2024-01-01' + to_milliseconds(i * 250)");
        var whole = new Schema("s", [new DateTimeColumn("x")]);

        var refusal = Assert.Throws<RefusedException>(() => TableFile.Read(path, whole));

        Assert.Equal("csv.cell", refusal.Code);
        Assert.Contains("Row 2, column 'x'", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("inf")]
    [InlineData("-inf")]
    [InlineData("nan")]
    public void A_number_that_is_not_finite_is_refused_by_row_and_column_unless_declared_missing(string value)
    {
        string path = Column($"case when i % 100 = 57 then '{value}'::double else i * 0.37 end");

        var refusal = Assert.Throws<RefusedException>(() => TableFile.Infer(path, "rows"));
        Assert.Equal("generation.not-finite", refusal.Code);
        Assert.Contains("row 58, column 'x'", refusal.Message, StringComparison.Ordinal);

        var declared = new CsvOptions { Format = new FileFormat(Missing: [value]) };
        var proposal = TableFile.Infer(path, "rows", declared);
        Assert.IsType<DecimalColumn>(proposal.Schema["x"]);
        Assert.Equal(3, proposal.Columns[0].Profile.Missing);
        Assert.True(double.IsNaN(TableFile.Read(path, proposal.Schema).Numbers("x").Values[57]));
    }

    [Fact]
    public void Only_null_is_missing_among_texts()
    {
        string path = Column("(['NA', 'null', '', ' pad', 'ZA', NULL])[1 + i % 6]");
        var proposal = TableFile.Infer(path, "rows");
        string again = Parquet.Again(path);

        Assert.Equal(["", " pad", "NA", "ZA", "null"], Assert.IsType<CategoricalColumn>(proposal.Schema["x"]).Levels);
        Assert.Equal(50, proposal.Columns[0].Profile.Missing);
        Assert.DoesNotContain(proposal.Notes, note => note.Contains("missing", StringComparison.Ordinal));
        Assert.Equal(Parquet.Ask(path, "select x from $file"), Parquet.Ask(again, "select x from $file"));
    }

    [Fact]
    public void Texts_that_mean_missing_in_other_files_go_through_csv_too()
    {
        string path = Column("(['NA', 'null', '', ' pad', 'ZA', NULL])[1 + i % 6]");
        var schema = TableFile.Infer(path, "rows").Schema;
        var rows = TableFile.Read(path, schema);

        Tables.Write(folder["rows.csv"], rows, schema);

        Assert.Equal(Tables.Cells(rows), Tables.Cells(TableFile.Read(folder["rows.csv"], schema)));
        Assert.Equal(rows.Levels("x").Codes, TableFile.Read(folder["rows.csv"], schema).Levels("x").Codes);
        Assert.True(TableFile.Check(folder["rows.csv"], schema).Holds);
    }

    [Fact]
    public void Declared_texts_are_missing_in_parquet_too()
    {
        string path = Column("(['NA', 'ZA', 'FR'])[1 + i % 3]");
        var declared = new CsvOptions { Format = new FileFormat(Missing: ["NA"]) };
        var proposal = TableFile.Infer(path, "rows", declared);
        Assert.Equal(["FR", "ZA"], Assert.IsType<CategoricalColumn>(proposal.Schema["x"]).Levels);
        Assert.Equal(["NA"], proposal.Schema.Format.Missing!);
    }

    [Theory]
    [InlineData("(1100000000000000000 + i * 7919)::bigint")]
    [InlineData("(12345678901234567890 + i)::decimal(38,0)")]
    [InlineData("(9007199254740993 + i % 30)::bigint")]
    public void Long_whole_numbers_stay_texts_and_are_never_rounded(string expression)
    {
        string path = Column(expression);
        var column = TableFile.Infer(path, "rows").Schema["x"];

        Assert.True(column is IdentifierColumn or CategoricalColumn, column.GetType().Name);
        Assert.Equal(
            Parquet.Ask(path, "select x::varchar from $file"),
            Parquet.Ask(Parquet.Again(path), "select x::varchar from $file")
        );
        var refusal = Assert.Throws<RefusedException>(() =>
            TableFile.Read(path, new Schema("s", [new DecimalColumn("x")]))
        );
        Assert.Equal("formats.long-number", refusal.Code);
    }

    [Theory]
    [InlineData("1718036597000000000 + i * 7919", "since 1970 in nanoseconds")]
    [InlineData("1718036597 + i * 79", "since 1970 in seconds")]
    [InlineData("(case when i % 7 = 3 then -999 else i % 50 end)::double", "may stand for missing")]
    [InlineData("(123456789012345678.12 + i)::decimal(22,2)", "last digits would be lost")]
    public void Numbers_that_mislead_are_in_doubt(string expression, string doubt)
    {
        string path = Parquet.Write(folder, "ts.parquet", $"select {expression} as ts from range(300) t(i)");
        Assert.Contains(doubt, TableFile.Infer(path, "rows").Schema["ts"].Doubt, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[i, i + 1]")]
    [InlineData("{'a': i, 'b': 'x'}")]
    [InlineData("map {'a': i}")]
    [InlineData("i::varchar::blob")]
    public void A_nested_column_is_refused_by_name_unless_the_schema_leaves_it_out(string expression)
    {
        string path = Column(expression);

        var refusal = Assert.Throws<RefusedException>(() => TableFile.Infer(path, "rows"));
        Assert.Equal("formats.nested-type", refusal.Code);
        Assert.Contains("column 'x'", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(300, TableFile.Read(path, new Schema("k", [new IntegerColumn("k")])).RowCount);
    }

    [Fact]
    public void Names_and_texts_that_look_like_other_things_are_read_as_they_are()
    {
        string path = Parquet.Write(
            folder,
            "odd.parquet",
            "select 'a' || i as \"PAR1\", 'sep=;' as \"sep=;\", 'x,y' as \"a,b\", '\"q\"' as \"q\"\"\" "
                + "from range(40) t(i)"
        );
        var schema = TableFile.Infer(path, "odd").Schema;
        Assert.Equal(["PAR1", "sep=;", "a,b", "q\""], schema.Columns.Select(column => column.Name));
        Assert.Equal("\"q\"", TableFile.Read(path, schema).Levels("q\"")[0]);
    }

    [Fact]
    public void A_type_that_the_kind_has_no_values_of_is_not_used()
    {
        string path = Column("(i % 100)::smallint");
        var schema = TableFile.Infer(path, "rows").Schema;
        var wide = schema with
        {
            Columns = [new IntegerColumn("x", 0, 100_000), .. schema.Columns.Skip(1)],
            Format = new FileFormat(Types: new Dictionary<string, string> { ["x"] = "SMALLINT", ["k"] = "drop table" }),
        };

        Tables.Write(folder["wide.parquet"], TableFile.Read(path, wide), wide);

        Assert.Equal("BIGINT", Parquet.Types(folder["wide.parquet"])[0]);
    }

    private static string Source(string path) => $"read_parquet({DuckDb.Quote(path)})";
}

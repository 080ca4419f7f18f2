using System.Text;
using AethergenAI.Tables;

namespace AethergenAI.Formats.Tests;

public sealed class TableFileTests : IDisposable
{
    private readonly Folder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("rows.csv")]
    [InlineData("rows.parquet")]
    [InlineData("ROWS.PARQUET")]
    public void What_is_written_is_read_back_cell_for_cell(string name)
    {
        var rows = Tables.Rows(5_000); // more than two of DuckDB's vectors of 2,048
        Tables.Write(folder[name], rows, Tables.Schema);

        var read = TableFile.Read(folder[name], Tables.Schema);

        Assert.Equal(Tables.Cells(rows), Tables.Cells(read));
        Assert.Equal([name], folder.Names);
    }

    [Fact]
    public void A_parquet_file_is_known_by_its_bytes_whatever_its_name()
    {
        Tables.Write(folder["rows.parquet"], Tables.Rows(10), Tables.Schema);
        File.Move(folder["rows.parquet"], folder["upload.bin"]);

        Assert.Equal(10, TableFile.Read(folder["upload.bin"], Tables.Schema).RowCount);
    }

    [Fact]
    public void Blocks_make_the_same_file_as_the_whole()
    {
        Tables.Write(folder["whole.parquet"], Tables.Rows(6_000), Tables.Schema);
        using (var writer = TableFile.Create(folder["blocks.parquet"], Tables.Schema))
        {
            for (int first = 0; first < 6_000; first += 1_000)
            {
                writer.Append(Tables.Rows(1_000, first));
            }
            writer.Complete();
        }

        Assert.Equal(File.ReadAllBytes(folder["whole.parquet"]), File.ReadAllBytes(folder["blocks.parquet"]));
    }

    [Fact]
    public void A_parquet_file_may_have_no_rows()
    {
        Tables.Write(folder["none.parquet"], Tables.Rows(0), Tables.Schema);

        var refusal = Assert.Throws<RefusedException>(() => TableFile.Read(folder["none.parquet"], Tables.Schema));

        // the columns were read; that there are no rows is for the reader of rows to refuse
        Assert.Equal("csv.no-rows", refusal.Code);
    }

    [Theory]
    [InlineData("rows.csv")]
    [InlineData("rows.parquet")]
    public void A_file_that_is_not_completed_leaves_no_trace_and_keeps_the_one_before(string name)
    {
        File.WriteAllText(folder[name], "before");

        using (var writer = TableFile.Create(folder[name], Tables.Schema))
        {
            writer.Append(Tables.Rows(100));
        }

        Assert.Equal("before", File.ReadAllText(folder[name]));
        Assert.Equal([name], folder.Names);
    }

    [Fact]
    public void Whole_numbers_that_another_program_wrote_as_doubles_are_integers()
    {
        var doubles = new Schema("d", [new DecimalColumn("n") { Nullable = true }]);
        Tables.Write(
            folder["n.parquet"],
            new Table([new NumberData { Name = "n", Values = [1, double.NaN, -3] }]),
            doubles
        );

        var read = TableFile.Read(folder["n.parquet"], new Schema("i", [new IntegerColumn("n") { Nullable = true }]));

        Assert.Equal([1, double.NaN, -3], read.Numbers("n").Values);
    }

    [Fact]
    public void A_damaged_parquet_file_is_refused_by_name()
    {
        File.WriteAllBytes(folder["bad.parquet"], [.. "PAR1"u8, .. Encoding.UTF8.GetBytes(new string('x', 100))]);

        var refusal = Assert.Throws<RefusedException>(() => TableFile.Read(folder["bad.parquet"], Tables.Schema));

        Assert.Equal("formats.parquet-unreadable", refusal.Code);
        Assert.Contains("'bad.parquet'", refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Path.GetDirectoryName(folder["bad.parquet"])!, refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(4)]
    [InlineData(100)]
    public void A_parquet_file_without_its_end_is_told_so_in_plain_words(int more)
    {
        string path = folder[$"cut{more}.parquet"];
        File.WriteAllBytes(path, [.. "PAR1"u8, .. Encoding.UTF8.GetBytes(new string('x', more))]);

        var refusal = Assert.Throws<RefusedException>(() => TableFile.Infer(path, "cut"));

        Assert.Equal(
            $"'cut{more}.parquet' cannot be read as Parquet: its end is missing, as after a download that broke off. "
                + "Write the file again, or save it as CSV.",
            refusal.Message
        );
    }

    [Fact]
    public void A_missing_file_is_refused() =>
        Assert.Equal(
            "formats.file-missing",
            Assert.Throws<RefusedException>(() => TableFile.Read(folder["none.csv"], Tables.Schema)).Code
        );

    [Fact]
    public void A_schema_is_inferred_from_parquet_as_from_csv()
    {
        Tables.Write(folder["rows.parquet"], Tables.Rows(500), Tables.Schema);

        var proposal = TableFile.Infer(folder["rows.parquet"], "rows");

        Assert.Equal(500, proposal.Rows);
        Assert.IsType<IntegerColumn>(proposal.Schema["age"]);
        Assert.IsType<DecimalColumn>(proposal.Schema["cost, £"]);
        Assert.IsType<DateColumn>(proposal.Schema["born"]);
        Assert.IsType<DateTimeColumn>(proposal.Schema["seen"]);
    }

    [Fact]
    public void A_check_of_parquet_names_the_row()
    {
        Tables.Write(folder["rows.parquet"], Tables.Rows(50), Tables.Schema);
        var narrow = Tables.Schema with
        {
            Columns =
            [
                .. Tables.Schema.Columns.Select(column => column is IntegerColumn age ? age with { Max = 40 } : column),
            ],
        };

        var findings = TableFile.Check(folder["rows.parquet"], narrow);

        // Ages are 0, 1, 2, … and rows 3, 10, 17, … are missing: 41 to 49 without 45 are above 40.
        var rule = Assert.Single(findings.Rules);
        Assert.Equal(8, rule.Violations);
        Assert.Equal(42, rule.Examples[0].Row);
        Assert.Null(rule.Examples[0].Line); // the file has no lines
    }

    [Fact]
    public void Names_that_differ_in_blanks_alone_are_refused()
    {
        string path = Parquet.Write(folder, "blanks.parquet", "select i as a, i as \" a\" from range(300) t(i)");

        Assert.Equal("csv.duplicate-header", Assert.Throws<RefusedException>(() => TableFile.Infer(path, "t")).Code);
    }

    [Fact]
    public void Blanks_around_the_name_of_a_column_do_not_lose_its_cells()
    {
        string path = Parquet.Write(folder, "n.parquet", "select i % 5 as \" n \" from range(40) t(i)");

        Assert.Equal("n", Assert.Single(TableFile.Infer(path, "n").Schema.Columns).Name);
        Assert.Equal([0, 1, 2, 3, 4], TableFile.Read(path, Numbers).Numbers("n").Values[..5]);
    }

    [Fact]
    public void Of_several_faults_the_first_row_is_refused()
    {
        string path = Parquet.Write(
            folder,
            "n.parquet",
            "select case when i = 20 then 'inf'::double else i end as n, "
                + "case when i = 10 then chr(0) else 'a' end as t from range(40) t(i)"
        );
        var both = Numbers with { Columns = [.. Numbers.Columns, new TextColumn("t")] };

        var text = Assert.Throws<RefusedException>(() => TableFile.Read(path, both));
        Assert.Equal("formats.nul-byte", text.Code);
        Assert.Contains("row 11, column 't'", text.Message, StringComparison.Ordinal);
        Assert.Equal("formats.nul-byte", Assert.Throws<RefusedException>(() => TableFile.Check(path, both)).Code);
        var number = Assert.Throws<RefusedException>(() => TableFile.Read(path, Numbers));
        Assert.Contains("row 21, column 'n'", number.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_text_beyond_16_MiB_is_refused_by_row_and_column()
    {
        string path = Parquet.Write(folder, "t.parquet", "select repeat('a', i * 17000000) as t from range(2) t(i)");

        var refusal = Assert.Throws<RefusedException>(() =>
            TableFile.Read(path, new Schema("t", [new TextColumn("t")]))
        );

        Assert.Equal("formats.long-text", refusal.Code);
        Assert.Contains("row 2, column 't'", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Partial_rows_of_parquet_have_some_of_the_columns_and_no_others()
    {
        string path = Parquet.Write(folder, "n.parquet", "select i as n, 'a' as t from range(3) t(i)");
        var more = new Schema("s", [.. Numbers.Columns, new TextColumn("t"), new TextColumn("u")]);

        Assert.Equal(["n", "t"], TableFile.ReadPartial(path, more).Columns.Select(column => column.Name));
        var unknown = Assert.Throws<RefusedException>(() => TableFile.ReadPartial(path, Numbers));
        Assert.Equal("csv.unknown-columns", unknown.Code);
        var lacking = Assert.Throws<RefusedException>(() => TableFile.Read(path, more));
        Assert.Equal("csv.missing-columns", lacking.Code);
        Assert.DoesNotContain("delimiter", lacking.Message, StringComparison.Ordinal);
    }

    private static Schema Numbers => new("n", [new IntegerColumn("n")]);
}

using AethergenAI.Core.Tests.Tables;
using AethergenAI.Schemas;
using AethergenAI.Tables;
using AethergenAI.Tables.Constraints;
using AethergenAI.Tables.Csv;

namespace AethergenAI.Core.Tests.Schemas;

public sealed class SchemaInferenceTests
{
    private static Column Column(string name, IEnumerable<string> cells, CsvOptions? options = null) =>
        Files.Infer(name + ";other\n" + string.Concat(cells.Select(cell => cell + ";x\n")), options).Schema[name];

    private static ColumnFinding Finding(string name, IEnumerable<string> cells) =>
        Files.Infer(name + ";other\n" + string.Concat(cells.Select(cell => cell + ";x\n"))).Columns[0];

    private static IEnumerable<string> Cycle(int rows, params string[] cells) =>
        Enumerable.Range(0, rows).Select(row => cells[row % cells.Length]);

    private static IEnumerable<string> Rows(int rows, Func<int, string> cell) => Enumerable.Range(0, rows).Select(cell);

    [Theory]
    [InlineData("a,b\nx\u0001,1\ny,2\n")]
    [InlineData("a,b\nx\u007F,1\ny,2\n")]
    public void Cells_that_no_schema_can_hold_are_refused_where_they_become_levels(string text) =>
        Assert.Equal(
            "input.not-plain",
            Assert.Throws<RefusedException>(() => Files.Infer(string.Concat(text, Repeated(text)))).Code
        );

    [Fact]
    public void Sentences_about_cells_have_no_character_that_no_schema_can_hold()
    {
        string rows = string.Concat(Rows(60, row => $"{row}.5,{(row == 30 ? "\u0015x" : $"{row}.000 $")}\n"));

        Schema schema = Files.Infer("a,b\n" + rows).Schema;

        string json = System.Text.Json.JsonSerializer.Serialize(schema, Json.Options);
        Assert.Equal(schema.Columns.Count, SchemaReader.Read(json).Columns.Count);
    }

    [Fact]
    public void A_column_of_numbers_with_odd_cells_has_a_profile_or_none_but_is_read()
    {
        string rows = string.Concat(Rows(45, row => $"{row}|{(row == 19 ? "(19.70" : $"({row}.50)")}\n"));

        ColumnFinding finding = Files.Infer("day|amount\n" + rows).Columns[1];

        Assert.Equal("amount", finding.Name);
        Assert.Null(finding.Profile.Numbers);
    }

    private static string Repeated(string text) =>
        string.Concat(Enumerable.Repeat(text[(text.IndexOf('\n', StringComparison.Ordinal) + 1)..], 30));

    [Fact]
    public void Whole_numbers_with_few_values_stay_integers() =>
        Assert.Equal(new IntegerColumn("season", 1, 4), Column("season", Cycle(40, "1", "2", "3", "4")));

    [Fact]
    public void Whole_numbers_whose_name_says_code_are_categories_in_numeric_order() =>
        Assert.Equal(
            ["2", "9", "10"],
            Assert.IsType<CategoricalColumn>(Column("ward_code", Cycle(60, "10", "9", "2"))).Levels
        );

    [Fact]
    public void Numbers_with_leading_zeros_are_codes() =>
        Assert.Equal(["007", "012"], Assert.IsType<CategoricalColumn>(Column("unit", Cycle(40, "007", "012"))).Levels);

    [Theory]
    [InlineData("0.5", "1.25", "-2", 0.01)]
    [InlineData("1.10", "1.2", "1.3", 0.1)]
    [InlineData("1e-3", "0.5", "2", 0.001)]
    public void Decimals_have_the_step_of_their_last_digit(string a, string b, string c, double? step) =>
        Assert.Equal(step, Assert.IsType<DecimalColumn>(Column("x", Cycle(30, a, b, c))).Step);

    [Fact]
    public void Decimals_that_share_a_coarser_step_have_that() =>
        Assert.Equal(
            0.25,
            Assert
                .IsType<DecimalColumn>(Column("x", Rows(200, row => FormattableString.Invariant($"{row * 0.25:0.00}"))))
                .Step
        );

    [Fact]
    public void Whole_numbers_written_with_a_point_are_integers() =>
        Assert.Equal(new IntegerColumn("n", 1, 3) { Format = "0.0" }, Column("n", Cycle(30, "1.0", "2.0", "3.0")));

    [Fact]
    public void Declared_decimal_commas_are_decimals() =>
        Assert.Equal(
            new DecimalColumn("x", 1.5, 2.5, 0.1),
            Column("x", Cycle(30, "1,5", "2,5"), new CsvOptions { Format = new FileFormat(";", DecimalComma: true) })
        );

    [Theory]
    [InlineData("no", "yes")]
    [InlineData("FALSE", "TRUE")]
    [InlineData("N", "Y")]
    [InlineData("0", "1")]
    public void Known_pairs_are_booleans(string no, string yes) =>
        Assert.Equal(new BooleanColumn("flag", no, yes), Column("flag", Cycle(30, yes, no)));

    [Fact]
    public void A_count_of_nothing_and_one_stays_an_integer() =>
        Assert.IsType<IntegerColumn>(Column("number_of_visits", Cycle(30, "0", "1")));

    [Theory]
    [InlineData("yyyy-MM-dd", "2001-02-03", "2002-11-30")]
    [InlineData("dd/MM/yyyy", "03/02/2001", "30/11/2002")]
    [InlineData("MM/dd/yyyy", "02/03/2001", "11/30/2002")]
    [InlineData("d.M.yyyy", "3.2.2001", "30.11.2002")]
    [InlineData("MMM d yyyy", "Feb 3 2001", "Nov 30 2002")]
    public void Dates_are_told_by_their_format(string format, string first, string second) =>
        Assert.Equal(
            new DateColumn("day", new(2001, 2, 3), new(2002, 11, 30), format),
            Column("day", [first, second, first])
        );

    [Theory]
    [InlineData("yyyy-MM-dd'T'HH:mm:ss", "2001-02-03T04:05:06")]
    [InlineData("yyyy-MM-dd HH:mm", "2001-02-03 04:05")]
    [InlineData("yyyy/MM/dd HH:mm:ss", "2001/02/03 04:05:06")]
    [InlineData("M/d/yyyy h:mm tt", "2/13/2001 4:05 PM")]
    public void Datetimes_are_told_by_their_format(string format, string cell) =>
        Assert.Equal(format, Assert.IsType<DateTimeColumn>(Column("at", [cell, cell])).Format);

    [Fact]
    public void Where_nothing_tells_day_from_month_the_finding_says_so()
    {
        ColumnFinding finding = Finding("day", Cycle(200, "01/02/2001", "05/06/2000", "03/01/2002"));
        Assert.Contains("may be swapped", finding.Reason, StringComparison.Ordinal);
        Assert.InRange(finding.Confidence, 0.4, 0.5);
    }

    [Fact]
    public void Eight_digits_are_days_only_where_the_name_says_so()
    {
        string[] cells = [.. Cycle(40, "20010203", "20021130", "20011231")];
        Assert.IsType<DateColumn>(Column("start_date", cells));
        Assert.IsType<IntegerColumn>(Column("volume", cells));
    }

    [Fact]
    public void Names_that_repeat_are_categories_even_where_there_are_hundreds() =>
        Assert.Equal(
            400,
            Assert
                .IsType<CategoricalColumn>(Column("operator", Rows(10_000, row => $"Operator {row * 7 % 400} Ltd")))
                .Levels.Count
        );

    [Fact]
    public void Sentences_are_text() =>
        Assert.IsType<TextColumn>(
            Column(
                "remarks",
                Rows(500, row => $"The pilot of flight {row} said that it was raining when the bird came from the left")
            )
        );

    [Fact]
    public void Known_scales_are_ordered() =>
        Assert.Equal(
            ["Low", "Medium", "High"],
            Assert.IsType<CategoricalColumn>(Column("risk", Cycle(30, "High", "Low", "Medium"))) is { Ordered: true } c
                ? c.Levels
                : []
        );

    [Fact]
    public void Different_texts_of_one_pattern_are_an_identifier_with_that_pattern()
    {
        SchemaProposal proposal = Files.Infer(
            "patient,x\n" + string.Concat(Rows(200, row => $"P-{row * 37 % 200:D6},1\n"))
        );
        Assert.Equal(
            new IdentifierColumn("patient", "P-######") { Role = ColumnRole.Identifier },
            proposal.Schema.Columns[0]
        );
        Assert.Equal(["patient"], Assert.IsType<UniqueConstraint>(Assert.Single(proposal.Schema.Constraints)).Columns);
    }

    [Fact]
    public void Numbers_that_count_the_rows_are_an_identifier_but_years_are_not()
    {
        Assert.IsType<IdentifierColumn>(Column("n", Rows(50, row => $"{row + 1}")));
        Assert.IsType<IntegerColumn>(Column("year", Rows(50, row => $"{row + 1950}")));
    }

    [Fact]
    public void Unique_measures_are_no_identifiers() =>
        Assert.IsType<IntegerColumn>(Column("volume", Rows(50, row => $"{row * 7919}")));

    [Theory]
    [InlineData("Last Name", ColumnRole.Identifier)]
    [InlineData("email", ColumnRole.Identifier)]
    [InlineData("ethnicity", ColumnRole.Sensitive)]
    [InlineData("hivStatus", ColumnRole.Sensitive)]
    [InlineData("post_code", ColumnRole.QuasiIdentifier)]
    [InlineData("Date of birth", ColumnRole.QuasiIdentifier)]
    [InlineData("Airport Name", ColumnRole.Attribute)]
    [InlineData("target", ColumnRole.Target)]
    public void Roles_are_guessed_from_names(string name, ColumnRole role) =>
        Assert.Equal(role, Column(name, Cycle(60, "a b", "c d", "e f")).Role);

    [Fact]
    public void Missing_cells_make_a_column_nullable_and_are_counted()
    {
        SchemaProposal proposal = Files.Infer("x,y\n1,?\n,2\nNA,3\n4,4\n");
        Assert.True(proposal.Schema["x"].Nullable && proposal.Schema["y"].Nullable);
        Assert.Equal((2, 1), (proposal.Columns[0].Profile.Missing, proposal.Columns[1].Profile.Missing));
    }

    [Fact]
    public void A_few_cells_that_are_no_numbers_are_pointed_out_by_row() =>
        Assert.Contains(
            "All but one cell are numbers, the first in row 77 (of the form 'aaaaaaa').",
            Column("x", Rows(100, row => row == 76 ? "unknown" : $"{row}")).Doubt,
            StringComparison.Ordinal
        );

    [Fact]
    public void A_column_without_any_cell_stays_empty()
    {
        ColumnFinding finding = Finding("empty", Cycle(30, ""));
        Assert.Equal(0, finding.Confidence);
        Assert.Empty(Assert.IsType<CategoricalColumn>(Column("empty", Cycle(30, ""))).Levels);
    }

    [Fact]
    public void Confidence_grows_with_the_rows() =>
        Assert.True(
            Finding("x", Rows(5, row => $"{row}")).Confidence < Finding("x", Rows(500, row => $"{row}")).Confidence
        );

    [Fact]
    public void The_delimiter_that_was_found_stands_in_the_schema_unless_it_is_the_comma()
    {
        Assert.Equal(";", Files.Infer("a;b\n1;2\n").Schema.Format.Delimiter);
        Assert.Null(Files.Infer("a,b\n1,2\n").Schema.Format.Delimiter);
    }

    [Fact]
    public void What_was_noticed_of_the_file_is_noted()
    {
        SchemaProposal proposal = SchemaInference.Infer(
            Files.Latin1("a,b\né,1\nx\n"),
            "file",
            new CsvOptions { Ragged = RaggedRows.Pad },
            TestContext.Current.CancellationToken
        );
        Assert.Contains(proposal.Notes, note => note.Contains("windows-1252", StringComparison.Ordinal));
        Assert.Contains(proposal.Notes, note => note.EndsWith(": 1.", StringComparison.Ordinal));
    }

    [Fact]
    public void Every_proposal_is_sound_and_its_own_file_keeps_to_it()
    {
        foreach (
            string name in new[]
            {
                "birdstrikes.csv",
                "seattle-weather.csv",
                "sp500-2000.csv",
                "airports.csv",
                "us-employment.csv",
                "github.csv",
                "species.csv",
                "la-riots.csv",
            }
        )
        {
            using FileStream file = Samples.Open(name);
            Schema schema = SchemaInference.Infer(file, name, null, TestContext.Current.CancellationToken).Schema;
            Assert.Empty(SchemaCheck.Problems(schema));
            file.Position = 0;
            Assert.Empty(SchemaCheck.Check(file, schema, null, TestContext.Current.CancellationToken).Rules);
        }
    }
}

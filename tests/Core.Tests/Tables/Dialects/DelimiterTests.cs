using AethergenAI.Tables;
using AethergenAI.Tables.Csv;

namespace AethergenAI.Core.Tests.Tables.Dialects;

public sealed class DelimiterTests
{
    private static string[] Columns(string text, CsvOptions? options = null) =>
        [.. Files.Infer(text, options).Schema.Columns.Select(column => column.Name)];

    private static string Rows(string header, int count, Func<int, string> row) =>
        header + "\n" + string.Concat(Enumerable.Range(0, count).Select(i => row(i) + "\n"));

    [Fact]
    public void Decimal_commas_and_units_after_commas_in_the_header_do_not_win() =>
        Assert.Equal(
            ["Menge, kg", "Preis, EUR", "Sorte"],
            Columns(Rows("Menge, kg;Preis, EUR;Sorte", 120, i => $"{1 + (i % 9)},{i % 10};{i},{i % 90:00};Birne"))
        );

    [Fact]
    public void Commas_in_the_header_alone_do_not_win() =>
        Assert.Equal(["Menge, kg, netto", "Preis"], Columns(Rows("Menge, kg, netto;Preis", 40, i => $"{i},5;{i},25")));

    [Fact]
    public void Lists_inside_cells_do_not_win() =>
        Assert.Equal(["id", "tags", "n"], Columns(Rows("id,tags,n", 40, i => $"A{i},red;blue;green,{i % 7}")));

    [Fact]
    public void Prose_with_commas_between_semicolons_is_one_cell() =>
        Assert.Equal(["name", "note"], Columns(Rows("name;note", 40, i => $"Smith{i}, John;one, two, three")));

    [Theory]
    [InlineData('\t')]
    [InlineData('|')]
    [InlineData(';')]
    [InlineData(',')]
    public void Delimiters_inside_quotes_do_not_count(char delimiter) =>
        Assert.Equal(
            ["a, b; c | d", "x", "y"],
            Columns(
                Rows($"\"a, b; c | d\"{delimiter}x{delimiter}y", 30, i =>
                    $"\"1,2;3|4\t{i}\"{delimiter}k{i % 3}{delimiter}{i}"
                )
            )
        );

    [Theory]
    [InlineData('^', "'^'")]
    [InlineData('~', "'~'")]
    [InlineData('#', "'#'")]
    public void An_unusual_delimiter_that_fits_every_line_is_taken_and_said(char delimiter, string named)
    {
        var proposal = Files.Infer(
            Rows("id^amount^town".Replace('^', delimiter), 30, i => $"{i}^{i % 7},5^Bonn".Replace('^', delimiter))
        );

        Assert.Equal(["id", "amount", "town"], proposal.Schema.Columns.Select(column => column.Name));
        Assert.Contains(
            $"Cells were separated at {named}, 85 % sure. If that is wrong, declare the delimiter.",
            proposal.Notes
        );
    }

    [Theory]
    [InlineData("a:b:c", "1:2:x")]
    [InlineData("time (hh:mm)", "12:05")]
    [InlineData("day dd/mm/yyyy", "01/02/2024")]
    [InlineData("user@host", "ada@home")]
    public void One_column_whose_name_is_cut_as_its_cells_are_is_in_doubt(string header, string row)
    {
        var proposal = Files.Infer(Rows(header, 30, _ => row));

        Assert.Equal([header], proposal.Schema.Columns.Select(column => column.Name));
        Assert.Contains(
            "Cells were separated at a comma (,), 50 % sure. If that is wrong, declare the delimiter.",
            proposal.Notes
        );
    }

    [Theory]
    [InlineData("patient_id", "P_001")]
    [InlineData("time", "12:05")]
    [InlineData("mail", "ada@home.example")]
    [InlineData("a^b", "x")]
    [InlineData("a^b^c", "x^y")]
    public void One_column_whose_cells_differ_from_its_name_is_not_in_doubt(string header, string row)
    {
        var proposal = Files.Infer(Rows(header, 30, _ => row));

        Assert.Equal([header], proposal.Schema.Columns.Select(column => column.Name));
        Assert.DoesNotContain(proposal.Notes, note =>
            note.StartsWith("Cells were separated", StringComparison.Ordinal)
        );
    }

    [Fact]
    public void A_single_column_of_decimal_commas_is_one_column()
    {
        var schema = Files.Infer(Rows("x", 30, i => $"{i},5")).Schema;
        Assert.IsType<DecimalColumn>(Assert.Single(schema.Columns));
        Assert.True(schema.Format.DecimalComma);
    }

    [Fact]
    public void A_decimal_comma_is_judged_on_the_rows_and_stands_in_the_schema()
    {
        string text = Rows("station;temp;rain", 300, i => $"S{i % 4};{i % 30},{i % 10};{i},{i % 90 + 10}");
        var proposal = Files.Infer(text);

        Assert.True(proposal.Schema.Format.DecimalComma);
        Assert.Equal(0.01, Assert.IsType<DecimalColumn>(proposal.Schema["rain"]).Step);
        Assert.Contains(proposal.Notes, note => note.Contains("decimal comma", StringComparison.Ordinal));
        Assert.Equal(
            148.91,
            Files.Read("station;temp;rain\nS0;1,5;148,91\n", proposal.Schema).Numbers("rain").Values[0]
        );
    }

    [Fact]
    public void A_declared_decimal_point_is_kept() =>
        Assert.False(
            Files
                .Infer(Rows("a;b", 30, i => $"{i},5;x"), new CsvOptions { DecimalSignDeclared = true })
                .Schema.Format.DecimalComma
        );

    [Theory]
    [InlineData("a;b\n1,234;5\n2,345;6\n")] // thousands
    [InlineData("a;b\n1,5;5.25\n2,5;6.75\n")] // both signs
    public void A_doubtful_decimal_comma_is_not_taken(string text) =>
        Assert.False(Files.Infer(text).Schema.Format.DecimalComma);

    [Fact]
    public void Excels_separator_line_says_the_delimiter_and_is_no_row()
    {
        const string text = "sep=;\r\nregion;n\r\nA;0\r\nB;1,5\r\n";
        Assert.Equal(["region", "n"], Columns(text));
        Assert.Equal("A", Files.Cells(text, null, "region", "n")[0][0]);
        var refusal = Files.Refused("sep=;\nregion;n\nA;0;1\n", Files.TextSchema("region", "n"));
        Assert.Contains("Line 3 ", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_read_by_its_schema_may_have_the_separator_line_too() =>
        Assert.Equal(
            ["A", "0"],
            Files.Cells("sep=;\nregion;n\nA;0\n", new CsvOptions { Format = new FileFormat(";") }, "region", "n")[0]
        );

    [Fact]
    public void A_ragged_row_is_refused_with_the_delimiter() =>
        Assert.Contains(
            "a semicolon (;) between cells",
            Files.Refused("a;b\n1;2\n1;2;3\n", Files.TextSchema("a", "b")).Message,
            StringComparison.Ordinal
        );

    [Fact]
    public void How_sure_the_delimiter_is_is_said()
    {
        Assert.Contains(
            "a tab between cells (100 % sure)",
            Files.Infer("a\tb\n1\t2\n").Notes[0],
            StringComparison.Ordinal
        );
        var notes = new List<string>();
        _ = Files.Cells(
            "a;b,c\nx;1,1\ny;2,x\n",
            new CsvOptions { Note = notes.Add, Unknown = UnknownColumns.Skip },
            "a"
        );
        Assert.Contains(notes, note => note.Contains("sure", StringComparison.Ordinal));
    }

    [Fact]
    public void A_row_cut_by_the_end_of_the_sample_is_not_judged()
    {
        string longRow = new('x', 100);
        Assert.Equal(["a", "b"], Columns(Rows("a;b", 2_000, i => $"{longRow}{i};{i % 3}")));
    }
}

using AethergenAI.Schemas;
using AethergenAI.Tables;
using AethergenAI.Tables.Csv;

namespace AethergenAI.Core.Tests.Tables.Dialects;

public sealed class HeaderTests
{
    private static readonly string People = string.Concat(
        Enumerable
            .Range(0, 60)
            .Select(i =>
                $"{20 + i % 50},{Cycle(i, "State-gov", "Private")},{7000 + i * 731 % 900},{Cycle(i, ">50K", "<=50K")}\n"
            )
    );

    private static string Cycle(int row, params string[] texts) => texts[row % texts.Length];

    private static string Refusal(string text) => Assert.Throws<RefusedException>(() => Files.Infer(text)).Code;

    private static string Rows(string header, Func<int, string> row) =>
        header + "\n" + string.Concat(Enumerable.Range(0, 40).Select(i => row(i) + "\n"));

    [Theory]
    [InlineData("5.1,3.5,1.4\n4.9,3.0,1.4\n4.7,3.2,1.3\n")] // measures
    [InlineData("2024-01-01;P-001\n2024-01-02;P-002\n2024-01-03;P-003\n")] // days and codes
    [InlineData("$12.50|08:15\n$3.00|09:30\n$8.75|10:45\n")] // forms that are no plain numbers
    [InlineData("yes,no\nno,no\nyes,yes\nno,yes\nyes,no\nno,no\n")] // words that occur below
    [InlineData("3,8\n4,9\n5,7\n")] // counts on
    [InlineData("1,1,1\n2,2,2\n")] // would be repeated names
    [InlineData("1,,x1\n2,5,x2\n3,6,x3\n")] // would be an empty name
    [InlineData("Anna,Nowak\nPeter,Weber\nZyta,Kowal\n")] // given names
    [InlineData("a;Anna Nowak\nb;Dr Weber\nc;Peter Hill\n")]
    [InlineData("x;3 Old Mill Lane, Leeds\ny;12 Oak Rd\nz;7 St. John's Close\n")] // houses
    public void A_first_line_that_looks_like_a_row_is_refused(string text) =>
        Assert.Equal("csv.no-header", Refusal(text));

    [Fact]
    public void A_first_line_of_words_and_numbers_that_occur_below_is_refused() =>
        Assert.Equal("csv.no-header", Refusal(People));

    [Theory]
    [InlineData("name,age\nAnn,31\nBen,44\n")]
    [InlineData("2019,2020,2021\n5,7,1\n3.5,8,2\n9,1,3\n")] // years over numbers
    [InlineData("country,2019,2020\nChad,5,7\nMali,3,8\n")]
    [InlineData("country,2019\nChad,5\nMali,3\n")]
    [InlineData("0,1,2,3\n5.5,7,1,x\n3.5,8,2,y\n9,1,3,z\n")] // the counted names of a table without names
    [InlineData("a,b\nx,y\nz,w\n")] // nothing tells
    [InlineData("id,P1\n1,P-7\n2,P-8\n")]
    [InlineData("first name,e-mail\nAnn,a@x.org\nBen,b@y.org\n")]
    [InlineData("x\n\n1\n2\n")]
    [InlineData("Anna,Peter\nyes,no\nno,often\n")] // columns about persons
    [InlineData("Name,1st line of address\nAnna,3 Oak Lane\nPeter,12 Old Mill Rd\n")]
    [InlineData("First Name,Last, First\nAnna,Nowak, Anna\nPeter,Weber, Peter\n")]
    public void A_header_is_taken_for_one(string text) => Assert.NotEmpty(Files.Infer(text).Columns);

    [Fact]
    public void A_rare_text_in_the_first_row_does_not_make_it_a_header() =>
        Assert.Equal(
            "csv.no-header",
            Refusal(Rows("Rare,1990-01-08,5,5", i => $"{Cycle(i, "Often", "Usual")},1990-02-{10 + i % 9},{i},{i}"))
        );

    [Fact]
    public void Names_over_columns_of_few_texts_are_a_header_though_one_of_them_is_a_text_too() =>
        Assert.Equal(
            ["sex", "other", "kind"],
            Names(Rows("sex,other,kind", i => $"{"mf"[i % 2]},{(i % 3 == 0 ? "other" : "x")},k{"ab"[i % 2]}"))
        );

    [Fact]
    public void One_name_among_numbers_is_enough() =>
        Assert.Equal(["id", "2019", "2020"], Names(Rows("id,2019,2020", i => $"{i},{i * 7 % 5},{i * 3 % 8}")));

    [Fact]
    public void A_header_of_years_is_said_to_be_doubtful() =>
        Assert.Contains(
            "line 1 is the header (50 % sure)",
            Files.Infer(Rows("2019,2020", i => $"{i * 7 % 5},{i * 3 % 8}")).Notes[0],
            StringComparison.Ordinal
        );

    [Fact]
    public void A_header_that_no_line_tells_is_said_to_be_doubtful()
    {
        string text = string.Concat(
            Enumerable.Range(0, 60).Select(i => $"Anna{Letters(i)},Kowalski{Letters(i)},Oak Road Upper {Letters(i)}\n")
        );
        SchemaProposal proposal = Files.Infer(text);
        Assert.Equal("Annaaa", proposal.Schema.Columns[0].Name);
        Assert.Contains("line 1 is the header (50 % sure)", proposal.Notes[0], StringComparison.Ordinal);

        static string Letters(int row) => $"{(char)('a' + row / 26)}{(char)('a' + row % 26)}";
    }

    [Fact]
    public void Without_a_header_every_line_is_a_row_and_columns_are_counted()
    {
        var proposal = Files.Infer(People, new CsvOptions { Header = HeaderLine.Absent });

        Assert.Equal(60, proposal.Rows);
        Assert.Equal(["column_1", "column_2", "column_3", "column_4"], Names(proposal));
        Assert.Equal(["column_1", "column_2", "column_3", "column_4"], proposal.Schema.Format.Names!);
        Assert.Equal(20, Assert.IsType<IntegerColumn>(proposal.Schema["column_1"]).Min);
    }

    [Fact]
    public void Names_can_be_given()
    {
        var format = new FileFormat(Names: ["age", "work", "weight", "income"]);
        var proposal = Files.Infer(People, new CsvOptions { Format = format });

        Assert.Equal(60, proposal.Rows);
        Assert.Equal(["age", "work", "weight", "income"], Names(proposal));
    }

    [Fact]
    public void A_header_can_be_confirmed() =>
        Assert.Equal(59, Files.Infer(People, new CsvOptions { Header = HeaderLine.Present }).Rows);

    [Fact]
    public void Another_number_of_names_is_refused() =>
        Assert.Equal(
            "csv.names",
            Assert
                .Throws<RefusedException>(() =>
                    Files.Infer(People, new CsvOptions { Format = new FileFormat(Names: ["a", "b"]) })
                )
                .Code
        );

    [Fact]
    public void The_schema_says_to_every_reader_that_there_is_no_header_and_what_is_written_has_one()
    {
        var schema = Files.Infer(People, new CsvOptions { Header = HeaderLine.Absent }).Schema;
        var rows = Files.Read(People, schema);
        string written = Files.Written(rows, schema);

        Assert.Equal(60, rows.RowCount);
        Assert.StartsWith("column_1,column_2,column_3,column_4\n", written, StringComparison.Ordinal);
        Assert.Equal(rows.Numbers("column_3").Values, Files.Read(written, schema).Numbers("column_3").Values);
    }

    [Fact]
    public void Columns_of_a_file_without_a_header_may_be_renamed_or_left_out()
    {
        var schema = Files.Infer(People, new CsvOptions { Header = HeaderLine.Absent }).Schema;
        var renamed = schema with { Columns = [schema.Columns[0] with { Name = "age" }, .. schema.Columns.Skip(1)] };
        var fewer = schema with { Columns = [.. schema.Columns.Skip(2)] };

        Assert.Equal(20, Files.Read(People, renamed).Numbers("age").Values[0]);
        Assert.Equal(7000, Files.Read(People, fewer).Numbers("column_3").Values[0]);
        Assert.Equal(
            "csv.missing-columns",
            Files.Refused(People, renamed with { Columns = [.. renamed.Columns.Take(2)] }).Code
        );
    }

    [Fact]
    public void A_refusal_holds_no_cell()
    {
        var refusal = Assert.Throws<RefusedException>(() => Files.Infer(People));
        Assert.DoesNotContain("State-gov", refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("7000", refusal.Message, StringComparison.Ordinal);
    }

    private static string[] Names(string text) => Names(Files.Infer(text));

    private static string[] Names(SchemaProposal proposal) =>
        [.. proposal.Schema.Columns.Select(column => column.Name)];
}

using AethergenAI.Tables;
using AethergenAI.Tables.Csv;

namespace AethergenAI.Core.Tests.Tables;

public sealed class CsvRefusalTests
{
    private static readonly Schema Two = Files.TextSchema("a", "b");

    [Theory]
    [InlineData("", "csv.empty", "empty")]
    [InlineData("\n \n\n", "csv.empty", "empty")]
    [InlineData("a,b\n", "csv.no-rows", "line 1")]
    [InlineData("a,b", "csv.no-rows", "line 1")]
    [InlineData("a,b\n1,2\n3\n", "csv.ragged-row", "Line 3 has 1 cell, but the header has 2")]
    [InlineData("a,b\n\"x\ny\",2\n3,4,5\n", "csv.ragged-row", "Line 4 has 3 cells")]
    [InlineData("a,a\n1,2\n", "csv.duplicate-header", "'a' (columns 1 and 2)")]
    [InlineData("a, ,c\n1,2,3\n", "csv.empty-header", "Column 2")]
    [InlineData("a,b\n1,2\n\"3,4\n5,6\n", "csv.unclosed-quote", "line 3")]
    [InlineData("a,b\n1,\"2\n3\"x\n", "csv.stray-quote", "line 3")]
    [InlineData("a,b\n1,2\n3,\0\n", "csv.nul-byte", "Line 3")]
    [InlineData("a,b\r1,2\r3,\0\r", "csv.nul-byte", "Line 3")]
    [InlineData("a\n1\n", "csv.missing-columns", "'b'")]
    [InlineData("a,b,c\n1,2,3\n", "csv.unknown-columns", "'c'")]
    [InlineData("PK\u0003\u0004xxxx", "csv.not-text", "workbook")]
    [InlineData("PAR1\u0015\u0004\u0015x", "csv.not-text", "Parquet")]
    public void A_malformed_file_is_refused_and_the_place_is_named(string text, string code, string says)
    {
        RefusedException refusal = Files.Refused(text, Two);
        Assert.Equal(code, refusal.Code);
        Assert.Contains(says, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_name_of_a_column_is_short_and_plain()
    {
        Assert.Equal("csv.long-name", Files.Refused(new string('n', 501) + ",b\n1,2\n", Two).Code);
        Assert.Equal("input.not-plain", Files.Refused("a\u0001,b\n1,2\n", Two).Code);
    }

    [Fact]
    public void Too_many_columns_are_refused()
    {
        string header = string.Join(',', Enumerable.Range(0, 10_000).Select(i => $"c{i}"));
        Assert.Equal("csv.too-many-columns", Files.Refused(header + "\n1\n", Two).Code);
    }

    [Fact]
    public void A_file_of_two_encodings_is_refused_and_the_line_is_named()
    {
        byte[] bytes = [.. "a,b\né,x\ny,"u8, 0xE9, (byte)'\n'];
        var refusal = Assert.Throws<RefusedException>(() =>
            CsvReader.Read(new MemoryStream(bytes), Two, null, TestContext.Current.CancellationToken)
        );
        Assert.Equal("csv.encoding", refusal.Code);
        Assert.Contains("Line 3", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_quote_that_swallows_the_file_is_refused_before_memory_is()
    {
        var endless = new MemoryStream([.. "a,b\n1,\""u8, .. Enumerable.Repeat((byte)'x', 40 << 20)]);
        var refusal = Assert.Throws<RefusedException>(() =>
            CsvReader.Read(endless, Two, null, TestContext.Current.CancellationToken)
        );
        Assert.Equal("csv.row-too-long", refusal.Code);
        Assert.True(endless.Position < endless.Length);
    }

    [Theory]
    [InlineData("1.5", "a whole number")]
    [InlineData("SECRET", "a whole number")]
    [InlineData("9007199254740993", "a whole number")]
    public void A_cell_of_another_kind_is_refused_by_row_line_and_column_without_its_value(string cell, string expected)
    {
        RefusedException refusal = Files.Refused(
            $"name,n\n\"x\ny\",1\nz,{cell}\n",
            new Schema("s", [new TextColumn("name"), new IntegerColumn("n")])
        );
        Assert.Equal("csv.cell", refusal.Code);
        Assert.Contains("Row 2 (line 4), column 'n'", refusal.Message, StringComparison.Ordinal);
        Assert.Contains(expected, refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(cell, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_several_broken_cells_the_first_row_is_named()
    {
        string rows = string.Concat(
            Enumerable
                .Range(1, 300_000)
                .Select(i =>
                    i switch
                    {
                        250_000 => "1,x\n",
                        260_000 => "x,1\n",
                        _ => "1,2\n",
                    }
                )
        );
        RefusedException refusal = Files.Refused(
            "a,b\n" + rows,
            new Schema("s", [new IntegerColumn("a"), new IntegerColumn("b")])
        );
        Assert.Contains("Row 250000 ", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"")]
    [InlineData(";;")]
    [InlineData("")]
    [InlineData("1")]
    public void A_delimiter_that_cells_hold_is_refused(string delimiter) =>
        Assert.Equal(
            "csv.delimiter",
            Files.Refused("a,b\n1,2\n", Two with { Format = new FileFormat(delimiter) }).Code
        );
}

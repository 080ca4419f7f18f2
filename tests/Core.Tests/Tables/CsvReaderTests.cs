using AethergenAI.Tables;
using AethergenAI.Tables.Csv;

namespace AethergenAI.Core.Tests.Tables;

public sealed class CsvReaderTests
{
    [Theory]
    [InlineData("a,b\n1,2\n3,4\n")]
    [InlineData("a,b\n1,2\n3,4")]
    [InlineData("a,b\r\n1,2\r\n3,4\r\n")]
    [InlineData("a,b\r1,2\r3,4\r")]
    [InlineData("a;b\n1;2\n3;4\n")]
    [InlineData("a\tb\n1\t2\n3\t4\n")]
    [InlineData("a|b\n1|2\n3|4\n")]
    [InlineData("\uFEFFa,b\n1,2\n3,4\n")]
    [InlineData("\"a\",\"b\"\n\"1\",\"2\"\n\"3\",\"4\"\n")]
    [InlineData("a,b\n\n1,2\n\n\n3,4\n\n")]
    [InlineData("\n\na,b\n1,2\n3,4\n")]
    [InlineData(" a , b \n 1 , 2 \n 3 , \"4\" \n")]
    public void Line_ends_delimiters_marks_quotes_and_blanks_do_not_change_the_cells(string text) =>
        Assert.Equal(
            [
                ["1", "2"],
                ["3", "4"],
            ],
            Files.Cells(text, null, "a", "b")
        );

    [Fact]
    public void Redacted_cells_are_never_read_as_what_they_are()
    {
        Table table = Files.Read(
            "notes,n\nfell ill,1\n,2\nNA,3\n\"a, b\",4\n",
            new Schema("s", [new TextColumn("notes") { Redacted = "(gone)", Nullable = true }, new IntegerColumn("n")])
        );
        Assert.Equal(["(gone)"], table.Levels("notes").Levels);
        Assert.Equal([0, -1, -1, 0], table.Levels("notes").Codes);
    }

    [Fact]
    public void Quoted_cells_hold_delimiters_quotes_line_breaks_and_blanks() =>
        Assert.Equal(
            [
                ["x,y", "say \"hi\"", " padded "],
                ["two\nlines", "two\r\nlines", "\""],
            ],
            Files.Cells(
                "a,b,c\n\"x,y\",\"say \"\"hi\"\"\",\" padded \"\n\"two\nlines\",\"two\r\nlines\",\"\"\"\"\n",
                null,
                "a",
                "b",
                "c"
            )
        );

    [Fact]
    public void A_quote_inside_an_unquoted_cell_is_a_letter() =>
        Assert.Equal(
            [
                ["5\" pipe", "x"],
            ],
            Files.Cells("a,b\n5\" pipe,x\n", null, "a", "b")
        );

    [Fact]
    public void Empty_cells_and_the_default_tokens_are_missing_but_answers_are_not()
    {
        string[] cells = ["", "\"\"", .. MissingTokens.Default, "None", "-", "na", "0"];
        var read = Files.Cells("a,b\n" + string.Concat(cells.Select(cell => cell + ",x\n")), null, "a", "b");
        Assert.Equal(
            [.. Enumerable.Repeat<string?>(null, 2 + MissingTokens.Default.Count), "None", "-", "na", "0"],
            read.Select(row => row[0])
        );
    }

    [Fact]
    public void Declared_missing_tokens_replace_the_default_ones()
    {
        var schema = Files.TextSchema("a") with { Format = new FileFormat(Missing: ["-9", "none"]) };
        LevelData cells = Files.Read("a\n-9\nnone\nNA\n\"\"\n", schema).Levels("a");
        Assert.Equal([null, null, "NA", null], Enumerable.Range(0, 4).Select(row => cells[row]));
    }

    [Fact]
    public void A_level_of_the_schema_is_a_level_even_where_it_is_a_missing_token()
    {
        var schema = new Schema("s", [new CategoricalColumn("country", ["NA", "DE"]) { Nullable = true }]);
        Assert.Equal([0, 1, -1], Files.Read("country\nNA\nDE\nnull\n", schema).Levels("country").Codes);
    }

    [Fact]
    public void Cells_are_typed_by_the_schema_in_its_column_order()
    {
        var schema = new Schema(
            "s",
            [
                new DecimalColumn("d"),
                new IntegerColumn("i"),
                new BooleanColumn("b", "no", "yes"),
                new DateColumn("day", Format: "dd/MM/yyyy"),
                new DateTimeColumn("moment"),
                new CategoricalColumn("c", ["low", "high"]),
            ]
        );
        Table table = Files.Read("moment,i,d,c,b,day\n1970-01-02T00:00:01,7,-2.50,high,yes,31/12/2001\n", schema);
        Assert.Equal(["d", "i", "b", "day", "moment", "c"], table.Columns.Select(column => column.Name));
        Assert.Equal(-2.5, table.Numbers("d").Values[0]);
        Assert.Equal(7, table.Numbers("i").Values[0]);
        Assert.Equal(1, table.Levels("b").Codes[0]);
        Assert.Equal(new DateOnly(2001, 12, 31).DayNumber, table.Numbers("day").Values[0]);
        Assert.Equal(86_401, table.Numbers("moment").Values[0]);
        Assert.Equal(1, table.Levels("c").Codes[0]);
    }

    [Fact]
    public void Levels_that_the_schema_does_not_list_follow_the_listed_ones()
    {
        LevelData read = Files
            .Read("c\nnew\nb\na\nnew\n", new Schema("s", [new CategoricalColumn("c", ["a", "b"])]))
            .Levels("c");
        Assert.Equal(["a", "b", "new"], read.Levels);
        Assert.Equal([2, 1, 0, 2], read.Codes);
    }

    [Fact]
    public void A_declared_decimal_comma_is_read()
    {
        var schema = new Schema("s", [new DecimalColumn("x"), new IntegerColumn("n")])
        {
            Format = new FileFormat(DecimalComma: true),
        };
        Assert.Equal([3.14, -0.5], Files.Read("x;n\n3,14;1\n-0,5;2\n", schema).Numbers("x").Values);
    }

    [Fact]
    public void Padding_fills_short_rows_and_cuts_long_ones() =>
        Assert.Equal(
            [
                ["1", null],
                ["2", "3"],
                ["5", "6"],
            ],
            Files.Cells("a,b\n1\n2,3,4\n5,6\n", new CsvOptions { Ragged = RaggedRows.Pad }, "a", "b")
        );

    [Fact]
    public void Columns_that_the_schema_dropped_are_skipped_when_asked() =>
        Assert.Equal(
            [
                ["2"],
                ["4"],
            ],
            Files.Cells("a,b\n1,2\n3,4\n", new CsvOptions { Unknown = UnknownColumns.Skip }, "b")
        );

    [Fact]
    public void A_failure_of_the_stream_comes_through_as_it_is() =>
        Assert.Throws<NotSupportedException>(() =>
            CsvReader.Read(new Broken(), Files.TextSchema("a"), null, TestContext.Current.CancellationToken)
        );

    [Fact]
    public void Bytes_that_cannot_be_utf8_are_read_as_latin1()
    {
        Table table = CsvReader.Read(
            Files.Latin1("a,b\nx,y\ncafé,Ärger\n"),
            Files.TextSchema("a", "b"),
            null,
            TestContext.Current.CancellationToken
        );
        Assert.Equal(("café", "Ärger"), (table.Levels("a")[1], table.Levels("b")[1]));
    }

    [Fact]
    public void Declared_latin1_holds_the_euro_of_windows()
    {
        var options = new CsvOptions { Format = new FileFormat(Encoding: "latin-1") };
        Table table = CsvReader.Read(
            new MemoryStream([(byte)'a', (byte)'\n', 0x80, 0xE9]),
            Files.TextSchema("a"),
            options,
            TestContext.Current.CancellationToken
        );
        Assert.Equal("€é", table.Levels("a")[0]);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(7)]
    public void Cells_do_not_depend_on_how_the_stream_is_cut(int pieceLength)
    {
        string text =
            "name,note\r\n"
            + string.Concat(Enumerable.Range(0, 500).Select(i => $"é{i}€,\"a \"\"{i}\"\"\r\n😀" + "\"\r\n"));
        var whole = CsvReader.Read(
            Files.Of(text),
            Files.TextSchema("name", "note"),
            null,
            TestContext.Current.CancellationToken
        );
        var pieces = CsvReader.Read(
            new Dribble(Files.Of(text), pieceLength),
            Files.TextSchema("name", "note"),
            null,
            TestContext.Current.CancellationToken
        );
        Assert.Equal(500, pieces.RowCount);
        Assert.Equal(whole.Levels("note").Levels, pieces.Levels("note").Levels);
        Assert.Equal(whole.Levels("name").Levels, pieces.Levels("name").Levels);
    }

    [Fact]
    public void Rows_longer_than_a_block_and_many_blocks_are_read_whole()
    {
        string cell = new('x', 3_000_000);
        string text =
            "a,n\n"
            + string.Concat(Enumerable.Range(0, 200_000).Select(i => $"row {i % 10},{i}\n"))
            + $"{cell},200000\n";
        Table table = Files.Read(text, new Schema("s", [new TextColumn("a"), new IntegerColumn("n")]));
        Assert.Equal(Enumerable.Range(0, 200_001).Select(i => (double)i), table.Numbers("n").Values);
        Assert.Equal(cell, table.Levels("a")[200_000]);
    }

    [Fact]
    public void A_cell_of_another_kind_counts_as_missing_where_that_is_asked_for_and_is_noted()
    {
        var notes = new List<string>();
        var options = new CsvOptions { Broken = BrokenCells.CountAsMissing, Note = notes.Add };
        var table = Files.Read("n,b\n1.5,true\n2,maybe\n,false\n", Schema(), options);
        Assert.Equal([double.NaN, 2, double.NaN], table.Numbers("n").Values);
        Assert.Equal([1, -1, 0], table.Levels("b").Codes);
        Assert.Equal(2, notes.Count(note => note.Contains("1 cell is not", StringComparison.Ordinal)));
        Assert.Equal("csv.cell", Files.Refused("n,b\n1.5,true\n", Schema()).Code);

        static Schema Schema() =>
            new("kinds", [new IntegerColumn("n") { Nullable = true }, new BooleanColumn("b") { Nullable = true }]);
    }

    [Fact]
    public void Reading_stops_when_cancelled()
    {
        using var stop = new CancellationTokenSource();
        stop.Cancel();
        Assert.ThrowsAny<OperationCanceledException>(() =>
            CsvReader.Read(Files.Of("a\n1\n"), Files.TextSchema("a"), null, stop.Token)
        );
    }

    /// <summary>Fails after its first 4 MiB.</summary>
    private sealed class Broken()
        : Dribble(
            new MemoryStream([
                .. "a\n"u8,
                .. Enumerable.Repeat((byte)'\n', 100),
                .. Enumerable.Repeat("cell\n"u8.ToArray(), 800_000).SelectMany(row => row),
            ]),
            1 << 20
        )
    {
        public override int Read(byte[] buffer, int offset, int count) =>
            base.Read(buffer, offset, count) is > 0 and var read ? read : throw new NotSupportedException();
    }
}

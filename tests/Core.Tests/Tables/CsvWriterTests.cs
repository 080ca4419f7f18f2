using AethergenAI.Tables;
using AethergenAI.Tables.Csv;
using FsCheck;
using FsCheck.Fluent;

namespace AethergenAI.Core.Tests.Tables;

public sealed class CsvWriterTests
{
    private static Table Levels(params string?[] cells)
    {
        string[] levels = [.. cells.OfType<string>().Distinct(StringComparer.Ordinal)];
        return new([
            new LevelData
            {
                Name = "t",
                Codes = [.. cells.Select(cell => Array.IndexOf(levels, cell))],
                Levels = levels,
            },
        ]);
    }

    private static Table Numbers(params double[] cells) => new([new NumberData { Name = "x", Values = cells }]);

    [Fact]
    public void Hashing_a_table_stops_when_cancelled()
    {
        var schema = new Schema("one", [new IntegerColumn("n", 0, 9)]);
        var table = new Table([new NumberData { Name = "n", Values = [1] }]);
        Assert.Equal(Sha256.Hex("n\n1\n"u8), TableHash.Of(table, schema, CancellationToken.None));
        Assert.Throws<OperationCanceledException>(() =>
            TableHash.Of(table, schema, new CancellationToken(canceled: true))
        );
    }

    [Fact]
    public void Only_cells_that_would_be_read_otherwise_are_quoted() =>
        Assert.Equal(
            "t\nplain\n\"a,b\"\n\"say \"\"hi\"\"\"\n\" blank\"\n\"two\nlines\"\n=1+1\n\"\"\n",
            Files.Written(
                Levels("plain", "a,b", "say \"hi\"", " blank", "two\nlines", "=1+1", null),
                Files.TextSchema("t")
            )
        );

    [Theory]
    [InlineData(null, "1.5\n-0.25\n1000000\n1E-07\n")]
    [InlineData(0.01, "1.50\n-0.25\n1000000.00\n0.00\n")]
    [InlineData(0.25, "1.50\n-0.25\n1000000.00\n0.00\n")]
    public void Decimals_have_as_many_digits_as_their_step(double? step, string text) =>
        Assert.Equal(
            "x\n" + text,
            Files.Written(Numbers(1.5, -0.25, 1_000_000, 1e-7), new Schema("s", [new DecimalColumn("x", Step: step)]))
        );

    [Fact]
    public void Integers_have_no_point_whatever_their_size() =>
        Assert.Equal(
            "x\n-7\n9007199254740992\n",
            Files.Written(Numbers(-7, 9_007_199_254_740_992), new Schema("s", [new IntegerColumn("x")]))
        );

    [Fact]
    public void Decimal_commas_are_quoted_where_the_comma_also_delimits()
    {
        Schema schema = new("s", [new DecimalColumn("x", Step: 0.1)]);
        Assert.Equal(
            "x\n\"1,5\"\n",
            Files.Written(Numbers(1.5), schema with { Format = new FileFormat(DecimalComma: true) })
        );
        Assert.Equal(
            "x\n1,5\n",
            Files.Written(Numbers(1.5), schema with { Format = new FileFormat(";", DecimalComma: true) })
        );
    }

    [Fact]
    public void Dates_are_written_in_their_columns_format() =>
        Assert.Equal(
            "x\n31.12.2001\n\"\"\n",
            Files.Written(
                Numbers(new DateOnly(2001, 12, 31).DayNumber, double.NaN),
                new Schema("s", [new DateColumn("x", Format: "dd.MM.yyyy")])
            )
        );

    [Theory]
    [InlineData("MMM d, yyyy", "\"Dec 31, 2001\"")]
    [InlineData("yyyyMMdd", "20011231")]
    public void Dates_whose_format_holds_the_delimiter_are_quoted(string format, string text) =>
        Assert.Equal(
            $"x\n{text}\n{text}\n",
            Files.Written(
                Numbers(new DateOnly(2001, 12, 31).DayNumber, new DateOnly(2001, 12, 31).DayNumber),
                new Schema("s", [new DateColumn("x", Format: format)])
            )
        );

    [Fact]
    public void Blocks_follow_each_other_under_one_header()
    {
        using var stream = new MemoryStream();
        using (var writer = new CsvRowWriter(stream, new Schema("s", [new IntegerColumn("x")])))
        {
            writer.Write(Numbers(1, 2));
            writer.Write(Numbers(3));
        }

        Assert.Equal("x\n1\n2\n3\n", System.Text.Encoding.UTF8.GetString(stream.ToArray()));
    }

    [Fact]
    public void Any_text_reads_back_unless_it_stands_for_missing() =>
        Prop.ForAll<string?[]>(cells =>
            {
                // A file cannot hold a NUL, a lone surrogate, or an empty text beside a missing one.
                string?[] clean =
                [
                    .. cells
                        .Select(cell =>
                            cell is null ? null : new string([.. cell.Where(c => c != '\0' && !char.IsSurrogate(c))])
                        )
                        .Select(cell =>
                            string.IsNullOrEmpty(cell) || MissingTokens.Default.Contains(cell) ? null : cell
                        ),
                ];
                if (clean.Length == 0)
                {
                    return true;
                }
                Schema schema = Files.TextSchema("t");
                LevelData read = Files.Read(Files.Written(Levels(clean), schema), schema).Levels("t");
                return clean.SequenceEqual(
                    Enumerable.Range(0, clean.Length).Select(row => read[row]),
                    StringComparer.Ordinal
                );
            })
            .QuickCheckThrowOnFailure();

    [Fact]
    public void Any_table_reads_back_to_the_same_cells_and_the_same_bytes() =>
        Prop.ForAll<(double Decimal, int Integer, bool Missing, ushort Day, uint Second)[]>(rows =>
            {
                if (rows.Length == 0)
                {
                    return true;
                }
                double Or(bool missing, double value) => missing ? double.NaN : value;
                var schema = new Schema(
                    "s",
                    [
                        new DecimalColumn("d"),
                        new DecimalColumn("cents", Step: 0.01),
                        new IntegerColumn("i"),
                        new DateColumn("day", Format: "d/M/yyyy"),
                        new DateTimeColumn("moment"),
                    ]
                );
                var table = new Table([
                    new NumberData
                    {
                        Name = "d",
                        Values = [.. rows.Select(row => double.IsFinite(row.Decimal) ? row.Decimal + 0.0 : double.NaN)],
                    },
                    new NumberData
                    {
                        Name = "cents",
                        Values = [.. rows.Select(row => Or(row.Missing, row.Integer / 100.0))],
                    },
                    new NumberData { Name = "i", Values = [.. rows.Select(row => Or(row.Missing, row.Integer))] },
                    new NumberData
                    {
                        Name = "day",
                        Values = [.. rows.Select(row => Or(row.Missing, 600_000 + row.Day))],
                    },
                    new NumberData { Name = "moment", Values = [.. rows.Select(row => (double)row.Second)] },
                ]);
                string text = Files.Written(table, schema);
                Table read = Files.Read(text, schema);
                return table.Columns.All(column =>
                        read.Numbers(column.Name).Values.SequenceEqual(((NumberData)column).Values)
                    )
                    && Files.Written(read, schema) == text;
            })
            .QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(253_402_300_800)] // the first second of year 10000
    [InlineData(-62_135_596_801)] // the last second before year 1
    [InlineData(1e300)]
    public void A_moment_that_no_date_can_say_is_refused(double seconds)
    {
        var schema = new Schema("moments", [new DateTimeColumn("at")]);
        var table = new Table([new NumberData { Name = "at", Values = [seconds] }]);

        var refusal = Assert.Throws<RefusedException>(() => Files.Written(table, schema));

        Assert.Equal("csv.moment-range", refusal.Code);
        Assert.Contains("'at'", refusal.Message, StringComparison.Ordinal);
    }
}

using System.Globalization;
using AethergenAI.Core.Tests.Tables;
using AethergenAI.Schemas;
using AethergenAI.Tables.Constraints;

namespace AethergenAI.Core.Tests.Schemas;

/// <summary>Sums of five addends and more, with constant addends, against a constant, and but for rounding.</summary>
public sealed class LongSumTests
{
    [Theory]
    [InlineData(5)]
    [InlineData(7)]
    [InlineData(12)]
    [InlineData(13)]
    [InlineData(40)]
    public void A_sum_of_any_number_of_columns_is_proposed(int addends)
    {
        var sum = Assert.Single(Sums(Table(addends, 300)));
        Assert.Equal("total", sum.Total);
        Assert.Equal(Enumerable.Range(1, addends).Select(at => $"a{at}"), sum.Addends);
    }

    /// <summary>Shares that were rounded one by one do not add up exactly, to 100 or to a total.</summary>
    [Theory]
    [InlineData(3, 100, 1, false)]
    [InlineData(3, 100, 2, true)]
    [InlineData(6, 1, 3, false)]
    [InlineData(6, 100, 0, false)]
    [InlineData(4, 100, 0, false)]
    [InlineData(5, 100, 0, false)]
    [InlineData(8, 100, 0, false)]
    [InlineData(12, 100, 0, false)]
    [InlineData(6, 1, 2, false)]
    [InlineData(13, 100, 2, false)]
    [InlineData(13, 100, 1, true)]
    public void Sums_but_for_rounding_are_said(int columns, int whole, int decimals, bool total)
    {
        string header = string.Join(',', Enumerable.Range(1, columns).Select(at => $"s{at}")) + (total ? ",t" : "");
        var inferred = Infer(header, 400, row => Shares(row, columns, whole, decimals, total));

        Assert.DoesNotContain(Sums(inferred), sum => sum.Addends.Count == columns);
        string names = string.Join(", ", Enumerable.Range(1, columns).Select(at => $"'s{at}'"));
        string to = total ? "'t'" : "the same number in every row";
        Assert.Contains(inferred.Notes, note =>
            note.StartsWith($"Columns {names} add up to {to} but for rounding", StringComparison.Ordinal)
        );
    }

    /// <summary>
    /// Whole percents, large shares and small ones, beside columns that have nothing to do with them: the tolerance is
    /// half a percent for each share.
    /// </summary>
    [Theory]
    [InlineData(5, 120)]
    [InlineData(6, 400)]
    [InlineData(9, 1500)]
    public void Coarse_shares_of_unequal_size_are_said_beside_other_columns(int columns, int rows)
    {
        string header = string.Join(',', Enumerable.Range(1, columns).Select(at => $"s{at}")) + ",age,rooms,flag";
        var inferred = Infer(header, rows, row =>
        {
            double[] parts =
            [
                .. Enumerable.Range(1, columns).Select(at => (1 + Cents(row, at, 3_000)) / Math.Sqrt(at)),
            ];
            var shares = parts.Select(part => Math.Round(100 * part / parts.Sum()));
            int[] others = [(int)Cents(row, 91, 9_000), (int)Cents(row, 92, 900), (int)Cents(row, 93, 200)];
            return string.Join(',', shares.Concat(others.Select(value => (double)value)));
        });

        Assert.Empty(Sums(inferred));
        string names = string.Join(", ", Enumerable.Range(1, columns).Select(at => $"'s{at}'"));
        Assert.Contains(inferred.Notes, note =>
            note.StartsWith($"Columns {names} add up to the same number in every row but for", StringComparison.Ordinal)
        );
    }

    [Fact]
    public void A_row_of_coarse_shares_beyond_their_rounding_takes_the_note_back()
    {
        var inferred = Infer("s1,s2,s3,s4,s5", 400, row =>
            row == 399 ? "20,20,20,20,23" : Shares(row, 5, 100, 0, false)
        );
        Assert.DoesNotContain(inferred.Notes, note => note.Contains("add up", StringComparison.Ordinal));
    }

    /// <summary>Small whole numbers, whose sum may be within half a unit for each of them by chance.</summary>
    [Theory]
    [InlineData(6, 200)]
    [InlineData(12, 200)]
    [InlineData(12, 300)]
    [InlineData(20, 1_000)]
    public void Small_whole_numbers_do_not_add_up_by_chance(int columns, int below)
    {
        var inferred = Infer(string.Join(',', Enumerable.Range(1, columns).Select(at => $"a{at}")), 400, row =>
            string.Join(',', Enumerable.Range(1, columns).Select(at => (int)Cents(row, at, below)))
        );
        Assert.DoesNotContain(inferred.Notes, note => note.Contains("add up", StringComparison.Ordinal));
    }

    /// <summary>Thousandths, whose sum is rounded to hundredths, are within half the total's step.</summary>
    [Theory]
    [InlineData(3)]
    [InlineData(7)]
    public void A_total_that_alone_is_rounded_is_proposed(int addends)
    {
        string header = string.Join(',', Enumerable.Range(1, addends).Select(at => $"a{at}")) + ",total";
        var inferred = Infer(header, 300, row =>
        {
            double[] parts = [.. Enumerable.Range(1, addends).Select(at => Cents(row, at, 10_000))];
            parts[0] += 0.001 * (row % 5); // up to four thousandths: no sum is half way between two hundredths
            string total = parts.Sum().ToString("F2", CultureInfo.InvariantCulture);
            return string.Join(',', parts.Select(part => FormattableString.Invariant($"{part:0.000}")).Append(total));
        });
        Assert.Equal(addends, Assert.Single(Sums(inferred)).Addends.Count);
        Assert.DoesNotContain(inferred.Notes, note => note.Contains("rounding", StringComparison.Ordinal));
    }

    [Fact]
    public void A_row_beyond_rounding_takes_the_note_back()
    {
        var inferred = Infer("s1,s2,s3", 400, row => row == 399 ? "50.0,30.0,21.0" : Shares(row, 3, 100, 1, false));
        Assert.DoesNotContain(inferred.Notes, note => note.Contains("add up", StringComparison.Ordinal));
    }

    /// <summary>No row has numbers in all columns: the sum is searched without those that have the fewest.</summary>
    [Fact]
    public void Columns_that_are_mostly_missing_do_not_hide_a_sum()
    {
        var inferred = Infer("a,b,c,d,e,x,y,z,total", 400, row =>
        {
            double[] parts = [.. Enumerable.Range(1, 5).Select(at => Cents(row, at, 10_000))];
            string[] rare =
            [
                .. Enumerable.Range(0, 3).Select(at => row % 3 == at ? $"{Cents(row, at, 900):0.00}" : ""),
            ];
            return string.Join(
                ',',
                [
                    .. parts.Select(part => FormattableString.Invariant($"{part:0.00}")),
                    .. rare,
                    FormattableString.Invariant($"{parts.Sum():0.00}"),
                ]
            );
        });
        Assert.Equal("total", Assert.Single(Sums(inferred)).Total);
        Assert.Contains(inferred.Notes, note =>
            note.StartsWith("Sums of five and more addends were searched without", StringComparison.Ordinal)
        );
    }

    // 0.5 and 1 are the same in every row, as the taxes of taxi rides are.
    [Fact]
    public void Constant_addends_belong_to_a_sum()
    {
        var sum = Assert.Single(Sums(Infer("fare,tax,tip,tolls,extra,levy,total", 300, row =>
                {
                    double fare = Cents(row, 1, 9_000),
                        tip = Cents(row, 2, 900),
                        tolls = row % 9 == 0 ? 6.55 : 0,
                        extra = row % 3;
                    return FormattableString.Invariant(
                        $"{fare:0.00},0.5,{tip:0.00},{tolls:0.00},{extra},1.0,{fare + tip + tolls + extra + 1.5:0.00}"
                    );
                })));
        Assert.Equal("total", sum.Total);
        Assert.Equal(["fare", "tax", "tip", "tolls", "extra", "levy"], sum.Addends);
    }

    [Fact]
    public void Shares_that_add_up_to_a_hundred_are_said()
    {
        var inferred = Infer("one,two,three", 200, row =>
        {
            int one = (int)Cents(row, 1, 5_000),
                two = (int)Cents(row, 2, 5_000);
            return FormattableString.Invariant($"{one},{two},{100 - one - two}");
        });
        Assert.Empty(Sums(inferred));
        Assert.Contains(inferred.Notes, note =>
            note.StartsWith("Columns 'one', 'two', 'three' add up to the same number", StringComparison.Ordinal)
        );
    }

    /// <summary>Their sums differ by little only because the numbers are small.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Tiny_numbers_do_not_add_up_to_the_same(int columns)
    {
        var inferred = Infer(string.Join(',', Enumerable.Range(1, columns).Select(at => $"a{at}")), 300, row =>
            string.Join(
                ',',
                Enumerable.Range(1, columns).Select(at => FormattableString.Invariant($"{Cents(row, at, 9_000)}e-290"))
            )
        );
        Assert.DoesNotContain(inferred.Notes, note => note.Contains("add up", StringComparison.Ordinal));
    }

    // A later row that breaks the sum takes it back: blocks hold fewer rows than this file.
    [Theory]
    [InlineData(true, 0)]
    [InlineData(false, 1)]
    public void A_later_row_takes_a_sum_back(bool broken, int sums) =>
        Assert.Equal(sums, Sums(Table(6, 40_000, broken ? 39_999 : -1)).Count());

    /// <summary>What comes in and goes out between two balances.</summary>
    [Theory]
    [InlineData(-1, true)]
    [InlineData(399, false)]
    public void A_balance_is_said(int broken, bool said)
    {
        var inferred = Infer("opening,receipts,issues,closing", 400, row =>
        {
            double[] parts = [Cents(row, 1, 900_000), Cents(row, 2, 50_000), Cents(row, 3, 50_000)];
            double closing = parts[0] + parts[1] - parts[2] + (row == broken ? 0.01 : 0);
            return string.Join(',', parts.Append(closing).Select(part => FormattableString.Invariant($"{part:0.00}")));
        });

        Assert.Empty(Sums(inferred));
        Assert.Equal(
            said,
            inferred.Notes.Any(note =>
                note.StartsWith(
                    "Columns 'opening', 'receipts' add up to as much as 'issues', 'closing' in every row. "
                        + "A sum has one",
                    StringComparison.Ordinal
                )
                || note.StartsWith(
                    "Columns 'issues', 'closing' add up to as much as 'opening', 'receipts' in every row. "
                        + "A sum has one",
                    StringComparison.Ordinal
                )
            )
        );
    }

    [Fact]
    public void Columns_without_a_sum_have_none()
    {
        string header = string.Join(',', Enumerable.Range(1, 30).Select(at => $"a{at}"));
        var inferred = Infer(header, 400, row =>
            string.Join(
                ',',
                Enumerable.Range(1, 30).Select(at => FormattableString.Invariant($"{Cents(row, at, 10_000):0.00}"))
            )
        );
        Assert.Empty(Sums(inferred));
        Assert.DoesNotContain(inferred.Notes, note => note.Contains("add up", StringComparison.Ordinal));
    }

    private static string Shares(int row, int columns, int whole, int decimals, bool total)
    {
        double[] parts = [.. Enumerable.Range(1, columns).Select(at => 1 + Cents(row, at, 10_000))];
        // divided by what the row is no share of, a total varies
        double size = total ? 37.123 + row % 7 : parts.Sum();
        double[] shares = [.. parts.Select(part => part / size * whole)];
        string[] cells =
        [
            .. shares
                .Concat(total ? [shares.Sum()] : [])
                .Select(share => Math.Round(share, decimals).ToString($"F{decimals}", CultureInfo.InvariantCulture)),
        ];
        return string.Join(',', cells);
    }

    private static IEnumerable<SumConstraint> Sums(SchemaProposal inferred) =>
        inferred.Schema.Constraints.OfType<SumConstraint>();

    private static SchemaProposal Table(int addends, int rows, int broken = -1) =>
        Infer(string.Join(',', Enumerable.Range(1, addends).Select(at => $"a{at}")) + ",total", rows, row =>
        {
            double[] parts = [.. Enumerable.Range(1, addends).Select(at => Cents(row, at, 10_000))];
            double total = parts.Sum() + (row == broken ? 0.01 : 0);
            return string.Join(',', parts.Append(total).Select(part => FormattableString.Invariant($"{part:0.00}")));
        });

    private static SchemaProposal Infer(string header, int rows, Func<int, string> row) =>
        Files.Infer(header + "\n" + string.Concat(Enumerable.Range(0, rows).Select(at => row(at) + "\n")));

    /// <summary>Numbers without pattern, the same every time.</summary>
    private static double Cents(int row, int stream, int below) =>
        (int)(AethergenAI.Seeding.SeedSplit.Mix((ulong)((row * 31) + stream)) % (ulong)below) / 100.0;
}

using AethergenAI.Core.Tests.Tables;
using AethergenAI.Schemas;
using AethergenAI.Tables.Constraints;

namespace AethergenAI.Core.Tests.Schemas;

/// <summary>Sums of five to twelve addends, with constant addends, and against a constant.</summary>
public sealed class LongSumTests
{
    [Theory]
    [InlineData(5)]
    [InlineData(7)]
    [InlineData(12)]
    public void A_sum_of_up_to_twelve_columns_is_proposed(int addends)
    {
        var sum = Assert.Single(Sums(Table(addends, 300)));
        Assert.Equal("total", sum.Total);
        Assert.Equal(Enumerable.Range(1, addends).Select(at => $"a{at}"), sum.Addends);
    }

    [Fact]
    public void A_sum_of_thirteen_columns_is_not() => Assert.Empty(Sums(Table(13, 300)));

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

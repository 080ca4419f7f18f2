using AethergenAI.Evaluation;
using AethergenAI.Evaluation.Boosting;
using AethergenAI.Evaluation.Fidelity.Derived;
using AethergenAI.Statistics.Kernels;
using AethergenAI.Tables;

namespace AethergenAI.Core.Tests.Evaluation.Fidelity.Derived;

public sealed class DerivedFeaturesTests
{
    [Theory]
    [InlineData(0.5, 0)]
    [InlineData(7, 1)]
    [InlineData(-15, 2)]
    [InlineData(70, 3)]
    [InlineData(1_200, 4)]
    [InlineData(-45_000, 5)]
    [InlineData(3e7, 8)]
    [InlineData(0, 9)]
    [InlineData(1e300, 1)]
    [InlineData(double.NaN, double.NaN)]
    public void A_number_is_as_round_as_its_zeros(double value, double roundness) =>
        Assert.Equal(roundness, DigitFeatures.Roundness(value));

    [Theory]
    [InlineData(12.34, 0.01, 4)]
    [InlineData(0.3, 0.1, 3)]
    [InlineData(-17, 1, 7)]
    [InlineData(0.35, 0.05, 7)]
    [InlineData(1e300, 1, -1)]
    [InlineData(double.NaN, 1, -1)]
    public void The_last_digit_is_that_of_the_steps(double value, double step, int digit) =>
        Assert.Equal(digit, DigitFeatures.LastDigit(value, step));

    [Theory]
    [InlineData(3, 0)]
    [InlineData(0.1, 1)]
    [InlineData(-28.7967, 4)]
    [InlineData(1.0 / 3, 10)]
    [InlineData(0, 0)]
    [InlineData(double.NaN, double.NaN)]
    public void Decimals_are_those_that_were_written(double value, double decimals) =>
        Assert.Equal(decimals, DigitFeatures.Decimals(value));

    [Theory]
    [InlineData(0, 0, 0)]
    [InlineData(0.3, 0.3, 1)]
    [InlineData(1, 2, 2)]
    [InlineData(2, 1, 3)]
    [InlineData(double.NaN, 1, -1)]
    public void Two_numbers_have_an_order(double left, double right, int order) =>
        Assert.Equal(order, PairFeatures.Order(left, right));

    [Fact]
    public void Rounding_is_no_difference()
    {
        Assert.Equal(0, Repeats.Difference(0.1 + 0.2, 0.3));
        Assert.Equal(Repeats.Difference(100.1, 100), Repeats.Difference(0.3, 0.2));
        Assert.NotEqual(0, Repeats.Difference(1e12 + 1, 1e12));
    }

    // Two values with shares of ¾ and ¼: Σ p² = .625. Neighbouring pairs share a row, so the error is below
    // that of half as many independent pairs: 4·√(.25/1000) = .063.
    [Fact]
    public void Repeats_are_counted_as_often_as_two_rows_agree()
    {
        var random = new RandomStream(1);
        double[] values = [.. Enumerable.Range(0, 2_000).Select(_ => random.NextDouble() < 0.75 ? 1.0 : 0.0)];
        Assert.Equal(0.625, Repeats.Share(values), 0.063);
        Assert.Equal(0.375, Repeats.EqualBeyondChance(values, values), 0.063);
        Assert.Equal(0, Repeats.Share([double.NaN, 1, double.NaN]));
    }

    // In one row in ten the total is off by 1, so that what is left of it varies.
    [Fact]
    public void An_exact_sum_is_found_among_many_columns()
    {
        var table = Wide(600, 12);
        double[] net = table.Numbers("c1").Values,
            tax = table.Numbers("c2").Values,
            total = [.. net.Zip(tax).Select((parts, row) => parts.First + parts.Second + (row % 10 == 0 ? 1 : 0))];
        var made = table.With(new NumberData { Name = "c9", Values = total });
        Assert.Contains(Derive(made), column => column.Numbers?.Count(number => number == 0) == 540);
    }

    [Theory]
    [Trait("Speed", "Slow")]
    [InlineData(1)]
    [InlineData(15)]
    [InlineData(300)]
    public void Features_are_bounded(int columns)
    {
        var table = Wide(1_000, columns);
        long before = GC.GetAllocatedBytesForCurrentThread();
        var features = Derive(table);
        long bytes = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.NotEmpty(features);
        Assert.InRange(features.Count, 1, DerivedFeatures.MaxFor(columns));
        Assert.InRange(DerivedFeatures.MaxFor(columns), 1, DerivedFeatures.Max);
        // 400 features of 1,000 doubles are 3.2 MB, and 300 probed columns 1.2 MB; a copy of each row for every pair
        // of columns would be 360 MB.
        Assert.InRange(bytes, 0, 100_000_000);
    }

    [Fact]
    public void A_feature_that_is_the_same_in_all_rows_is_left_out() =>
        Assert.All(Derive(Wide(300, 5)), column =>
            Assert.True(column.Numbers?.Distinct().Count() > 1 || column.Codes?.Distinct().Count() > 1)
        );

    private static IReadOnlyList<FeatureColumn> Derive(Table table)
    {
        Schema schema = new("wide", [.. table.Columns.Select(column => new DecimalColumn(column.Name))]);
        var space = FeatureSpace.Over(new EvaluationInput(schema, table, table, table));
        return DerivedFeatures.Of(space, space.Encode(table), 1, CancellationToken.None);
    }

    private static Table Wide(int rows, int columns)
    {
        var random = new RandomStream(7);
        return new Table([
            .. Enumerable
                .Range(0, columns)
                .Select(at => new NumberData { Name = $"c{at}", Values = Draw(rows, ref random) }),
        ]);
    }

    private static double[] Draw(int rows, ref RandomStream random)
    {
        var values = new double[rows];
        for (int row = 0; row < rows; row++)
        {
            values[row] = Math.Round(1_000 * random.NextDouble(), 2);
        }
        return values;
    }
}

using AethergenAI.Generation.Encodings;

namespace AethergenAI.Core.Tests.Generation.Encodings;

/// <summary>Multiples on which numbers gather are found; those that chance makes are not.</summary>
public sealed class HeapSearchTests
{
    private const int Rows = 3_000;

    /// <summary>
    /// A step that chance makes saves about half a nat, as a χ² of one degree of freedom does; 20 nats are e⁻²⁰
    /// of it, some 10⁻⁷ for all candidates of the 32 columns here.
    /// </summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(8)]
    public void Chance_makes_no_heaps(int seed)
    {
        var random = new Random(seed);
        Assert.Empty(Found(_ => random.Next(100_000), 1));
        Assert.Empty(Found(_ => Math.Round(Math.Exp(10 * random.NextDouble()), 2), 0.01));
        Assert.Empty(Found(_ => random.NextDouble(), null));
        Assert.Empty(Found(_ => Math.Round(random.NextDouble() * random.NextDouble(), 4), 0.0001));
    }

    /// <summary>Of 10 numbers 4 are hundreds, 3 are twenty-fives and the others any.</summary>
    [Fact]
    public void Heaps_at_several_scales_are_found_with_their_rows()
    {
        var random = new Random(1);
        double[] values = Values(row =>
            (row % 10) switch
            {
                < 4 => 100 * random.Next(1, 1_000),
                < 7 => 25 * random.Next(1, 4_000),
                _ => random.Next(1, 100_000),
            }
        );

        HeapStep[] steps = HeapSearch.Of(values, new Precision(1, null));

        Assert.Equal([25, 100], steps.Select(step => step.Width));
    }

    [Fact]
    public void Thirds_and_quarters_are_found_among_rounded_decimals()
    {
        var random = new Random(1);
        double[] values = Values(row =>
            (row % 4) switch
            {
                0 => Math.Round(random.Next(1, 9_000) / 3.0, 6),
                1 => random.Next(1, 12_000) / 4.0,
                _ => Math.Round(3_000 * random.NextDouble(), 6),
            }
        );
        double[] widths = [.. HeapSearch.Of(values, new Precision(1e-6, null)).Select(step => step.Width)];
        Assert.Contains(1 / 3.0, widths);
        Assert.Contains(0.25, widths);
    }

    [Theory]
    [InlineData(12.5, 3)]
    [InlineData(0.3333, 2)]
    [InlineData(7, 4)]
    [InlineData(0.1234, 1)]
    public void A_number_counts_as_a_multiple_of_the_coarsest_step(double value, int token)
    {
        // Numbers of four decimals: a third is .3333.
        var heaps = new Heaps(0, true, true, [1, 1, 1, 1, 1], [new(1, 3), new(1, 2), new(7, 1)]);
        Assert.Equal(token, heaps.TokenOf(value, new Precision(0.0001, null)));
    }

    /// <summary>Where all numbers are multiples of a step, no model column needs to say so.</summary>
    [Fact]
    public void A_step_that_all_numbers_keep_is_the_columns_step()
    {
        var random = new Random(1);
        double[] values = Values(_ => 5 * random.Next(100_000));
        var (scale, heaps, _) = HeapFit.Of(values, NumberScaleFit.Fit(values, 1));
        Assert.Null(heaps);
        Assert.Equal(5, scale.Step);
    }

    private static HeapStep[] Found(Func<int, double> of, double? step) =>
        HeapSearch.Of(Values(of), new Precision(step, null));

    private static double[] Values(Func<int, double> of) => [.. Enumerable.Range(0, Rows).Select(of)];
}

using AethergenAI.Generation.Encodings;

namespace AethergenAI.Core.Tests.Generation.Encodings;

public sealed class PrecisionTests
{
    [Theory]
    [InlineData(345.67891, 0.0001, 6, 345.679)]
    [InlineData(-66.46724, 0.0001, 6, -66.4672)]
    [InlineData(0.13034, 0.0001, 6, 0.1303)]
    [InlineData(999.99996, 0.0001, 6, 1000)]
    [InlineData(1000, null, 3, 1000)]
    [InlineData(123_456, 1.0, 2, 120_000)]
    [InlineData(0.000123456, null, 3, 0.000123)]
    [InlineData(0, 0.01, 3, 0)]
    [InlineData(12.345, 0.01, null, 12.34)]
    [InlineData(12.345, null, null, 12.345)]
    public void A_number_is_rounded_to_the_coarser_of_step_and_digits(
        double value,
        double? step,
        int? digits,
        double rounded
    ) => Assert.Equal(rounded, new Precision(step, digits).Round(value));

    [Theory]
    [InlineData(1, 0)]
    [InlineData(999.999, 2)]
    [InlineData(1000, 3)]
    [InlineData(-0.1, -1)]
    [InlineData(0.0999, -2)]
    [InlineData(1e22, 22)]
    public void The_first_digit_has_a_power(double value, int power) => Assert.Equal(power, Precision.PowerOf(value));

    /// <summary>As many programs write numbers: six digits, four decimals at most.</summary>
    [Fact]
    public void Significant_digits_are_found_beside_a_step()
    {
        var random = new Random(1);
        var written = new Precision(0.0001, 6);
        double[] values = [.. Enumerable.Range(0, 2_000).Select(_ => written.Round(500 * random.NextDouble()))];
        Assert.Equal(6, SignificantDigits.Of(values, 0.0001));
    }

    [Fact]
    public void A_step_alone_has_no_significant_digits()
    {
        var random = new Random(1);
        double[] prices = [.. Enumerable.Range(0, 2_000).Select(_ => Math.Round(500 * random.NextDouble(), 2))];
        Assert.Null(SignificantDigits.Of(prices, 0.01));
        Assert.Null(SignificantDigits.Of(prices.Select(price => price * Math.PI), null));
        Assert.Null(SignificantDigits.Of([0, double.NaN, 1], 1));
        // Whole hundreds from 10,000 to 500,000 have four digits at most because they are hundreds.
        Assert.Null(SignificantDigits.Of(prices.Select(price => 100 * Math.Floor(100 + (10 * price))), 1));
    }
}

using System.Globalization;
using AethergenAI.Tables;
using FsCheck;
using FsCheck.Fluent;

namespace AethergenAI.Core.Tests.Tables;

public sealed class WrittenDecimalsTests
{
    /// <summary>
    /// Every text k·10⁻ᵈ with k up to 10¹⁵ is a multiple of its own last digit, and of no other decimal's.
    /// </summary>
    [Fact]
    public void A_text_is_on_its_step_and_off_it_once_a_further_digit_is_not_zero()
    {
        var texts =
            from digits in Gen.Choose(0, 9)
            from high in Gen.Choose(-1_000_000, 1_000_000)
            from low in Gen.Choose(0, 999_999)
            select (digits, steps: (high * 1_000_000m) + low);
        Check.QuickThrowOnFailure(Prop.ForAll(Arb.From(texts), text =>
            {
                decimal step = Enumerable.Repeat(0.1m, text.digits).Aggregate(1m, (a, b) => a * b);
                decimal written = text.steps * step;
                Assert.True(WrittenDecimals.OnStep(Read(written), Read(step)), $"{written} on {step}");
                // One digit further, and the number has at most fourteen: far more than its last bits.
                Assert.False(WrittenDecimals.OnStep(Read(written + (step / 10)), Read(step)), $"{written} off {step}");
            }));
    }

    [Theory]
    [InlineData(0.010000005, 0.01, false)] // 5·10⁻⁹ off
    [InlineData(0.29999999999999999, 0.1, true)]
    [InlineData(0.05, 0.05, true)]
    [InlineData(0.1500001, 0.05, false)]
    [InlineData(1e-300, 0.01, false)]
    [InlineData(-0.07, 0.01, true)]
    public void Only_what_rounding_explains_is_on_a_step(double value, double step, bool on) =>
        Assert.Equal(on, WrittenDecimals.OnStep(value, step));

    [Fact]
    public void The_first_multiple_from_a_value_is_the_value_where_it_is_one()
    {
        Assert.Equal(0.3, WrittenDecimals.FirstOnStep(0.3, 0.1));
        Assert.Equal(0.5, WrittenDecimals.FirstOnStep(0.1, 0.5));
        Assert.Equal(0, WrittenDecimals.FirstOnStep(-0.1, 0.5));
    }

    private static double Read(decimal value) =>
        double.Parse(value.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
}

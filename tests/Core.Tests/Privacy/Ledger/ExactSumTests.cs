using System.Numerics;
using AethergenAI.Privacy.Ledger;

namespace AethergenAI.Core.Tests.Privacy.Ledger;

public sealed class ExactSumTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(0.1)]
    [InlineData(-0.1)]
    [InlineData(double.Epsilon)]
    [InlineData(2.2250738585072009e-308)] // the largest subnormal number
    [InlineData(2.2250738585072014e-308)] // the smallest normal number
    [InlineData(double.MaxValue)]
    public void A_double_comes_back_as_it_was(double value)
    {
        Assert.Equal(value, ExactSum.Of(value).RoundUp());
        Assert.Equal(value, ExactSum.Of(value).RoundDown());
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void What_is_no_number_is_refused(double value) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => ExactSum.Of(value));

    [Fact]
    public void Nothing_is_lost_beside_a_large_number_and_rounding_goes_the_way_it_says()
    {
        var sum = ExactSum.Of([1, 1e-300, 1e-300]);

        Assert.Equal(2e-300, (sum - ExactSum.Of(1)).RoundUp());
        Assert.Equal((1.0, Math.BitIncrement(1.0)), (sum.RoundDown(), sum.RoundUp()));
        var negative = ExactSum.Of([-1, -1e-300]);
        Assert.Equal((-Math.BitIncrement(1.0), -1.0), (negative.RoundDown(), negative.RoundUp()));
    }

    [Fact]
    public void A_thousand_random_sums_agree_with_rational_arithmetic()
    {
        var random = new Random(1);
        for (int i = 0; i < 1000; i++)
        {
            double[] terms =
            [
                .. Enumerable.Range(0, 5).Select(_ => Math.ScaleB(random.NextDouble() - 0.5, random.Next(-60, 60))),
            ];
            // Every term is a whole number of 2⁻²⁰⁰.
            var exact = terms.Aggregate(BigInteger.Zero, (sum, term) => sum + new BigInteger(Math.ScaleB(term, 200)));
            var found = ExactSum.Of(terms);
            BigInteger down = new(Math.ScaleB(found.RoundDown(), 200)),
                up = new(Math.ScaleB(found.RoundUp(), 200));

            Assert.True(down <= exact && exact <= up);
            Assert.Equal(exact == down, exact == up);
            Assert.True(exact == down || found.RoundUp() == Math.BitIncrement(found.RoundDown()));
        }
    }
}

using System.Numerics;
using AethergenAI.Privacy.Noise;

namespace AethergenAI.Core.Tests.Privacy.Noise;

public sealed class NoiseTests
{
    private const int Draws = 200_000;

    [Theory]
    [InlineData(1, 4)] // σ = 0.5: most draws are 0
    [InlineData(1, 1)]
    [InlineData(7, 3)] // a root that is no whole number
    [InlineData(100, 1)] // the σ of the throughput target
    [InlineData(123_457, 16)]
    public void Gaussian_draws_follow_the_exact_mass_function(int numerator, int denominator)
    {
        double variance = numerator / (double)denominator;
        var noise = new long[Draws];
        DiscreteGaussian.Fill(noise, new Fraction(numerator, denominator), Bits(1));

        RequireFit(noise, x => Math.Exp(-x * x / (2 * variance)), (long)(12 * Math.Sqrt(variance)) + 2);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(5, 1)]
    [InlineData(2, 7)] // a scale below 1: s > 1 in algorithm 2
    [InlineData(31, 4)]
    public void Laplace_draws_follow_the_exact_mass_function(int numerator, int denominator)
    {
        double scale = numerator / (double)denominator;
        var noise = new long[Draws];
        DiscreteLaplace.Fill(noise, new Fraction(numerator, denominator), Bits(2));

        RequireFit(noise, x => Math.Exp(-Math.Abs(x) / scale), (long)(60 * scale) + 2);
    }

    /// <summary>The same σ² = 4 up to a part in 2²⁰⁰, so that only arbitrary precision can hold its terms.</summary>
    [Fact]
    public void Arbitrary_precision_follows_the_same_mass_function()
    {
        var noise = new long[20_000];
        DiscreteGaussian.Fill(noise, new Fraction((BigInteger.One << 202) + 1, BigInteger.One << 200), Bits(3));

        RequireFit(noise, x => Math.Exp(-x * x / 8), 30);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 3)]
    [InlineData(1, 1)]
    [InlineData(5, 2)]
    public void An_event_happens_with_its_exponential_probability(int numerator, int denominator)
    {
        RandomBits bits = Bits(4);
        int machine = 0,
            arbitrary = 0;
        for (int i = 0; i < Draws; i++)
        {
            if (ExponentialEvent.Happens((UInt128)(uint)numerator, (UInt128)(uint)denominator, bits))
            {
                machine++;
            }
            if (i < Draws / 4 && ExponentialEvent.Happens(new BigInteger(numerator), denominator, bits))
            {
                arbitrary++;
            }
        }

        // 5 standard errors of a proportion: 5·√(¼/200 000) = 0.0056, twice that for a quarter of the draws.
        double expected = Math.Exp(-numerator / (double)denominator);
        Assert.Equal(expected, machine / (double)Draws, 0.0056);
        Assert.Equal(expected, arbitrary / (Draws / 4.0), 0.0112);
    }

    [Fact]
    public void Whole_numbers_below_a_bound_are_equally_likely_whichever_way_they_are_drawn()
    {
        RandomBits bits = Bits(5);
        long[] small = new long[7],
            large = new long[7];
        ulong seventh = (ulong.MaxValue / 7) + 1;
        for (int i = 0; i < Draws; i++)
        {
            small[bits.Below(7UL)]++;
            large[(int)(bits.Below(ulong.MaxValue) / seventh)]++;
        }

        // 5 standard errors of a count: 5·√(n·(1/7)(6/7)) = 782.
        Assert.All(small.Concat(large), count => Assert.Equal(Draws / 7.0, count, 782.0));
        Assert.Equal(BigInteger.Zero, bits.Below(BigInteger.One));
    }

    [Theory]
    [InlineData(1e-12)]
    [InlineData(0.3)]
    [InlineData(84.6)]
    [InlineData(1e15)]
    public void A_variance_is_rounded_up_and_hardly(double value)
    {
        double fraction = Fraction.AtLeast(value).ToDouble();

        Assert.InRange(fraction, value * (1 - 1e-12), value * (1 + Math.ScaleB(1, -15)));
    }

    [Fact]
    public void The_systems_generator_repeats_nothing()
    {
        RandomBits one = RandomBits.FromSystem(),
            other = RandomBits.FromSystem();

        Assert.NotEqual(one.NextUInt64(), other.NextUInt64());
    }

    /// <summary>Pearson's χ² over the values that are expected 10 times or more, the rest in two tails.</summary>
    private static void RequireFit(long[] draws, Func<double, double> weight, long reach)
    {
        double total = 0;
        for (long x = -reach; x <= reach; x++)
        {
            total += weight(x);
        }
        long last = 0;
        while (weight(last + 1) / total * draws.Length >= 10)
        {
            last++;
        }
        var counts = draws.CountBy(draw => Math.Clamp(draw, -last - 1, last + 1)).ToDictionary();
        double tail = 0;
        for (long x = last + 1; x <= reach; x++)
        {
            tail += weight(x) / total;
        }
        double statistic = 0;
        int cells = 0;
        for (long x = -last - 1; x <= last + 1; x++)
        {
            double expected = draws.Length * (Math.Abs(x) > last ? tail : weight(x) / total);
            if (expected < 1)
            {
                Assert.True(counts.GetValueOrDefault(x) < 20);
                continue;
            }
            double off = counts.GetValueOrDefault(x) - expected;
            statistic += off * off / expected;
            cells++;
        }

        // The quantile of χ² at 1 − 10⁻⁶ (z = 4.75), by Wilson & Hilferty (1931); the source of bits is fixed,
        // so this passes or fails once and for all.
        double freedom = cells - 1,
            spread = 2 / (9 * freedom);
        double most = freedom * Math.Pow(1 - spread + (4.75 * Math.Sqrt(spread)), 3);
        Assert.InRange(statistic, 0, most);
    }

    private static RandomBits Bits(int seed) => new(new Random(seed).NextBytes);
}

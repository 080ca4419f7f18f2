using AethergenAI.Generation.Private;
using AethergenAI.Privacy;
using AethergenAI.Statistics.Kernels;

namespace AethergenAI.Core.Tests.Generation.Private;

public sealed class GaussianCurveTests
{
    /// <summary>
    /// Dong, Roth &amp; Su (2022), corollary 1: δ of μ = 1 and ε = 1 is Φ(−½) − e·Φ(−1½).
    /// </summary>
    [Fact]
    public void The_curve_is_the_published_one()
    {
        Assert.Equal(0.1269367, GaussianCurve.Delta(1, 1), 1e-6);
        Assert.Equal(1, GaussianCurve.Epsilon(1, GaussianCurve.Delta(1, 1)), 1e-9);
    }

    /// <summary>At ε = 10, σ is 0.68, and whole numbers are too coarse for the curve to be sharp.</summary>
    [Theory]
    [InlineData(0.1)]
    [InlineData(1)]
    [InlineData(10)]
    public void What_was_paid_for_claims_no_more_than_the_conversion_of_rho(double epsilon)
    {
        double exact = new GaussianCurve(GaussianCurve.OfCount(1, Zcdp.Rho(epsilon, 1e-9))).EpsilonAt(1e-9);
        Assert.InRange(exact, 0.9 * epsilon, 1.1 * epsilon);
    }

    /// <summary>The distance of two discrete Gaussians one apart is the probability of 0.</summary>
    [Theory]
    [InlineData(0.02)]
    [InlineData(0.5)]
    [InlineData(1)]
    public void Whole_numbers_are_at_most_as_telling_as_the_curve_says(double rho)
    {
        double variance = Zcdp.GaussianVariance(1, rho).ToDouble(),
            mass = 0;
        for (int x = -400; x <= 400; x++)
        {
            mass += Math.Exp(-x * x / (2 * variance));
        }

        double curve = GaussianCurve.DistanceOf(GaussianCurve.OfCount(1, rho));
        Assert.InRange(1 / mass, 0, curve + 1e-12);
        Assert.InRange(curve, 1 / mass, 1.01 / mass);
    }

    /// <summary>
    /// A choice with ε, seen as an event e^t times as likely on one table whose opposite is e^(ε − t) times
    /// as likely on the other: P[event] = a without the unit, a·e^t with it, and (1 − a)·e^(t − ε) = 1 −
    /// a·e^t.
    /// </summary>
    [Theory]
    [InlineData(0.01)]
    [InlineData(1)]
    [InlineData(8)]
    public void No_event_of_a_choice_tells_more_than_the_middle_one(double epsilon)
    {
        double rho = epsilon * epsilon / 8,
            most = GaussianCurve.OfChoice(rho);
        for (int step = 1; step < 100; step++)
        {
            double t = epsilon * step / 100;
            double a = (Math.Exp(-t) - Math.Exp(-epsilon)) / (1 - Math.Exp(-epsilon));
            double distance = SpecialFunctions.NormalQuantile(a * Math.Exp(t)) - SpecialFunctions.NormalQuantile(a);
            Assert.InRange(distance, 0, most + 1e-9);
        }
    }

    [Fact]
    public void A_distance_and_its_mu_convert_into_each_other()
    {
        Assert.Equal(0.3, GaussianCurve.MuOf(GaussianCurve.DistanceOf(0.3)), 1e-9);
        Assert.Equal(0, GaussianCurve.MuOf(-0.1));
        Assert.Equal(1, new PureCurve(1).EpsilonOf(new PureCurve(1).Distance, 1e-9), 1e-12);
    }
}

using AethergenAI.Privacy;

namespace AethergenAI.Core.Tests.Privacy;

public sealed class ZcdpTests
{
    /// <summary>
    /// Computed apart from this program, by ternary search over ln(α − 1) of the published formula.
    /// </summary>
    [Theory]
    [InlineData(0.5, 1e-9, 0.003953191141217896)]
    [InlineData(1, 1e-9, 0.014973057673588518)]
    [InlineData(10, 1e-9, 1.0907857043970155)]
    [InlineData(1, 1e-6, 0.024355970359538365)]
    public void The_budget_of_an_epsilon_is_the_published_formulas_on_the_safe_side(
        double epsilon,
        double delta,
        double rho
    )
    {
        Assert.InRange(Zcdp.Rho(epsilon, delta) / rho, 1 - 1e-7, 1);
        Assert.InRange(Zcdp.Epsilon(rho, delta) / epsilon, 1, 1 + 1e-7);
    }

    [Theory]
    [InlineData(0.01, 0.5)]
    [InlineData(0.0136, 1)]
    [InlineData(0.5, 3)]
    [InlineData(4, 9)]
    [InlineData(2, 0)]
    public void Delta_is_the_least_over_a_grid_of_alphas(double rho, double epsilon)
    {
        double least = Enumerable
            .Range(1, 400_000)
            .Min(i =>
            {
                double beyond = Math.Exp((i / 20_000.0) - 10);
                return (beyond * (((beyond + 1) * rho) - epsilon))
                    + ((beyond + 1) * Math.Log(beyond / (beyond + 1)))
                    - Math.Log(beyond);
            });

        Assert.Equal(1, Zcdp.Delta(rho, epsilon) / Math.Min(1, Math.Exp(least)), 1e-6);
    }

    /// <summary>What Gaussian noise really gives, δ(ε) = Φ(1/2σ − εσ) − e^ε Φ(−1/2σ − εσ) (Balle &amp; Wang 2018),
    /// lies below what is claimed of it.</summary>
    [Theory]
    [InlineData(1, 0.5)]
    [InlineData(1, 3)]
    [InlineData(5, 0.5)]
    [InlineData(0.4, 6)]
    public void The_claim_bounds_what_Gaussian_noise_gives(double sigma, double epsilon)
    {
        double exact =
            Phi((0.5 / sigma) - (epsilon * sigma)) - (Math.Exp(epsilon) * Phi((-0.5 / sigma) - (epsilon * sigma)));

        Assert.InRange(Zcdp.Delta(0.5 / (sigma * sigma), epsilon), exact, 1);
    }

    [Theory]
    [InlineData(0.1, 1e-5)]
    [InlineData(1, 1e-9)]
    [InlineData(40, 0.2)]
    public void What_a_budget_implies_never_exceeds_it(double epsilon, double delta)
    {
        double back = Zcdp.Epsilon(Zcdp.Rho(epsilon, delta), delta);

        Assert.InRange(back, epsilon * (1 - 1e-6), epsilon);
    }

    [Fact]
    public void Nothing_spent_is_nothing_lost() => Assert.Equal(0, Zcdp.Epsilon(0, 1e-9));

    [Fact]
    public void Noise_never_costs_more_than_it_was_asked_for()
    {
        double rho = 0.0123;

        // ρ of Gaussian noise with variance σ² on an answer of sensitivity Δ is Δ²/2σ².
        double spent = 3 * 3 / (2 * Zcdp.GaussianVariance(3, rho).ToDouble());
        Assert.InRange(spent, rho * (1 - 1e-4), rho);
    }

    [Theory]
    [InlineData(-1, 1e-9)]
    [InlineData(1, 0)]
    [InlineData(1, 1)]
    [InlineData(1, double.NaN)]
    public void Terms_that_mean_nothing_are_an_error(double rho, double delta) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Zcdp.Epsilon(rho, delta));

    /// <summary>Φ by Simpson's rule from 40 standard deviations below.</summary>
    private static double Phi(double x)
    {
        const int Pieces = 20_000;
        double low = Math.Min(x, 0) - 40,
            step = (x - low) / Pieces,
            sum = 0;
        for (int i = 0; i <= Pieces; i++)
        {
            double at = low + (i * step);
            double weight = i % 2 == 1 ? 4 : 2;
            if (i is 0 or Pieces)
            {
                weight = 1;
            }
            sum += Math.Exp(-at * at / 2) * weight;
        }

        return sum * step / 3 / Math.Sqrt(2 * Math.PI);
    }
}

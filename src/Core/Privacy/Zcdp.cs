using AethergenAI.Privacy.Noise;

namespace AethergenAI.Privacy;

/// <summary>
/// Zero-concentrated differential privacy (ρ-zCDP): the costs of releases add up,
/// and their sum becomes one statement (ε, δ). Bun &amp; Steinke (2016),
/// <see href="https://doi.org/10.1007/978-3-662-53641-4_24"/>; conversion by proposition 12 of Canonne, Kamath &amp;
/// Steinke (2020), <see href="https://doi.org/10.48550/arXiv.2004.00010"/>, at the best α.
/// </summary>
public static class Zcdp
{
    private const int Halvings = 200;

    /// <summary>Far above the floating-point errors of these sums, and far below what matters.</summary>
    private const double Slack = 1e-9;

    /// <summary>
    /// The smallest δ for which ρ-zCDP implies (ε, δ): the minimum over α &gt;
    /// 1 of <c>exp((α−1)(αρ−ε))·(1−1/α)^α/(α−1)</c>.
    /// </summary>
    /// <param name="rho">Above 0.</param>
    /// <param name="epsilon">At least 0.</param>
    /// <returns>A value in (0, 1], rounded up.</returns>
    public static double Delta(double rho, double epsilon)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(rho);
        ArgumentOutOfRangeException.ThrowIfNegative(epsilon);
        // The derivative of the logarithm by α, (2α−1)ρ − ε + ln(1−1/α), grows from −∞; at the upper end it is above 0.
        double low = 1,
            high = 2 + ((epsilon + 1) / (2 * rho));
        for (int i = 0; i < Halvings && low < high; i++)
        {
            double middle = low + ((high - low) / 2);
            if (middle <= low || middle >= high)
            {
                break;
            }
            double slope = (((2 * middle) - 1) * rho) - epsilon + Log1p(-1 / middle);
            if (slope < 0)
            {
                low = middle;
            }
            else
            {
                high = middle;
            }
        }

        double alpha = high;
        double exponent = ((alpha - 1) * ((alpha * rho) - epsilon)) + (alpha * Log1p(-1 / alpha)) - Math.Log(alpha - 1);
        return Math.Min(1, Math.Exp(exponent) * (1 + Slack));
    }

    /// <summary>The ε that ρ-zCDP implies at a δ, rounded up.</summary>
    /// <param name="rho">At least 0; the result is 0 for 0.</param>
    /// <param name="delta">In (0, 1).</param>
    public static double Epsilon(double rho, double delta)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(rho);
        Require(delta);
        if (rho == 0)
        {
            return 0;
        }
        double low = 0,
            high = 1;
        while (Delta(rho, high) > delta)
        {
            high *= 2;
        }
        for (int i = 0; i < Halvings; i++)
        {
            double middle = low + ((high - low) / 2);
            if (middle <= low || middle >= high)
            {
                break;
            }
            if (Delta(rho, middle) > delta)
            {
                low = middle;
            }
            else
            {
                high = middle;
            }
        }

        return high;
    }

    /// <summary>
    /// The largest ρ that implies (ε, δ), rounded down: <c>Epsilon(Rho(ε, δ), δ)</c> never exceeds ε.
    /// </summary>
    /// <param name="epsilon">Above 0.</param>
    /// <param name="delta">In (0, 1).</param>
    public static double Rho(double epsilon, double delta)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(epsilon);
        Require(delta);
        double target = epsilon * (1 - Slack);
        double low = 0,
            high = epsilon;
        while (Delta(high, target) <= delta)
        {
            high *= 2;
        }
        for (int i = 0; i < Halvings; i++)
        {
            double middle = low + ((high - low) / 2);
            if (middle <= low || middle >= high)
            {
                break;
            }
            if (Delta(middle, target) > delta)
            {
                high = middle;
            }
            else
            {
                low = middle;
            }
        }

        return low;
    }

    /// <summary>The smallest variance σ² of Gaussian noise that costs at most ρ = Δ²/2σ².</summary>
    /// <param name="sensitivity">Δ: how much one unit changes the answer, in Euclidean norm.</param>
    public static Fraction GaussianVariance(double sensitivity, double rho) =>
        Fraction.AtLeast(sensitivity * sensitivity / (2 * rho) * (1 + Slack));

    private static double Log1p(double x) => Math.Abs(x) > 0.5 ? Math.Log(1 + x) : SmallLog1p(x);

    /// <summary>
    /// ln(1+x) without the cancellation in 1+x. Goldberg (1991), theorem 4,
    /// <see href="https://doi.org/10.1145/103162.103163"/>.
    /// </summary>
    private static double SmallLog1p(double x)
    {
        double sum = 1 + x;
        return sum == 1 ? x : x * Math.Log(sum) / (sum - 1);
    }

    private static void Require(double delta)
    {
        if (delta is not (> 0 and < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(delta), delta, "δ must lie between 0 and 1.");
        }
    }
}

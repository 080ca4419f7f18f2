namespace AethergenAI.Statistics.Kernels;

/// <summary>The distribution functions that intervals need.</summary>
internal static class SpecialFunctions
{
    /// <summary>z with Φ(z) = 0.975.</summary>
    public const double Normal975 = 1.959963984540054;

    /// <summary>z with Φ(z) = 0.95.</summary>
    public const double Normal95 = 1.6448536269514722;

    /// <summary>z with Φ(z) = 0.8.</summary>
    public const double Normal80 = 0.8416212335729143;

    /// <summary>Φ(x), the normal distribution function.</summary>
    /// <returns>A value in [0, 1]; absolute error below 1e-15, relative error below 1e-12 in the lower tail.</returns>
    /// <remarks>
    /// Marsaglia's series near 0 (2004, <see href="https://doi.org/10.18637/jss.v011.i04"/>),
    /// Laplace's continued fraction in the tails (DLMF 7.9.3).
    /// </remarks>
    public static double NormalCdf(double x)
    {
        if (double.IsNaN(x))
        {
            return double.NaN;
        }
        double density = Math.Exp(-x * x / 2) / Math.Sqrt(2 * Math.PI);
        if (Math.Abs(x) < 3)
        {
            double term = x,
                sum = x;
            for (int odd = 3; Math.Abs(term) > 1e-17 * Math.Abs(sum); odd += 2)
            {
                sum += term *= x * x / odd;
            }
            return 0.5 + (density * sum);
        }

        double fraction = 0,
            far = Math.Abs(x);
        for (int k = 100; k >= 1; k--)
        {
            fraction = k / (far + fraction);
        }
        double tail = density / (far + fraction);
        return x < 0 ? tail : 1 - tail;
    }

    /// <summary>
    /// Φ⁻¹(p), by Newton's method from Hastings' approximation (Abramowitz &amp; Stegun 26.2.23).
    /// </summary>
    /// <param name="p">In (0, 1).</param>
    public static double NormalQuantile(double p)
    {
        if (p > 0.5)
        {
            return -NormalQuantile(1 - p);
        }
        if (p <= 0)
        {
            return double.NegativeInfinity;
        }
        double t = Math.Sqrt(-2 * Math.Log(p));
        double x =
            (
                (2.515517 + (t * (0.802853 + (t * 0.010328))))
                / (1 + (t * (1.432788 + (t * (0.189269 + (t * 0.001308))))))
            ) - t;
        for (int step = 0; step < 4; step++)
        {
            x -= (NormalCdf(x) - p) * Math.Sqrt(2 * Math.PI) * Math.Exp(x * x / 2);
        }
        return x;
    }

    /// <summary>
    /// The normal quantile at which k intervals hold simultaneously in 95 % (Bonferroni): <c>Φ⁻¹(1 − .025/k)</c>.
    /// </summary>
    public static double Simultaneous975(int k) => k <= 1 ? Normal975 : NormalQuantile(1 - (0.025 / k));

    /// <summary>ln Γ(x), Lanczos' approximation with g = 7.</summary>
    /// <param name="x">Positive.</param>
    /// <remarks>Relative error below 1e-13. Lanczos (1964), <see href="https://doi.org/10.1137/0701008"/>.</remarks>
    public static double LogGamma(double x)
    {
        ReadOnlySpan<double> terms =
        [
            676.5203681218851,
            -1259.1392167224028,
            771.32342877765313,
            -176.61502916214059,
            12.507343278686905,
            -0.13857109526572012,
            9.9843695780195716e-6,
            1.5056327351493116e-7,
        ];
        if (x < 0.5)
        {
            return Math.Log(Math.PI / Math.Sin(Math.PI * x)) - LogGamma(1 - x);
        }
        x -= 1;
        double sum = 0.99999999999980993;
        for (int i = 0; i < terms.Length; i++)
        {
            sum += terms[i] / (x + i + 1);
        }
        double t = x + 7.5;
        return (0.5 * Math.Log(2 * Math.PI)) + ((x + 0.5) * Math.Log(t)) - t + Math.Log(sum);
    }

    /// <summary>The regularised incomplete beta function Iₓ(a, b): the distribution function of Beta(a, b).</summary>
    /// <param name="x">In [0, 1].</param>
    /// <param name="a">Positive.</param>
    /// <param name="b">Positive.</param>
    /// <remarks>Continued fraction by Lentz's method. DLMF 8.17.22, <see href="https://dlmf.nist.gov/8.17"/>.</remarks>
    public static double BetaCdf(double x, double a, double b)
    {
        if (x <= 0)
        {
            return 0;
        }
        if (x >= 1)
        {
            return 1;
        }
        double front = Math.Exp(
            LogGamma(a + b) - LogGamma(a) - LogGamma(b) + (a * Math.Log(x)) + (b * Math.Log(1 - x))
        );
        return x < (a + 1) / (a + b + 2)
            ? front * BetaFraction(x, a, b) / a
            : 1 - (front * BetaFraction(1 - x, b, a) / b);
    }

    /// <summary>The quantile of Beta(a, b), by bisection.</summary>
    public static double BetaQuantile(double p, double a, double b)
    {
        double low = 0,
            high = 1;
        for (int i = 0; i < 60; i++)
        {
            double middle = (low + high) / 2;
            if (BetaCdf(middle, a, b) < p)
            {
                low = middle;
            }
            else
            {
                high = middle;
            }
        }

        return (low + high) / 2;
    }

    private static double BetaFraction(double x, double a, double b)
    {
        const double Tiny = 1e-300;
        double c = 1,
            d = 1 / NotZero(1 - ((a + b) * x / (a + 1))),
            result = d;
        for (int m = 1; m <= 20_000; m++)
        {
            double even = m * (b - m) * x / ((a + (2 * m) - 1) * (a + (2 * m)));
            d = 1 / NotZero(1 + (even * d));
            c = NotZero(1 + (even / c));
            result *= d * c;
            double odd = -(a + m) * (a + b + m) * x / ((a + (2 * m)) * (a + (2 * m) + 1));
            d = 1 / NotZero(1 + (odd * d));
            c = NotZero(1 + (odd / c));
            double step = d * c;
            result *= step;
            if (Math.Abs(step - 1) < 1e-15)
            {
                break;
            }
        }

        return result;

        static double NotZero(double value) => Math.Abs(value) < Tiny ? Tiny : value;
    }
}

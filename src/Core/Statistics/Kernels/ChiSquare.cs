namespace AethergenAI.Statistics.Kernels;

/// <summary>The χ² distribution.</summary>
internal static class ChiSquare
{
    /// <summary><c>P(X ≥ x)</c>, the regularised upper incomplete gamma function <c>Q(ν/2, x/2)</c>.</summary>
    /// <param name="x">0 or more.</param>
    /// <param name="freedom">ν, positive.</param>
    /// <returns>A value in [0, 1], absolute error below 1e-12.</returns>
    /// <remarks>
    /// Below the mean, the series (DLMF 8.11.4); above it, Legendre's continued fraction by Lentz's method (DLMF
    /// 8.9.2), <see href="https://dlmf.nist.gov/8.9"/>.
    /// </remarks>
    public static double Upper(double x, double freedom)
    {
        double a = freedom / 2,
            z = x / 2;
        if (z <= 0)
        {
            return 1;
        }
        double front = Math.Exp((a * Math.Log(z)) - z - SpecialFunctions.LogGamma(a));
        return z < a + 1 ? 1 - (front * Series(a, z)) : front * Fraction(a, z);
    }

    /// <summary>The x with <c>P(X ≤ x) = p</c>, by bisection.</summary>
    /// <param name="p">In [0.001, 0.999], where the relative error is below 1e-8.</param>
    /// <param name="freedom">ν &gt; 0.</param>
    public static double Quantile(double p, double freedom)
    {
        double low = 0,
            high = freedom + 1;
        while (Upper(high, freedom) > 1 - p)
        {
            high *= 2;
        }
        for (int step = 0; step < 200 && high - low > 1e-13 * high; step++)
        {
            double middle = (low + high) / 2;
            (low, high) = Upper(middle, freedom) > 1 - p ? (middle, high) : (low, middle);
        }

        return (low + high) / 2;
    }

    private static double Series(double a, double z)
    {
        double term = 1 / a,
            sum = term;
        for (int n = 1; n < 10_000 && term > 1e-17 * sum; n++)
        {
            sum += term *= z / (a + n);
        }
        return sum;
    }

    private static double Fraction(double a, double z)
    {
        const double Tiny = 1e-300;
        double b = z + 1 - a,
            c = 1 / Tiny,
            d = 1 / b,
            result = d;
        for (int n = 1; n < 10_000; n++)
        {
            double numerator = -n * (n - a);
            b += 2;
            d = 1 / NotZero((numerator * d) + b);
            c = NotZero(b + (numerator / c));
            result *= d * c;
            if (Math.Abs((d * c) - 1) < 1e-16)
            {
                break;
            }
        }

        return result;

        static double NotZero(double value) => Math.Abs(value) < Tiny ? Tiny : value;
    }
}

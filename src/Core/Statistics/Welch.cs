namespace AethergenAI.Statistics;

/// <summary>The difference of two means of independent values whose variances may differ.</summary>
internal static class Welch
{
    /// <summary>
    /// The 95 % interval of <c>ȳ − x̄</c> by Student's t with the degrees of freedom of Satterthwaite.
    /// Welch (1947), <see href="https://doi.org/10.1093/biomet/34.1-2.28"/>.
    /// </summary>
    /// <returns>Null where either sample has fewer than two values.</returns>
    /// <param name="overlaps">Of x and of y, as in <see cref="PairedTest"/>.</param>
    internal static Interval? Interval95(
        ReadOnlySpan<double> x,
        ReadOnlySpan<double> y,
        (double X, double Y) overlaps = default
    )
    {
        if (x.Length < 2 || y.Length < 2)
        {
            return null;
        }
        var (meanX, deviationX) = PairedTest.Moments(x);
        var (meanY, deviationY) = PairedTest.Moments(y);
        double a = Math.Pow(PairedTest.Error(deviationX, x.Length, overlaps.X), 2),
            b = Math.Pow(PairedTest.Error(deviationY, y.Length, overlaps.Y), 2),
            difference = meanY - meanX;
        if (a + b == 0)
        {
            return new Interval(difference, difference);
        }

        double freedom = (a + b) * (a + b) / ((a * a / (x.Length - 1)) + (b * b / (y.Length - 1)));
        double reach = Distributions.StudentQuantile(0.975, freedom) * Math.Sqrt(a + b);
        return new Interval(difference - reach, difference + reach);
    }
}

using AethergenAI.Statistics.Kernels;

namespace AethergenAI.Evaluation.Series;

/// <summary>Compares two sets of series.</summary>
internal static class SeriesFigures
{
    private const int MaxLags = 24;
    private const int CrossLags = 3;
    private const int MaxPairs = 100;

    /// <summary>
    /// The correlation of a series with itself a number of steps later, over the steps at which both are there.
    /// </summary>
    /// <returns>At lags 1 … <paramref name="lags"/>, each in [−1, 1].</returns>
    public static double[] Autocorrelation(ReadOnlySpan<double> series, int lags)
    {
        var found = new double[lags];
        for (int lag = 1; lag <= lags; lag++)
        {
            found[lag - 1] = Lagged(series, series, lag);
        }
        return found;
    }

    public static int Lags(int steps) => Math.Clamp(steps / 4, 1, MaxLags);

    /// <summary><c>1 − mean|ρ − ρ'|/2</c> over the lags.</summary>
    public static double AutocorrelationScore(double[] real, double[] other, int lags) =>
        1 - (Autocorrelation(real, lags).Zip(Autocorrelation(other, lags), (x, y) => Math.Abs(x - y)).Average() / 2);

    /// <summary>The same for pairs of series, at lags −3 … 3, averaged over the pairs.</summary>
    /// <returns>NaN where there is only one series.</returns>
    public static double CrossCorrelationScore(double[][] real, double[][] other)
    {
        var pairs =
            from a in Enumerable.Range(0, real.Length)
            from b in Enumerable.Range(a + 1, real.Length - a - 1)
            select (a, b);
        double[] scores =
        [
            .. pairs
                .Take(MaxPairs)
                .Select(pair =>
                    1
                    - (
                        Enumerable
                            .Range(-CrossLags, (2 * CrossLags) + 1)
                            .Average(lag =>
                                Math.Abs(
                                    Lagged(real[pair.a], real[pair.b], lag) - Lagged(other[pair.a], other[pair.b], lag)
                                )
                            ) / 2
                    )
                ),
        ];
        return scores.Length == 0 ? double.NaN : scores.Average();
    }

    /// <summary>
    /// <c>1 − mean|m − m'|/2</c> over the phases of a period, with m the phase's mean in standard deviations
    /// of the real series from its mean; at least 0.
    /// </summary>
    /// <param name="period">Steps, for example 24 hours or 7 days.</param>
    public static double SeasonScore(double[] real, long firstReal, double[] other, long firstOther, int period)
    {
        double[] present = [.. real.Where(value => !double.IsNaN(value))];
        if (present.Length == 0)
        {
            return double.NaN;
        }
        double mean = present.Average(),
            deviation = Math.Sqrt(present.Average(value => (value - mean) * (value - mean)));
        if (deviation <= 0)
        {
            deviation = 1;
        }
        double[] expected = Profile(real, firstReal, period),
            found = Profile(other, firstOther, period);
        double[] gaps = [.. expected.Zip(found, (x, y) => Math.Abs(x - y) / deviation).Where(double.IsFinite)];
        return gaps.Length == 0 ? double.NaN : Math.Max(0, 1 - (gaps.Average() / 2));
    }

    private static double[] Profile(double[] series, long first, int period)
    {
        double[] sums = new double[period],
            steps = new double[period];
        for (int t = 0; t < series.Length; t++)
        {
            if (double.IsNaN(series[t]))
            {
                continue;
            }
            int phase = (int)((((first + t) % period) + period) % period);
            sums[phase] += series[t];
            steps[phase]++;
        }

        return [.. sums.Zip(steps, (sum, count) => count > 0 ? sum / count : double.NaN)];
    }

    private static double Lagged(ReadOnlySpan<double> x, ReadOnlySpan<double> y, int lag)
    {
        int length = Math.Min(x.Length, y.Length) - Math.Abs(lag);
        if (length < 2)
        {
            return 0;
        }
        return lag >= 0
            ? Association.Pearson(x[..length], y.Slice(lag, length))
            : Association.Pearson(x.Slice(-lag, length), y[..length]);
    }
}

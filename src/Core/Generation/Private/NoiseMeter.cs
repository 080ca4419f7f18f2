namespace AethergenAI.Generation.Private;

/// <summary>
/// Measures the noise of counts that were drawn many times from the same rows, by their variance within equal cells.
/// Sums are of whole numbers, so they do not depend on the order of the trials. Safe for concurrent use.
/// </summary>
internal sealed class NoiseMeter
{
    /// <summary>Noise of a smaller variance is too far from a normal distribution for χ².</summary>
    private const double MinVariance = 1;

    private readonly Lock gate = new();
    private readonly SortedDictionary<string, Cells> measured = new(StringComparer.Ordinal);

    internal void Add(bool present, IReadOnlyList<NoisyCounts> counts)
    {
        lock (gate)
        {
            foreach (var count in counts.Where(count => count.Variance >= MinVariance))
            {
                string key = FormattableString.Invariant(
                    $"{count.Key} {count.Values.Length} {present} {count.Variance:R}"
                );
                if (!measured.TryGetValue(key, out var cells))
                {
                    measured[key] = cells = new Cells(count.Variance, count.Values.Length);
                }
                cells.Add(count.Values);
            }
        }
    }

    /// <summary>The sum of squares in units of the variances that were paid for, and its degrees of freedom.</summary>
    /// <remarks>
    /// χ² if the noise is what was paid for. Cells whose true count differs between trials, because a mechanism merged
    /// tokens by what it had measured, only add to the sum: they can hide a fault and never feign one.
    /// </remarks>
    internal (double Squares, double Freedom) Total
    {
        get
        {
            lock (gate)
            {
                return (
                    measured.Values.Sum(cells => cells.Squares),
                    measured.Values.Sum(cells => (double)cells.Freedom)
                );
            }
        }
    }

    private sealed class Cells(double variance, int count)
    {
        private readonly Int128[] sums = new Int128[count],
            squares = new Int128[count];
        private long times;

        internal long Freedom => (times - 1) * count;

        internal double Squares
        {
            get
            {
                double total = 0;
                for (int cell = 0; cell < count; cell++)
                {
                    Int128 spread = (squares[cell] * times) - (sums[cell] * sums[cell]);
                    total += (double)spread / times;
                }
                return total / variance;
            }
        }

        internal void Add(long[] values)
        {
            times++;
            for (int cell = 0; cell < count; cell++)
            {
                sums[cell] += values[cell];
                squares[cell] += (Int128)values[cell] * values[cell];
            }
        }
    }
}

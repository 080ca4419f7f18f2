namespace AethergenAI.Generation.Encodings;

/// <summary>
/// Fits a number scale to a column's values: frequent values become atoms, the others quantile bins between them.
/// </summary>
public static class NumberScaleFit
{
    private const int MaxBins = 100,
        FewBins = 30,
        MinBin = 10,
        MinAtom = 5,
        FewDistinct = 256;

    /// <param name="values">Finite, at least one, in any order.</param>
    /// <remarks>
    /// A value becomes an atom if at least 5 rows have it (in columns with more than 256 distinct values:
    /// at least one row in a thousand). Bins hold about a hundredth of all rows each, or a thirtieth of the rows
    /// outside atoms if that is less, and at least 10 rows; the knots inside follow the tails. O(n log n).
    /// </remarks>
    public static NumberScale Fit(ReadOnlySpan<double> values, double? step)
    {
        double[] sorted = values.ToArray();
        Array.Sort(sorted);
        var runs = Runs(sorted);
        if (runs.Count == 1)
        {
            return new NumberScale(
                [
                    [sorted[0]],
                ],
                step
            );
        }

        int heap = runs.Count <= FewDistinct ? MinAtom : Math.Max(MinAtom, sorted.Length / 1000);
        // In a column that is mostly zeros, the other values still get some bins.
        int spread = sorted.Length - runs.Where(run => run.Count >= heap).Sum(run => run.Count);
        double target = Math.Max(sorted.Length / (double)MaxBins, MinBin);
        target = Math.Min(target, Math.Max(spread / (double)FewBins, MinBin));
        var cells = new List<double[]>();
        for (int run = 0; run < runs.Count; )
        {
            if (runs[run].Count >= heap)
            {
                cells.Add([runs[run].Value]);
                run++;
                continue;
            }

            int end = run;
            while (end < runs.Count && runs[end].Count < heap)
            {
                end++;
            }
            Bins(sorted, runs, run, end, target, step, cells);
            run = end;
        }

        return new NumberScale(cells, step);
    }

    /// <summary>Divides the runs in [first, end) into bins of about <paramref name="target"/> rows.</summary>
    private static void Bins(
        double[] sorted,
        List<EqualValues> runs,
        int first,
        int end,
        double target,
        double? step,
        List<double[]> cells
    )
    {
        int start = runs[first].Start,
            stop = runs[end - 1].Start + runs[end - 1].Count;
        int pieces = Math.Max(1, (int)Math.Round((stop - start) / target));
        for (int piece = 1, run = first; piece <= pieces && run < end; piece++)
        {
            int from = run,
                until = start + (int)((long)(stop - start) * piece / pieces);
            do
            {
                run++;
            } while (run < end && runs[run].Start < until);
            if (run - from == 1)
            {
                cells.Add(Widened(runs, from, step));
                continue;
            }

            bool tail = from == 0 || run == runs.Count;
            cells.Add(
                Knots(
                    sorted.AsSpan(runs[from].Start, runs[run - 1].Start + runs[run - 1].Count - runs[from].Start),
                    tail
                )
            );
        }
    }

    private static double[] Knots(ReadOnlySpan<double> bin, bool tail)
    {
        int segments = tail ? Math.Clamp(bin.Length / 4, 1, 32) : Math.Clamp(bin.Length / 8, 1, 16);
        var knots = new double[segments + 1];
        for (int knot = 0; knot <= segments; knot++)
        {
            knots[knot] = bin[(int)Math.Round(knot * (bin.Length - 1.0) / segments)];
        }

        return knots;
    }

    /// <summary>
    /// Spreads a rare, isolated value halfway towards its neighbours, so that it is not reproduced exactly.
    /// </summary>
    private static double[] Widened(List<EqualValues> runs, int run, double? step)
    {
        double value = runs[run].Value,
            low = value,
            high = value;
        if (run > 0 && run < runs.Count - 1)
        {
            double below = runs[run - 1].Value,
                above = runs[run + 1].Value,
                width = step ?? 0;
            low = Math.Min(value, Math.Max(below + width, NumberScale.Round((below + value) / 2, step)));
            high = Math.Max(value, Math.Min(above - width, NumberScale.Round((value + above) / 2, step)));
        }

        return low < high ? [low, value, high] : [value];
    }

    private static List<EqualValues> Runs(double[] sorted)
    {
        var runs = new List<EqualValues>();
        for (int i = 0; i < sorted.Length; )
        {
            int start = i;
            while (i < sorted.Length && sorted[i] == sorted[start])
            {
                i++;
            }
            runs.Add(new EqualValues(sorted[start], start, i - start));
        }

        return runs;
    }

    /// <summary>Equal values in a sorted array.</summary>
    private readonly record struct EqualValues(double Value, int Start, int Count);
}

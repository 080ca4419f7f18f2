namespace AethergenAI.Statistics;

/// <summary>p-values of a family of tests, corrected for their number.</summary>
internal static class Multiplicity
{
    /// <summary>
    /// Adjusted p-values, in the order of the raw ones: a test is significant at level α for the whole family where its
    /// adjusted p-value is at most α.
    /// </summary>
    /// <param name="values">Raw p-values in [0, 1].</param>
    /// <remarks>
    /// O(m log m). Holm (1979), <see href="https://www.jstor.org/stable/4615733"/>, controls the chance of any false
    /// finding at α; Benjamini &amp; Hochberg (1995), <see href="https://doi.org/10.1111/j.2517-6161.1995.tb02031.x"/>,
    /// controls the expected share of false findings.
    /// </remarks>
    internal static double[] Adjust(ReadOnlySpan<double> values, Correction correction)
    {
        double[] raw = values.ToArray();
        if (correction == Correction.None)
        {
            return raw;
        }

        int[] order = [.. Enumerable.Range(0, raw.Length)];
        Array.Sort([.. raw], order);
        var adjusted = new double[raw.Length];
        if (correction == Correction.Holm)
        {
            double highest = 0;
            for (int rank = 0; rank < order.Length; rank++)
            {
                highest = Math.Max(highest, Math.Min(1, raw[order[rank]] * (order.Length - rank)));
                adjusted[order[rank]] = highest;
            }
        }
        else
        {
            double lowest = 1;
            for (int rank = order.Length - 1; rank >= 0; rank--)
            {
                lowest = Math.Min(lowest, raw[order[rank]] * order.Length / (rank + 1));
                adjusted[order[rank]] = lowest;
            }
        }

        return adjusted;
    }
}

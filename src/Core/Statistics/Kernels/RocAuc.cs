namespace AethergenAI.Statistics.Kernels;

/// <summary>The area under the receiver operating characteristic.</summary>
internal static class RocAuc
{
    /// <summary>
    /// The probability that a random positive scores above a random negative, ties counting one half:
    /// the Mann–Whitney U statistic divided by <c>P·N</c>.
    /// </summary>
    /// <param name="scores">One per example, not NaN, in any order.</param>
    /// <param name="positive">Whether the example is positive.</param>
    /// <param name="placements">DeLong's placements, one per example, in [0, 1]: for a positive the share of negatives
    /// that it beats, for a negative the share of positives that beat it.</param>
    /// <returns>A value in [0, 1]; 0.5 means the scores tell nothing.</returns>
    /// <exception cref="ArgumentException">There is no positive, no negative, or a NaN.</exception>
    /// <remarks>
    /// O(n log n). Hanley &amp; McNeil (1982), <see href="https://doi.org/10.1148/radiology.143.1.7063747"/>;
    /// DeLong, DeLong &amp; Clarke-Pearson (1988), <see href="https://doi.org/10.2307/2531595"/>;
    /// by ranks as Sun &amp; Xu (2014), <see href="https://doi.org/10.1109/LSP.2014.2337313"/>.
    /// </remarks>
    public static double WithPlacements(
        ReadOnlySpan<double> scores,
        ReadOnlySpan<bool> positive,
        out double[] placements
    )
    {
        int[] order = Order(scores);
        placements = new double[scores.Length];
        long positives = 0;
        foreach (bool one in positive)
        {
            positives += one ? 1 : 0;
        }
        long negatives = scores.Length - positives;
        if (positives == 0 || negatives == 0)
        {
            throw new ArgumentException("There must be a positive and a negative.", nameof(positive));
        }

        double sum = 0;
        long positivesBelow = 0,
            negativesBelow = 0;
        for (int start = 0; start < order.Length; )
        {
            int end = start;
            long tiedPositives = 0;
            while (end < order.Length && scores[order[end]] == scores[order[start]])
            {
                tiedPositives += positive[order[end++]] ? 1 : 0;
            }
            long tiedNegatives = end - start - tiedPositives;
            double beaten = (negativesBelow + (0.5 * tiedNegatives)) / negatives;
            double beating = (positives - positivesBelow - (0.5 * tiedPositives)) / positives;
            for (int i = start; i < end; i++)
            {
                placements[order[i]] = positive[order[i]] ? beaten : beating;
            }
            sum += tiedPositives * beaten;
            positivesBelow += tiedPositives;
            negativesBelow += tiedNegatives;
            start = end;
        }

        return sum / positives;
    }

    /// <summary>
    /// DeLong's variance of the area: the placements' variance over P among positives plus that over N among negatives.
    /// </summary>
    /// <returns>At least 0; NaN with fewer than two positives or negatives.</returns>
    public static double Variance(ReadOnlySpan<double> placements, ReadOnlySpan<bool> positive) =>
        OfClass(placements, positive, true) + OfClass(placements, positive, false);

    /// <returns>The examples by ascending score.</returns>
    /// <exception cref="ArgumentException">A score is NaN.</exception>
    private static int[] Order(ReadOnlySpan<double> scores)
    {
        double[] sorted = scores.ToArray();
        var order = new int[sorted.Length];
        for (int i = 0; i < order.Length; i++)
        {
            order[i] = i;
        }
        Array.Sort(sorted, order);
        return sorted.Length > 0 && double.IsNaN(sorted[0])
            ? throw new ArgumentException("A score is NaN.", nameof(scores))
            : order;
    }

    private static double OfClass(ReadOnlySpan<double> placements, ReadOnlySpan<bool> positive, bool which)
    {
        double sum = 0,
            squares = 0;
        long count = 0;
        for (int i = 0; i < placements.Length; i++)
        {
            if (positive[i] != which)
            {
                continue;
            }
            count++;
            double step = placements[i] - (sum / Math.Max(1, count - 1));
            squares += count == 1 ? 0 : step * step * (count - 1) / count;
            sum += placements[i];
        }

        return count < 2 ? double.NaN : squares / (count - 1) / count;
    }
}

namespace AethergenAI.Generation.Private;

/// <summary>
/// A part of the number line with the estimate of how many rows it holds. The estimates of a tree are the best linear
/// unbiased ones of all noisy counts together, and add up: a node's is the sum of its children's. Hay, Rastogi, Miklau
/// &amp; Suciu (2010), <see href="https://doi.org/10.14778/1920841.1920970"/>, for counts of any variance.
/// </summary>
/// <param name="low">The lower edge, inclusive.</param>
/// <param name="high">The upper edge, exclusive.</param>
internal sealed class CountedCell(double low, double high)
{
    internal double Low => low;

    internal double High => high;

    /// <summary>Its parts, ascending.</summary>
    internal List<CountedCell> Parts { get; } = [];

    /// <summary>The mean of its own noisy counts, by their precision.</summary>
    internal double Own { get; private set; }

    /// <summary>The variance of <see cref="Own"/>; infinite: it was not counted.</summary>
    internal double OwnVariance { get; private set; } = double.PositiveInfinity;

    /// <summary>The estimate by all counts; after <see cref="Settle"/> of the root.</summary>
    internal double Rows { get; private set; }

    private double below,
        variance;

    /// <summary>Takes a noisy count of the node in.</summary>
    internal void Count(double noisy, double noise)
    {
        double precision = 1 / OwnVariance;
        OwnVariance = 1 / (precision + (1 / noise));
        Own = ((Own * precision) + (noisy / noise)) * OwnVariance;
    }

    /// <summary>Makes the estimates of a root and all below it consistent.</summary>
    internal void Settle()
    {
        Gather();
        Rows = below;
        Spread();
    }

    /// <summary>
    /// The variances of the sum of the first i + 1 leaves' estimates, for each leaf i: of the sum itself, and beside
    /// its share of the node's estimate, which is what it says about quantiles.
    /// </summary>
    /// <param name="backwards">Whether the sums begin at the last leaf; the result then also does.</param>
    internal IReadOnlyList<(double OfSum, double OfShare)> SumVariances(bool backwards) =>
        [.. Sums(backwards).Select(sum => (sum.Apart + (sum.Share * sum.Share * variance), sum.Apart))];

    /// <summary>
    /// A sum of leaves is <c>share·N + e</c>, where N is the node's estimate and e, of variance "apart", is
    /// independent of everything outside the node. The parts' estimates before they are made to add up, Zᵢ of
    /// variance vᵢ, are independent; so for a sum with the coefficients aᵢ of the parts,
    /// <c>Σaᵢ(Zᵢ + (N − ΣZ)vᵢ/v)</c> has the share <c>Σaᵢvᵢ/v</c> and, apart, <c>Σaᵢ²vᵢ −
    /// (Σaᵢvᵢ)²/v</c>.
    /// </summary>
    private List<(double Share, double Apart)> Sums(bool backwards)
    {
        if (Parts.Count == 0)
        {
            return [(1, 0)];
        }
        double all = Parts.Sum(part => part.variance),
            before = 0;
        var sums = new List<(double, double)>();
        foreach (var part in backwards ? Enumerable.Reverse(Parts) : Parts)
        {
            foreach (var (share, rest) in part.Sums(backwards))
            {
                double covered = before + (share * part.variance),
                    own = before + (share * share * part.variance) - (covered * covered / all);
                sums.Add((covered / all, rest + Math.Max(0, own)));
            }
            before += part.variance;
        }

        return sums;
    }

    private void Gather()
    {
        if (Parts.Count == 0)
        {
            (below, variance) = (Own, OwnVariance);
            return;
        }
        foreach (var part in Parts)
        {
            part.Gather();
        }
        double sum = Parts.Sum(part => part.below),
            spread = Parts.Sum(part => part.variance),
            precision = 1 / OwnVariance;
        variance = 1 / (precision + (1 / spread));
        below = ((Own * precision) + (sum / spread)) * variance;
    }

    private void Spread()
    {
        double missing = Rows - Parts.Sum(part => part.below),
            all = Parts.Sum(part => part.variance);
        foreach (var part in Parts)
        {
            part.Rows = part.below + (missing * part.variance / all);
            part.Spread();
        }
    }
}

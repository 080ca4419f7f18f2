using System.Numerics.Tensors;

namespace AethergenAI.Statistics.Kernels;

/// <summary>Distances between two distributions.</summary>
internal static class Distribution
{
    /// <summary>
    /// Counts of the codes, each divided by their number: the shares of the cells.
    /// </summary>
    /// <param name="codes">One per row, in [0, shares.Length).</param>
    /// <param name="shares">Overwritten; sums to 1, or is all 0 where there are no rows.</param>
    public static void Shares(ReadOnlySpan<int> codes, Span<double> shares)
    {
        shares.Clear();
        foreach (int code in codes)
        {
            shares[code]++;
        }
        if (codes.Length > 0)
        {
            TensorPrimitives.Divide(shares, codes.Length, shares);
        }
    }

    /// <summary>
    /// Total variation distance, <c>½ Σ |pₖ − qₖ|</c>: the largest difference in the probability of any event.
    /// </summary>
    /// <param name="p">Shares, K of them.</param>
    /// <param name="q">Shares of the same K cells.</param>
    /// <returns>A value in [0, 1]; 0 where both are empty.</returns>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static double TotalVariation(ReadOnlySpan<double> p, ReadOnlySpan<double> q)
    {
        if (p.Length != q.Length)
        {
            throw new ArgumentException("Both need the same cells.", nameof(q));
        }
        double sum = 0;
        for (int k = 0; k < p.Length; k++)
        {
            sum += Math.Abs(p[k] - q[k]);
        }
        return 0.5 * sum;
    }

    /// <summary>
    /// The two-sample Kolmogorov–Smirnov distance <c>sup |F(x) − G(x)|</c>. Missing cells (NaN) are an atom below every
    /// number, so a different share of missing cells adds to the distance.
    /// </summary>
    /// <param name="left">Sorted ascending, NaN first.</param>
    /// <param name="right">Sorted ascending, NaN first.</param>
    /// <param name="at">Where the supremum is attained: cells up to and including it;
    /// NaN where the missing cells alone attain it.</param>
    /// <returns>A value in [0, 1].</returns>
    /// <exception cref="ArgumentException">A sample is empty.</exception>
    /// <remarks>O(n + m). Tied values are passed together.</remarks>
    public static double KolmogorovSmirnov(ReadOnlySpan<double> left, ReadOnlySpan<double> right, out double at)
    {
        if (left.IsEmpty || right.IsEmpty)
        {
            throw new ArgumentException("Both samples need a row.");
        }
        double largest = 0;
        at = double.NaN;
        int i = 0,
            j = 0;
        while (i < left.Length || j < right.Length)
        {
            // CompareTo orders NaN below every number and equal to itself.
            bool fromLeft = i < left.Length && (j == right.Length || left[i].CompareTo(right[j]) <= 0);
            double next = fromLeft ? left[i] : right[j];
            while (i < left.Length && left[i].CompareTo(next) <= 0)
            {
                i++;
            }
            while (j < right.Length && right[j].CompareTo(next) <= 0)
            {
                j++;
            }
            double distance = Math.Abs(((double)i / left.Length) - ((double)j / right.Length));
            if (distance > largest)
            {
                (largest, at) = (distance, next);
            }
        }

        return largest;
    }

    /// <summary>Shannon entropy <c>−Σ pₖ ln pₖ</c> of the plug-in shares.</summary>
    /// <returns>Nats, in [0, ln K].</returns>
    public static double Entropy(ReadOnlySpan<double> p)
    {
        double entropy = 0;
        foreach (double share in p)
        {
            entropy -= share > 0 ? share * Math.Log(share) : 0;
        }
        return entropy;
    }
}

using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace AethergenAI.Evaluation.Boosting;

[StructLayout(LayoutKind.Sequential)]
internal struct HistogramCell
{
    public double G;
    public double H;
    public int N;

    /// <summary>Adds a row.</summary>
    /// <param name="slopes">Its gradient and hessian.</param>
    public void Add(Vector128<double> slopes)
    {
        (Vector128.LoadUnsafe(in G) + slopes).StoreUnsafe(ref G);
        N++;
    }

    public void Add(in HistogramCell other)
    {
        (Vector128.LoadUnsafe(in G) + Vector128.LoadUnsafe(in other.G)).StoreUnsafe(ref G);
        N += other.N;
    }

    public void Subtract(in HistogramCell other)
    {
        (Vector128.LoadUnsafe(in G) - Vector128.LoadUnsafe(in other.G)).StoreUnsafe(ref G);
        N -= other.N;
    }
}

/// <summary>
/// The sums of gradients and hessians and the number of rows in each bin of each column, for the rows of a leaf.
/// Each column has <see cref="Bins"/> cells, one after the other; those that no row can be in stay 0 and are not read.
/// </summary>
/// <param name="columns">One array of bins per column.</param>
/// <param name="used">See <see cref="UsedBins"/>; one per column.</param>
internal sealed class LeafHistograms(byte[][] columns, int[] used, int rows)
{
    /// <summary>The number of bins of each column’s histogram.</summary>
    internal const int Bins = 256;

    private readonly Vector128<double>[] slopes = new Vector128<double>[rows];
    private readonly Stack<HistogramCell[]> spare = new();

    /// <summary>How many bins of a column rows can be in, without the one for missing cells.</summary>
    public int UsedBins(int column) => used[column];

    /// <summary>Gives a histogram back, to be used again.</summary>
    public void Return(HistogramCell[] histogram) => spare.Push(histogram);

    /// <param name="leaf">The leaf's rows.</param>
    /// <param name="most">How many columns to count; the others stay 0.</param>
    public HistogramCell[] Count(
        ReadOnlySpan<int> leaf,
        ReadOnlySpan<double> gradients,
        ReadOnlySpan<double> hessians,
        int most
    )
    {
        var histogram = Cleared();
        var ordered = slopes.AsSpan(0, leaf.Length);
        for (int i = 0; i < ordered.Length; i++)
        {
            ordered[i] = Vector128.Create(gradients[leaf[i]], hessians[leaf[i]]);
        }

        // Two columns at once: a sum waits for the one before it in the same cell, and the other column fills the wait.
        int c = 0;
        for (; c + 1 < most; c += 2)
        {
            Count(leaf, columns[c], columns[c + 1], ordered, histogram.AsSpan(c * Bins, 2 * Bins));
        }
        if (c < most)
        {
            Count(leaf, columns[c], ordered, histogram.AsSpan(c * Bins, Bins));
        }
        return histogram;
    }

    /// <summary>Takes one child's rows out of its parent, which leaves those of the other child.</summary>
    /// <param name="most">How many columns to subtract.</param>
    public void Subtract(HistogramCell[] parent, HistogramCell[] child, int most)
    {
        for (int c = 0; c < most; c++)
        {
            int start = c * Bins;
            Subtract(parent.AsSpan(start, used[c]), child.AsSpan(start, used[c]));
            start += Binner.Missing;
            Subtract(parent.AsSpan(start, 1), child.AsSpan(start, 1));
        }
    }

    private static void Subtract(Span<HistogramCell> parent, ReadOnlySpan<HistogramCell> child)
    {
        for (int i = 0; i < parent.Length; i++)
        {
            parent[i].Subtract(child[i]);
        }
    }

    private static void Count(
        ReadOnlySpan<int> leaf,
        byte[] first,
        byte[] second,
        ReadOnlySpan<Vector128<double>> slopes,
        Span<HistogramCell> cells
    )
    {
        var others = cells[Bins..];
        for (int i = 0; i < leaf.Length; i++)
        {
            int row = leaf[i];
            cells[first[row]].Add(slopes[i]);
            others[second[row]].Add(slopes[i]);
        }
    }

    private static void Count(
        ReadOnlySpan<int> leaf,
        byte[] column,
        ReadOnlySpan<Vector128<double>> slopes,
        Span<HistogramCell> cells
    )
    {
        for (int i = 0; i < leaf.Length; i++)
        {
            cells[column[leaf[i]]].Add(slopes[i]);
        }
    }

    private HistogramCell[] Cleared()
    {
        if (!spare.TryPop(out var histogram))
        {
            return new HistogramCell[columns.Length * Bins];
        }
        for (int c = 0; c < used.Length; c++)
        {
            histogram.AsSpan(c * Bins, used[c]).Clear();
            histogram[(c * Bins) + Binner.Missing] = default;
        }
        return histogram;
    }
}

using System.Runtime.InteropServices;

namespace AethergenAI.Evaluation.Boosting;

/// <summary>
/// Grows one tree leaf by leaf, the leaf with the largest gain first, from histograms of gradients and hessians.
/// Only the smaller child's histogram is counted; the other one is the parent's minus it. Friedman,
/// 2001 (<see href="https://doi.org/10.1214/aos/1013203451"/>); Ke et al., 2017, LightGBM.
/// </summary>
/// <param name="columns">One array of bins per column.</param>
/// <param name="binners">What cut the columns into bins.</param>
internal sealed class BoostedTreeGrower(byte[][] columns, Binner[] binners, int rows, BoostingOptions options)
{
    private const int MinInCategory = 10;
    private const double CategorySmoothing = 10;
    private const double SmallestHessian = 1e-3;

    private readonly int[] order = new int[rows];
    private readonly int[] spill = new int[rows];
    private readonly bool[] goesLeft = new bool[LeafHistograms.Bins];
    private readonly LeafHistograms histograms = new(
        columns,
        Array.ConvertAll(binners, binner => binner.UsedBins),
        rows
    );

    /// <param name="gradients">One per row.</param>
    /// <param name="hessians">One per row, positive.</param>
    /// <param name="scores">The rows' scores; the tree adds its values to them.</param>
    public Tree Grow(
        ReadOnlySpan<double> gradients,
        ReadOnlySpan<double> hessians,
        Span<double> scores,
        CancellationToken ct
    )
    {
        for (int i = 0; i < rows; i++)
        {
            order[i] = i;
        }
        var nodes = new List<SplitNode> { default };
        var open = new List<OpenLeaf>();
        var root = new OpenLeaf
        {
            Node = 0,
            Start = 0,
            Count = rows,
            Histogram = histograms.Count(order, gradients, hessians, columns.Length),
        };
        Sum(root);
        Search(root);
        open.Add(root);
        while (open.Count < options.MaxLeaves)
        {
            ct.ThrowIfCancellationRequested();
            var best = open.MaxBy(leaf => leaf.Gain)!;
            if (best.Gain <= 1e-12)
            {
                break;
            }
            open.Remove(best);
            bool isLast = open.Count + 2 == options.MaxLeaves;
            var (left, right) = Split(best, isLast, nodes, gradients, hessians);
            open.Add(left);
            open.Add(right);
        }

        var span = CollectionsMarshal.AsSpan(nodes);
        foreach (var leaf in open)
        {
            double value = -options.LearningRate * leaf.G / (leaf.H + options.L2);
            span[leaf.Node].Value = value;
            for (int i = leaf.Start; i < leaf.Start + leaf.Count; i++)
            {
                scores[order[i]] += value;
            }
            histograms.Return(leaf.Histogram);
        }

        return new Tree([.. nodes]);
    }

    private (OpenLeaf Left, OpenLeaf Right) Split(
        OpenLeaf leaf,
        bool isLast,
        List<SplitNode> nodes,
        ReadOnlySpan<double> gradients,
        ReadOnlySpan<double> hessians
    )
    {
        var question = leaf.Question;
        int middle = Partition(leaf, question);
        var left = new OpenLeaf
        {
            Node = nodes.Count,
            Start = leaf.Start,
            Count = middle - leaf.Start,
        };
        var right = new OpenLeaf
        {
            Node = nodes.Count + 1,
            Start = middle,
            Count = leaf.Start + leaf.Count - middle,
        };
        question.Left = left.Node;
        question.Right = right.Node;
        nodes[leaf.Node] = question;
        nodes.Add(default);
        nodes.Add(default);

        // A leaf that cannot be split any more needs its sums only, which any one column gives.
        bool isSearched = !isLast && Math.Max(left.Count, right.Count) >= 2 * options.MinLeafRows;
        int counted = isSearched ? columns.Length : 1;
        var (small, large) = left.Count <= right.Count ? (left, right) : (right, left);
        small.Histogram = histograms.Count(order.AsSpan(small.Start, small.Count), gradients, hessians, counted);
        histograms.Subtract(leaf.Histogram, small.Histogram, counted);
        large.Histogram = leaf.Histogram;
        Sum(left);
        Sum(right);
        if (isSearched)
        {
            Search(left);
            Search(right);
        }
        return (left, right);
    }

    // Each row is written to both sides and counted on its own: no branch that could be guessed wrong.
    private int Partition(OpenLeaf leaf, in SplitNode question)
    {
        byte[] column = columns[question.Column];
        question.Tabulate(goesLeft);
        int left = leaf.Start,
            right = 0;
        for (int i = leaf.Start; i < leaf.Start + leaf.Count; i++)
        {
            int row = order[i],
                goes = goesLeft[column[row]] ? 1 : 0;
            order[left] = row;
            spill[right] = row;
            left += goes;
            right += 1 - goes;
        }

        spill.AsSpan(0, right).CopyTo(order.AsSpan(left));
        return left;
    }

    private void Sum(OpenLeaf leaf)
    {
        leaf.Sum(leaf.Histogram.AsSpan(0, histograms.UsedBins(0)));
        leaf.Sum(leaf.Histogram.AsSpan(Binner.Missing, 1));
    }

    private void Search(OpenLeaf leaf)
    {
        if (leaf.Count < 2 * options.MinLeafRows)
        {
            return;
        }
        leaf.Unsplit = leaf.G * leaf.G / (leaf.H + options.L2);
        for (int c = 0; c < columns.Length; c++)
        {
            var cells = leaf.Histogram.AsSpan(c * LeafHistograms.Bins, LeafHistograms.Bins);
            if (binners[c].IsCategory)
            {
                SearchCategories(leaf, c, cells);
                continue;
            }

            SearchNumbers(leaf, c, cells, missingLeft: false);
            if (cells[Binner.Missing].N > 0)
            {
                SearchNumbers(leaf, c, cells, missingLeft: true);
            }
        }
    }

    private void SearchNumbers(OpenLeaf leaf, int column, ReadOnlySpan<HistogramCell> cells, bool missingLeft)
    {
        HistogramCell left = missingLeft ? cells[Binner.Missing] : default;
        for (int bin = 0; bin < histograms.UsedBins(column); bin++)
        {
            if (cells[bin].N == 0)
            {
                continue;
            }
            left.Add(cells[bin]);
            if (leaf.Count - left.N < options.MinLeafRows)
            {
                break;
            }
            double gain = Gain(leaf, left);
            if (gain > leaf.Gain)
            {
                leaf.Gain = gain;
                leaf.Question = new SplitNode
                {
                    Column = column,
                    Bin = (byte)bin,
                    MissingLeft = missingLeft,
                };
            }
        }
    }

    // The best subset is a prefix in the order of gradient over hessian: doi 10.1080/01621459.1958.10501479.
    private void SearchCategories(OpenLeaf leaf, int column, ReadOnlySpan<HistogramCell> cells)
    {
        Span<double> keys = stackalloc double[LeafHistograms.Bins];
        Span<byte> bins = stackalloc byte[LeafHistograms.Bins];
        int used = 0;
        for (int bin = 0; bin < histograms.UsedBins(column); bin++)
        {
            Add(bin, cells[bin], keys, bins);
        }
        Add(Binner.Missing, cells[Binner.Missing], keys, bins);

        if (used < 2)
        {
            return;
        }
        keys[..used].Sort(bins[..used]);
        SearchPrefixes(leaf, column, cells, bins[..used]);
        bins[..used].Reverse();
        SearchPrefixes(leaf, column, cells, bins[..used]);

        void Add(int bin, in HistogramCell cell, Span<double> keys, Span<byte> bins)
        {
            if (cell.N >= MinInCategory)
            {
                keys[used] = cell.G / (cell.H + CategorySmoothing);
                bins[used++] = (byte)bin;
            }
        }
    }

    private void SearchPrefixes(OpenLeaf leaf, int column, ReadOnlySpan<HistogramCell> cells, ReadOnlySpan<byte> bins)
    {
        HistogramCell left = default;
        int best = -1;
        for (int k = 0; k < bins.Length - 1; k++)
        {
            left.Add(cells[bins[k]]);
            if (leaf.Count - left.N < options.MinLeafRows)
            {
                break;
            }
            double gain = Gain(leaf, left);
            if (gain > leaf.Gain)
            {
                (leaf.Gain, best) = (gain, k);
            }
        }

        if (best < 0)
        {
            return;
        }
        var set = new BinSet();
        foreach (byte bin in bins[..(best + 1)])
        {
            set.Add(bin);
        }
        leaf.Question = new SplitNode { Column = column, Set = set };
    }

    private double Gain(OpenLeaf leaf, in HistogramCell left)
    {
        double rightG = leaf.G - left.G,
            rightH = leaf.H - left.H;
        if (
            left.N < options.MinLeafRows
            || leaf.Count - left.N < options.MinLeafRows
            || left.H < SmallestHessian
            || rightH < SmallestHessian
        )
        {
            return 0;
        }
        return (left.G * left.G / (left.H + options.L2)) + (rightG * rightG / (rightH + options.L2)) - leaf.Unsplit;
    }
}

using System.Runtime.InteropServices;

namespace AethergenAI.Evaluation.Boosting;

/// <summary>
/// Grows one tree leaf by leaf, the leaf with the largest gain first, from histograms of gradients and hessians.
/// Only the smaller child's histogram is counted; the other one is the parent's minus it. Friedman,
/// 2001 (<see href="https://doi.org/10.1214/aos/1013203451"/>); Ke et al., 2017, LightGBM.
/// </summary>
internal sealed class BoostedTreeGrower(byte[][] columns, bool[] isCategory, int rows, BoostingOptions options)
{
    private const int MinInCategory = 10;
    private const double CategorySmoothing = 10;
    private const double SmallestHessian = 1e-3;

    private readonly int[] order = new int[rows];
    private readonly int[] spill = new int[rows];
    private readonly double[] orderedGradients = new double[rows];
    private readonly double[] orderedHessians = new double[rows];
    private readonly Stack<HistogramCell[]> spare = new();

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
            Histogram = Count(0, rows, gradients, hessians),
        };
        root.Sum(root.Histogram);
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
            var (left, right) = Split(best, nodes, gradients, hessians);
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
            spare.Push(leaf.Histogram);
        }

        return new Tree([.. nodes]);
    }

    private (OpenLeaf Left, OpenLeaf Right) Split(
        OpenLeaf leaf,
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

        var (small, large) = left.Count <= right.Count ? (left, right) : (right, left);
        small.Histogram = Count(small.Start, small.Count, gradients, hessians);
        var parent = leaf.Histogram;
        for (int i = 0; i < parent.Length; i++)
        {
            parent[i].G -= small.Histogram[i].G;
            parent[i].H -= small.Histogram[i].H;
            parent[i].N -= small.Histogram[i].N;
        }

        large.Histogram = parent;
        foreach (var child in new[] { left, right })
        {
            child.Sum(child.Histogram);
            Search(child);
        }

        return (left, right);
    }

    private int Partition(OpenLeaf leaf, in SplitNode question)
    {
        byte[] column = columns[question.Column];
        int left = leaf.Start,
            right = 0;
        for (int i = leaf.Start; i < leaf.Start + leaf.Count; i++)
        {
            int row = order[i];
            if (question.GoesLeft(column[row]))
            {
                order[left++] = row;
            }
            else
            {
                spill[right++] = row;
            }
        }

        spill.AsSpan(0, right).CopyTo(order.AsSpan(left));
        return left;
    }

    private HistogramCell[] Count(int start, int count, ReadOnlySpan<double> gradients, ReadOnlySpan<double> hessians)
    {
        var histogram = spare.TryPop(out var used) ? used : new HistogramCell[columns.Length * OpenLeaf.Bins];
        Array.Clear(histogram);
        var mine = order.AsSpan(start, count);
        var g = orderedGradients.AsSpan(0, count);
        var h = orderedHessians.AsSpan(0, count);
        for (int i = 0; i < count; i++)
        {
            g[i] = gradients[mine[i]];
            h[i] = hessians[mine[i]];
        }

        for (int c = 0; c < columns.Length; c++)
        {
            byte[] column = columns[c];
            var cells = histogram.AsSpan(c * OpenLeaf.Bins, OpenLeaf.Bins);
            for (int i = 0; i < mine.Length; i++)
            {
                ref HistogramCell cell = ref cells[column[mine[i]]];
                cell.G += g[i];
                cell.H += h[i];
                cell.N++;
            }
        }

        return histogram;
    }

    private void Search(OpenLeaf leaf)
    {
        leaf.Gain = 0;
        if (leaf.Count < 2 * options.MinLeafRows)
        {
            return;
        }
        for (int c = 0; c < columns.Length; c++)
        {
            var cells = leaf.Histogram.AsSpan(c * OpenLeaf.Bins, OpenLeaf.Bins);
            if (isCategory[c])
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
        for (int bin = 0; bin < Binner.Missing; bin++)
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
        Span<double> keys = stackalloc double[OpenLeaf.Bins];
        Span<byte> bins = stackalloc byte[OpenLeaf.Bins];
        int used = 0;
        for (int bin = 0; bin < OpenLeaf.Bins; bin++)
        {
            if (cells[bin].N < MinInCategory)
            {
                continue;
            }
            keys[used] = cells[bin].G / (cells[bin].H + CategorySmoothing);
            bins[used++] = (byte)bin;
        }

        if (used < 2)
        {
            return;
        }
        keys[..used].Sort(bins[..used]);
        SearchPrefixes(leaf, column, cells, bins[..used]);
        bins[..used].Reverse();
        SearchPrefixes(leaf, column, cells, bins[..used]);
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
        return (left.G * left.G / (left.H + options.L2))
            + (rightG * rightG / (rightH + options.L2))
            - (leaf.G * leaf.G / (leaf.H + options.L2));
    }
}

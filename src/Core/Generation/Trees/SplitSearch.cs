namespace AethergenAI.Generation.Trees;

/// <param name="Feature">The feature's index; −1: no split gains anything.</param>
/// <param name="Gain">The gain of the rows' log-likelihood in nats, less the cost of encoding the split.</param>
internal readonly record struct FoundSplit(int Feature, bool[] GoesLeft, double Gain);

/// <summary>
/// Finds the binary split of a node that lowers the entropy of its classes most.
/// Ordered features are split at a threshold. The bins of an unordered feature are sorted along the first principal
/// component of their class shares and then split, which is optimal for two classes and nearly optimal for more.
/// </summary>
/// <param name="features">For each feature, one bin per row.</param>
/// <param name="bins">The meaning of the bins of each feature.</param>
/// <param name="classOf">One class per row.</param>
/// <param name="classes">The number of classes.</param>
/// <remarks>
/// O(features · (rows + bins · classes)) a node. Breiman, Friedman, Olshen &amp; Stone (1984),
/// Classification and Regression Trees; Coppersmith, Hong &amp; Hosking (1999),
/// <see href="https://doi.org/10.1023/A:1009869804967"/>.
/// </remarks>
internal sealed class SplitSearch(
    ushort[][] features,
    FeatureBins[] bins,
    int[] classOf,
    int classes,
    int minLeaf,
    XLogX logs
)
{
    private readonly int[] histogram = new int[(bins.Select(bin => bin.Count).DefaultIfEmpty().Max() + 1) * classes];
    private readonly int[] binRows = new int[bins.Select(bin => bin.Count).DefaultIfEmpty().Max() + 1];
    private readonly int[] order = new int[bins.Select(bin => bin.Count).DefaultIfEmpty().Max() + 1];
    private readonly double[] scores = new double[bins.Select(bin => bin.Count).DefaultIfEmpty().Max() + 1];
    private readonly int[] left = new int[classes];
    private readonly double[] axis = new double[classes],
        image = new double[classes];

    /// <param name="rows">The node's rows.</param>
    /// <param name="total">The number of these rows in each class.</param>
    /// <param name="allowed">Tells whether a feature may be used.</param>
    internal FoundSplit Best(ReadOnlySpan<int> rows, int[] total, Func<int, bool> allowed)
    {
        double whole = -logs[rows.Length];
        foreach (int count in total)
        {
            whole += logs[count];
        }
        var best = new FoundSplit(-1, [], 0);
        for (int feature = 0; feature < features.Length; feature++)
        {
            if (!allowed(feature))
            {
                continue;
            }
            int present = Count(rows, feature);
            if (present < 2)
            {
                continue;
            }
            var (cut, score) = Cut(total, rows.Length, present, bins[feature]);
            if (cut < 0)
            {
                continue;
            }
            double gain = score - whole - (bins[feature].Ordered ? Math.Log(present) : 0.5 * (present - 1));
            if (gain > best.Gain)
            {
                best = new FoundSplit(feature, Sides(bins[feature], present, cut), gain);
            }
        }

        return best;
    }

    /// <summary>Fills the histogram, and the order of the bins that occur in the rows.</summary>
    private int Count(ReadOnlySpan<int> rows, int feature)
    {
        int count = bins[feature].Count + 1;
        Array.Clear(histogram, 0, count * classes);
        Array.Clear(binRows, 0, count);
        ushort[] binOf = features[feature];
        foreach (int row in rows)
        {
            int bin = binOf[row];
            histogram[(bin * classes) + classOf[row]]++;
            binRows[bin]++;
        }

        int present = 0;
        // "Absent" comes before every number.
        if (binRows[count - 1] > 0)
        {
            order[present++] = count - 1;
        }
        for (int bin = 0; bin < count - 1; bin++)
        {
            if (binRows[bin] > 0)
            {
                order[present++] = bin;
            }
        }

        return present;
    }

    private (int Cut, double Score) Cut(int[] total, int rows, int present, FeatureBins bin)
    {
        if (!bin.Ordered && present > 2)
        {
            OrderByShares(total, rows, present);
        }
        Array.Clear(left);
        double score = 0;
        foreach (int count in total)
        {
            score += logs[count];
        }
        int cut = -1,
            below = 0;
        double best = double.NegativeInfinity;
        for (int place = 0; place < present - 1; place++)
        {
            int at = order[place] * classes;
            for (int c = 0; c < classes; c++)
            {
                int moved = histogram[at + c];
                if (moved == 0)
                {
                    continue;
                }
                int before = left[c],
                    after = before + moved,
                    all = total[c];
                score += logs[after] - logs[before] + logs[all - after] - logs[all - before];
                left[c] = after;
            }

            below += binRows[order[place]];
            if (below < minLeaf)
            {
                continue;
            }
            if (rows - below < minLeaf)
            {
                break;
            }
            double here = score - logs[below] - logs[rows - below];
            if (here > best)
            {
                (best, cut) = (here, place);
            }
        }

        return (cut, best);
    }

    /// <summary>
    /// Finds the first principal axis of the bins' class shares, weighted by their rows,
    /// by power iteration, and sorts the bins along it.
    /// </summary>
    private void OrderByShares(int[] total, int rows, int present)
    {
        if (classes == 2)
        {
            (axis[0], axis[1]) = (1, 0);
        }
        else
        {
            // Starts at the bin whose shares differ most from the node's, which is never orthogonal
            // to the axis unless all bins are alike.
            Begin(total, rows, present);
            for (int turn = 0; turn < 4; turn++)
            {
                Turn(total, rows, present);
            }
        }

        for (int place = 0; place < present; place++)
        {
            int bin = order[place];
            double score = 0;
            for (int c = 0; c < classes; c++)
            {
                score += axis[c] * histogram[(bin * classes) + c];
            }
            scores[place] = score / binRows[bin];
        }

        Array.Sort(scores, order, 0, present);
    }

    private void Begin(int[] total, int rows, int present)
    {
        double most = -1;
        for (int place = 0; place < present; place++)
        {
            int bin = order[place];
            double far = 0;
            for (int c = 0; c < classes; c++)
            {
                double apart = Share(bin, c) - ((double)total[c] / rows);
                far += apart * apart;
            }

            if (far * binRows[bin] <= most)
            {
                continue;
            }
            most = far * binRows[bin];
            for (int c = 0; c < classes; c++)
            {
                axis[c] = Share(bin, c) - ((double)total[c] / rows);
            }
        }
    }

    private void Turn(int[] total, int rows, int present)
    {
        Array.Clear(image);
        double middle = 0;
        for (int c = 0; c < classes; c++)
        {
            middle += axis[c] * total[c] / rows;
        }
        for (int place = 0; place < present; place++)
        {
            int bin = order[place];
            double along = -middle * binRows[bin];
            for (int c = 0; c < classes; c++)
            {
                along += axis[c] * histogram[(bin * classes) + c];
            }
            for (int c = 0; c < classes; c++)
            {
                image[c] += along * (Share(bin, c) - ((double)total[c] / rows));
            }
        }

        double length = 0;
        foreach (double value in image)
        {
            length += value * value;
        }
        if (length <= 0)
        {
            return;
        }
        length = Math.Sqrt(length);
        for (int c = 0; c < classes; c++)
        {
            axis[c] = image[c] / length;
        }
    }

    private double Share(int bin, int c) => histogram[(bin * classes) + c] / (double)binRows[bin];

    /// <summary>
    /// Assigns bins without rows in this node: ordered ones go with the neighbour below,
    /// unordered ones with the larger side.
    /// </summary>
    private bool[] Sides(FeatureBins bin, int present, int cut)
    {
        bool[] goesLeft = new bool[bin.Count + 1];
        if (bin.Ordered)
        {
            int last = order[cut];
            goesLeft[bin.Absent] = true;
            for (int i = 0; i < bin.Count; i++)
            {
                goesLeft[i] = last != bin.Absent && i <= last;
            }
            return goesLeft;
        }

        int below = 0,
            all = 0;
        for (int place = 0; place < present; place++)
        {
            all += binRows[order[place]];
            if (place <= cut)
            {
                below += binRows[order[place]];
            }
        }

        goesLeft.AsSpan().Fill(2 * below >= all);
        for (int place = 0; place < present; place++)
        {
            goesLeft[order[place]] = place <= cut;
        }
        return goesLeft;
    }
}

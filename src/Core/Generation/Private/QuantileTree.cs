namespace AethergenAI.Generation.Private;

/// <summary>
/// Finds the range of a column's numbers, and edges between which there are about equal shares of the rows, by
/// counting the rows in a tree of cells with noise, level by level.
/// </summary>
/// <remarks>
/// <para><b>Privacy.</b> Each of the <see cref="Levels"/> questions is a histogram: its cells do not overlap, so a row
/// adds 1 to at most one count, and k rows change the counts by at most k in Euclidean norm. With discrete Gaussian
/// noise of variance k²/2ρᵢ, question i is ρᵢ-zCDP. Its cells follow from the public line and from the noisy
/// answers to the questions before it, never from a row, so by adaptive composition (Bun &amp; Steinke 2016, lemma 2.3)
/// all answers together cost Σρᵢ. The range and the edges follow from the answers and the line alone and cost
/// nothing more.</para>
/// <para><b>Range.</b> The first histogram has m cells whose widths double with the distance from the origin. An empty
/// cell exceeds <c>σ√(2 ln(m/0.01))</c> with probability at most 0.01/m (the tail of a Gaussian, which bounds that
/// of the discrete one, is <c>P[x ≥ t] ≤ exp(−t²/2σ²)</c>), so some empty cell does in at most one of 100
/// columns. The range spans the outermost cells that do; a cell next to it belongs to it above 2.5 σ, which an empty
/// one exceeds with probability 0.006 or so. The questions that follow split only cells of this range, so that what is
/// found is never beyond it. At the end, leaves are cut off at both ends, as many as hold no more rows together than
/// 1.5 standard errors of that sum, and no more than a 16th of all rows.</para>
/// <para><b>Bins.</b> Cells with more than a 64th of the rows are split into 8; others are counted again. The sums of
/// the consistent estimates (<see cref="CountedCell"/>) up to each leaf, made monotone, are the distribution from which
/// edges are read off. No bin is smaller than one standard error of these sums, so few rows make fewer bins than 32.
/// </para>
/// <para>The constants were chosen on five distributions and judged on eight others: docs/privacy.md.</para>
/// </remarks>
internal static class QuantileTree
{
    /// <summary>The largest number of bins, with about equal shares of the rows.</summary>
    internal const int Bins = 32;

    /// <summary>The number of histograms.</summary>
    internal static int Levels => Shares.Count;

    /// <summary>The share of each histogram in what the domain of a column costs.</summary>
    internal static readonly IReadOnlyList<double> Shares = [0.4, 0.2, 0.2, 0.2];

    /// <summary>At most one in so many rows is cut off at an end.</summary>
    private const int Few = 16;

    /// <summary>The number of parts of a cell that is split.</summary>
    private const int Parts = 8;

    /// <summary>The probability that any empty cell of the first histogram is taken for an occupied one.</summary>
    private const double FalseCells = 0.01;

    /// <summary>In standard errors: of a cell beside the range, of a cell that is split, of rows that are cut off.
    /// </summary>
    private const double Beside = 2.5,
        Occupied = 3,
        CutOff = 1.5;

    /// <param name="line">Where numbers can be.</param>
    /// <param name="whole">Whether the range is the whole line if nothing stands out of the noise; else it is then the
    /// run of cells that stands out most.</param>
    /// <param name="values">The numbers, in any order; NaN is skipped, and numbers beyond the line count as its ends.
    /// </param>
    /// <param name="sigma">The standard deviation of the noise of each histogram, in rows.</param>
    /// <param name="measure">Adds the noise to the histogram of a level, from 0.</param>
    /// <returns>A range on the line, with the bins in it.</returns>
    /// <remarks>O(n log c) for n numbers and c cells, beside O(m²) for the m first cells.</remarks>
    internal static NumberRange Find(
        NumberLine line,
        bool whole,
        double[] values,
        IReadOnlyList<double> sigma,
        Func<int, long[], long[]> measure
    )
    {
        double[] cells = line.Cells();
        long[] noisy = measure(0, Histogram(line, values, cells));
        var (first, last) = Hull(noisy, sigma[0], whole);
        var leaves = Roots(cells, noisy, sigma[0], first, last);
        var root = new CountedCell(cells[first], cells[last + 1]);
        root.Parts.AddRange(leaves);
        for (int level = 1; level < Levels; level++)
        {
            leaves = Refined(line, leaves, sigma[level]);
            double[] edges = [.. leaves.Select(leaf => leaf.Low), leaves[^1].High];
            noisy = measure(level, Histogram(line, values, edges));
            for (int leaf = 0; leaf < leaves.Count; leaf++)
            {
                leaves[leaf].Count(noisy[leaf], sigma[level] * sigma[level]);
            }
        }

        root.Settle();
        return Edges(line, root, leaves);
    }

    private static long[] Histogram(NumberLine line, double[] values, double[] edges)
    {
        var counts = new long[edges.Length - 1];
        foreach (double value in values)
        {
            if (double.IsNaN(value))
            {
                continue;
            }
            int at = Array.BinarySearch(edges, Math.Clamp(value, line.Low, line.High)),
                cell = at < 0 ? ~at - 1 : at;
            if (cell >= 0 && cell < counts.Length)
            {
                counts[cell]++;
            }
        }

        return counts;
    }

    /// <summary>The first and the last cell of the range.</summary>
    private static (int First, int Last) Hull(long[] noisy, double sigma, bool whole)
    {
        double clear = sigma * Math.Sqrt(2 * Math.Log(noisy.Length / FalseCells));
        int first = Array.FindIndex(noisy, count => count > clear),
            last = Array.FindLastIndex(noisy, count => count > clear);
        if (first < 0)
        {
            return whole ? (0, noisy.Length - 1) : MostOccupied(noisy);
        }
        while (first > 0 && noisy[first - 1] > Beside * sigma)
        {
            first--;
        }
        while (last + 1 < noisy.Length && noisy[last + 1] > Beside * sigma)
        {
            last++;
        }
        return (first, last);
    }

    /// <summary>The run of cells whose sum is the most standard errors above 0.</summary>
    private static (int First, int Last) MostOccupied(long[] noisy)
    {
        var (found, most) = ((0, 0), double.NegativeInfinity);
        for (int first = 0; first < noisy.Length; first++)
        {
            double sum = 0;
            for (int last = first; last < noisy.Length; last++)
            {
                sum += noisy[last];
                double errors = sum / Math.Sqrt(last - first + 1);
                if (errors > most)
                {
                    (found, most) = ((first, last), errors);
                }
            }
        }

        return found;
    }

    /// <summary>
    /// The cells of the range with their counts. Neighbours that do not stand out become one, for all but the
    /// outermost: there are many small cells around the origin.
    /// </summary>
    private static List<CountedCell> Roots(double[] cells, long[] noisy, double sigma, int first, int last)
    {
        var roots = new List<CountedCell>();
        bool Light(int cell) => cell > first && cell < last && noisy[cell] <= Occupied * sigma;
        for (int from = first, to; from <= last; from = to)
        {
            double sum = noisy[from];
            for (to = from + 1; Light(from) && Light(to); to++)
            {
                sum += noisy[to];
            }
            var root = new CountedCell(cells[from], cells[to]);
            root.Count(sum, sigma * sigma * (to - from));
            roots.Add(root);
        }

        return roots;
    }

    /// <summary>The leaves after those with many rows, and the outermost with any, are split.</summary>
    private static List<CountedCell> Refined(NumberLine line, List<CountedCell> leaves, double sigma)
    {
        double many = Math.Max(leaves.Sum(leaf => leaf.Own) / (2 * Bins), Occupied * sigma);
        int first = leaves.FindIndex(leaf => leaf.Own > Occupied * sigma),
            last = leaves.FindLastIndex(leaf => leaf.Own > Occupied * sigma);
        var refined = new List<CountedCell>();
        for (int place = 0; place < leaves.Count; place++)
        {
            var leaf = leaves[place];
            bool split = leaf.Own > many || place == first || place == last;
            double[] edges = split ? line.Split(leaf.Low, leaf.High, Parts) : [];
            if (edges.Length > 2)
            {
                leaf.Parts.AddRange(edges.Zip(edges.Skip(1), (low, high) => new CountedCell(low, high)));
                refined.AddRange(leaf.Parts);
            }
            else
            {
                refined.Add(leaf);
            }
        }

        return refined;
    }

    private static NumberRange Edges(NumberLine line, CountedCell root, List<CountedCell> leaves)
    {
        var up = root.SumVariances(backwards: false);
        int first = Beyond(leaves, up),
            last = leaves.Count - 1 - Beyond([.. Enumerable.Reverse(leaves)], root.SumVariances(backwards: true));
        double low = leaves[first].Low,
            max = line.Last(leaves[Math.Max(first, last)].High);
        double[] sums = [0, .. leaves.Select(leaf => leaf.Rows)];
        for (int leaf = 1; leaf < sums.Length; leaf++)
        {
            sums[leaf] += sums[leaf - 1];
        }
        sums = Monotone(sums);
        double error = Math.Sqrt(up.Max(variance => variance.OfShare)),
            total = sums[^1] - sums[0],
            bins = Math.Floor(Math.Clamp(total / error, 1, Bins));
        var edges = new List<double> { low };
        for (int bin = 1, leaf = 0; bin < bins; bin++)
        {
            double reached = sums[0] + (total * bin / bins);
            while (leaf < leaves.Count - 1 && sums[leaf + 1] < reached)
            {
                leaf++;
            }
            double rows = sums[leaf + 1] - sums[leaf],
                part = (reached - sums[leaf]) / rows;
            // A leaf with the rows of more than two bins is one number, so that there is no edge in it.
            double place = rows <= 2 * total / bins ? part : Math.Round(part);
            double edge = line.Rounded(leaves[leaf].Low + (place * (leaves[leaf].High - leaves[leaf].Low)));
            if (edge > edges[^1] && (edge < max || (edge == max && line.Step is not null)))
            {
                edges.Add(edge);
            }
        }

        return line.Range(low, max, edges.Skip(1));
    }

    /// <summary>
    /// The non-decreasing sequence with the least squared distance from another: neighbours that decrease share their
    /// mean. Ayer et al. (1955), <see href="https://doi.org/10.1214/aoms/1177728423"/>.
    /// </summary>
    /// <remarks>O(n) time and space.</remarks>
    internal static double[] Monotone(IReadOnlyList<double> values)
    {
        var blocks = new Stack<(double Sum, int Count)>();
        foreach (double value in values)
        {
            var block = (Sum: value, Count: 1);
            while (blocks.TryPeek(out var before) && before.Sum / before.Count >= block.Sum / block.Count)
            {
                blocks.Pop();
                block = (before.Sum + block.Sum, before.Count + block.Count);
            }
            blocks.Push(block);
        }

        return [.. blocks.Reverse().SelectMany(block => Enumerable.Repeat(block.Sum / block.Count, block.Count))];
    }

    /// <summary>The leaf after the last one up to which the rows do not stand out.</summary>
    private static int Beyond(
        IReadOnlyCollection<CountedCell> leaves,
        IReadOnlyList<(double OfSum, double OfShare)> variances
    )
    {
        double sum = 0,
            few = leaves.Sum(leaf => leaf.Rows) / Few;
        int place = 0,
            beyond = 0;
        foreach (var leaf in leaves)
        {
            sum += leaf.Rows;
            if (sum <= Math.Min(few, CutOff * Math.Sqrt(variances[place].OfSum)))
            {
                beyond = place + 1;
            }
            place++;
        }

        return beyond < place ? beyond : 0;
    }
}

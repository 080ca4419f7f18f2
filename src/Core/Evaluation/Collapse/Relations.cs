using AethergenAI.Statistics.Kernels;

namespace AethergenAI.Evaluation.Collapse;

/// <summary>
/// How much of the dependence between real columns another table keeps. Numbers count by their ranks within their own
/// table, ties in an order that tells nothing, so that neither a shift nor another unit changes them.
/// </summary>
internal sealed class Relations
{
    private const int Ranks = 5;
    private const int Levels = 8;
    private const int MaxSets = 120;
    private const double Certain = 4;

    private readonly FeatureSpace space;
    private readonly ulong seed;
    private readonly Sample real;
    private readonly int[][] sets;
    private readonly double[][] residuals;

    /// <param name="real">Rows that no generator saw.</param>
    /// <param name="columns">2 for pairs, 3 for triples.</param>
    /// <param name="seed">Seeds the choice of sets where there are more than 120, and the order of ties.</param>
    public Relations(FeatureSpace space, Sample real, int columns, ulong seed)
    {
        (this.space, this.real, this.seed) = (space, real, seed);
        int[][] all = [.. Sets(space.Features.Count, columns)];
        sets =
            all.Length <= MaxSets
                ? all
                : [.. RandomStream.For(seed, $"sets {columns}").Choose(all.Length, MaxSets).Select(at => all[at])];
        residuals = Residuals(real);
    }

    /// <returns>
    /// <c>Σ r·s/Σ r·t</c> for the cells' deviations from independence, <c>(p − Π pᵢ)/√Π pᵢ</c>, of the
    /// real rows (r), the other rows (s) and fresh rows (t): 1 where as much is kept as fresh rows have, 0 where
    /// nothing is. Products of different samples have no bias by their noise. NaN where the real rows show no
    /// dependence beyond chance.
    /// </returns>
    public double Kept(Sample other, Sample fresh)
    {
        double[][] others = Residuals(other),
            again = Residuals(fresh);
        double kept = Product(residuals, others),
            full = Product(residuals, again);
        // Where the real rows have no dependence, each of their cells deviates by chance alone, by 1/√n.
        double chance = Math.Sqrt(Product(again, again) / real.Rows);
        return full > Certain * chance ? kept / full : double.NaN;
    }

    private static double Product(double[][] left, double[][] right)
    {
        double sum = 0;
        for (int set = 0; set < left.Length; set++)
        {
            for (int cell = 0; cell < left[set].Length; cell++)
            {
                sum += left[set][cell] * right[set][cell];
            }
        }

        return sum;
    }

    private double[][] Residuals(Sample sample)
    {
        ulong[] ties = Ties(sample);
        var columns = space.Features.Select((_, f) => Column(sample, f, ties)).ToArray();
        return Array.ConvertAll(sets, set => Residual([.. set.Select(f => columns[f])], sample.Rows));
    }

    private (int[] Codes, int Cells) Column(Sample sample, int column, ulong[] ties) =>
        space.Features[column].IsNumber
            ? (Ranked(sample.Numbers[column], column, ties), Ranks + 1)
            : Grouping.Group(sample.Codes[column], real.Codes[column], space.Features[column].Cells, Levels);

    // Of the row itself, so that the order of the rows makes no difference.
    private ulong[] Ties(Sample sample)
    {
        var ties = new ulong[sample.Rows];
        for (int row = 0; row < ties.Length; row++)
        {
            ulong tie = seed;
            for (int f = 0; f < sample.Codes.Length; f++)
            {
                ulong cell = space.Features[f].IsNumber
                    ? BitConverter.DoubleToUInt64Bits(sample.Numbers[f][row])
                    : (ulong)sample.Codes[f][row];
                tie = new RandomStream(tie ^ cell).Next();
            }
            ties[row] = tie;
        }

        return ties;
    }

    private static int[] Ranked(double[] values, int column, ulong[] ties)
    {
        int[] codes = [.. Enumerable.Repeat(Ranks, values.Length)];
        int[] order =
        [
            .. Enumerable
                .Range(0, values.Length)
                .Where(row => !double.IsNaN(values[row]))
                .OrderBy(row => values[row])
                .ThenBy(row => new RandomStream(ties[row] + (ulong)column).Next()),
        ];
        for (int at = 0; at < order.Length; at++)
        {
            codes[order[at]] = (int)((long)at * Ranks / order.Length);
        }
        return codes;
    }

    private static double[] Residual((int[] Codes, int Cells)[] columns, int rows)
    {
        double[][] alone = Array.ConvertAll(columns, column =>
        {
            var shares = new double[column.Cells];
            Distribution.Shares(column.Codes, shares);
            return shares;
        });
        var joint = new double[columns.Aggregate(1, (cells, column) => cells * column.Cells)];
        for (int row = 0; row < rows; row++)
        {
            int cell = 0;
            foreach (var (codes, cells) in columns)
            {
                cell = (cell * cells) + codes[row];
            }
            joint[cell] += 1.0 / rows;
        }

        for (int cell = 0; cell < joint.Length; cell++)
        {
            double expected = 1;
            int rest = cell;
            for (int at = columns.Length - 1; at >= 0; at--)
            {
                expected *= alone[at][rest % columns[at].Cells];
                rest /= columns[at].Cells;
            }
            joint[cell] = expected > 0 ? (joint[cell] - expected) / Math.Sqrt(expected) : 0;
        }

        return joint;
    }

    private static IEnumerable<int[]> Sets(int features, int columns) =>
        columns == 0
            ?
            [
                [],
            ]
            : Enumerable
                .Range(columns - 1, Math.Max(0, features - columns + 1))
                .SelectMany(last => Sets(last, columns - 1).Select(set => (int[])[.. set, last]));
}

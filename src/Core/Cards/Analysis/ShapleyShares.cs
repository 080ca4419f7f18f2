using System.Numerics;
using AethergenAI.Recipes.Designs;
using AethergenAI.Statistics;

namespace AethergenAI.Cards.Analysis;

/// <summary>
/// Each factor's share of the variation between cells that the planned model explains: what the factor,
/// with its interactions with the factors already in the model, adds to R², averaged over every order
/// in which factors can enter. Shares sum to 1 in every design. Lindeman, Merenda &amp; Gold (1980); Grömping (2007),
/// <see href="https://doi.org/10.1198/000313007X188252"/>.
/// </summary>
internal sealed class ShapleyShares
{
    internal const int MaxFactors = 10;

    private readonly int factors;
    private readonly int[] cells;
    private readonly double[][] columns;
    private readonly int[][] members;
    private readonly double[]?[] roots;
    private readonly double[] weights;

    private ShapleyShares(int factors, int[] cells, double[][] columns, int[][] members, double[]?[] roots)
    {
        (this.factors, this.cells, this.columns, this.members, this.roots) = (factors, cells, columns, members, roots);
        weights = [.. Enumerable.Range(0, factors).Select(size => 1 / (factors * Choose(factors - 1, size)))];
    }

    /// <param name="cells">Numbers (from 1) of the design's cells that were measured.</param>
    /// <returns>Null where there are fewer than two factors, since a single one always explains all, or more than ten,
    /// or where the measured cells do not determine the model.</returns>
    /// <remarks>O(2^k·p³) once and O(2^k·p²) per set of values, for k factors with p columns in all.</remarks>
    internal static ShapleyShares? Of(int factors, EffectModel model, int[] cells)
    {
        if (factors is < 2 or > MaxFactors || cells.Length < 2)
        {
            return null;
        }

        int[] rows = [.. cells.Select(cell => cell - 1)];
        var terms = model
            .Planned.SelectMany(term => model.Columns(term, rows).Select(column => (term, Centred(column))))
            .ToList();
        double[][] columns = [.. terms.Select(entry => entry.Item2)];
        var members = new int[1 << factors][];
        var roots = new double[]?[1 << factors];
        for (int set = 1; set < members.Length; set++)
        {
            int chosen = set;
            members[set] = [.. Enumerable.Range(0, terms.Count).Where(at => Holds(chosen, terms[at].term))];
            roots[set] = Cholesky(members[set], columns);
            if (roots[set] is null)
            {
                return null;
            }
        }

        return new ShapleyShares(factors, cells, columns, members, roots);
    }

    /// <summary>
    /// Shares and their jackknife intervals over repeats; the jackknife also removes what noise adds to every share.
    /// It works on arcsin √share, because shares are squared lengths of effects and the angle between effects
    /// is nearly linear in them.
    /// </summary>
    /// <remarks>
    /// Efron &amp; Stein (1981), <see href="https://doi.org/10.1214/aos/1176345462"/>; Freeman &amp; Tukey (1950)
    /// for the scale.
    /// </remarks>
    internal (double[] Shares, Interval?[] Intervals)? Compute(RepeatedMeasure repeats)
    {
        double[] means = [.. cells.Select(repeats.Mean)];
        if (Shares(means) is not { } whole)
        {
            return null;
        }

        int[] used =
        [
            .. Enumerable
                .Range(0, repeats.RepeatCount)
                .Where(repeat => cells.Any(cell => !double.IsNaN(repeats[cell, repeat]))),
        ];
        var intervals = new Interval?[factors];
        if (used.Length < 3)
        {
            return (whole, intervals);
        }

        var pseudo = new List<double[]>();
        foreach (int left in used)
        {
            double[] without = [.. cells.Select(cell => Without(repeats, cell, left))];
            if (without.Any(double.IsNaN) || Shares(without) is not { } shares)
            {
                return (whole, intervals);
            }
            pseudo.Add([
                .. whole.Zip(shares, (all, part) => (used.Length * Angle(all)) - ((used.Length - 1) * Angle(part))),
            ]);
        }

        for (int factor = 0; factor < factors; factor++)
        {
            int at = factor;
            var interval = PairedTest.Student([.. pseudo.Select(values => values[at])], 0.95, repeats.Overlap);
            intervals[factor] = new Interval(Share(interval.Low), Share(interval.High));
        }

        return (whole, intervals);

        static double Angle(double share) => Math.Asin(Math.Sqrt(Math.Clamp(share, 0, 1)));
        static double Share(double angle) => Math.Pow(Math.Sin(Math.Clamp(angle, 0, Math.PI / 2)), 2);
    }

    private double[]? Shares(double[] means)
    {
        double[] y = Centred(means);
        double[] products =
        [
            .. columns.Select(column => System.Numerics.Tensors.TensorPrimitives.Dot<double>(column, y)),
        ];
        var explained = new double[1 << factors];
        for (int set = 1; set < explained.Length; set++)
        {
            explained[set] = Explained(members[set], roots[set]!, products);
        }
        if (explained[^1] <= 1e-24 * means.Sum(mean => mean * mean))
        {
            return null;
        }

        var shares = new double[factors];
        for (int set = 0; set < explained.Length; set++)
        {
            double weight = weights[Math.Min(BitOperations.PopCount((uint)set), factors - 1)];
            for (int factor = 0; factor < factors; factor++)
            {
                if ((set >> factor & 1) == 0)
                {
                    shares[factor] += weight * (explained[set | (1 << factor)] - explained[set]) / explained[^1];
                }
            }
        }

        return shares;
    }

    private static double Without(RepeatedMeasure repeats, int cell, int left)
    {
        double sum = 0;
        int count = 0;
        for (int repeat = 0; repeat < repeats.RepeatCount; repeat++)
        {
            if (repeat == left || double.IsNaN(repeats[cell, repeat]))
            {
                continue;
            }
            sum += repeats[cell, repeat];
            count++;
        }

        return count == 0 ? double.NaN : sum / count;
    }

    /// <summary>Whether all of a term's factors are in the set.</summary>
    private static bool Holds(int set, Term term) =>
        (set >> term.First & 1) == 1 && (term.Second is not { } second || (set >> second & 1) == 1);

    /// <summary>
    /// The Cholesky factor of the columns' products, as a lower triangle by rows; null where the columns are dependent.
    /// </summary>
    private static double[]? Cholesky(int[] chosen, double[][] columns)
    {
        int p = chosen.Length;
        var root = new double[p * (p + 1) / 2];
        for (int i = 0; i < p; i++)
        {
            for (int j = 0; j <= i; j++)
            {
                double sum = System.Numerics.Tensors.TensorPrimitives.Dot<double>(
                    columns[chosen[i]],
                    columns[chosen[j]]
                );
                double scale = sum;
                for (int k = 0; k < j; k++)
                {
                    sum -= root[At(i, k)] * root[At(j, k)];
                }
                if (i == j && sum <= 1e-10 * scale)
                {
                    return null;
                }
                root[At(i, j)] = i == j ? Math.Sqrt(sum) : sum / root[At(j, j)];
            }
        }

        return root;
    }

    private static double Explained(int[] chosen, double[] root, double[] products)
    {
        Span<double> z = stackalloc double[chosen.Length];
        double sum = 0;
        for (int i = 0; i < chosen.Length; i++)
        {
            double value = products[chosen[i]];
            for (int k = 0; k < i; k++)
            {
                value -= root[At(i, k)] * z[k];
            }
            z[i] = value / root[At(i, i)];
            sum += z[i] * z[i];
        }

        return sum;
    }

    private static int At(int row, int column) => (row * (row + 1) / 2) + column;

    private static double[] Centred(double[] column)
    {
        double mean = column.Sum() / column.Length;
        return [.. column.Select(value => value - mean)];
    }

    private static double Choose(int n, int k) =>
        Enumerable.Range(1, k).Aggregate(1.0, (product, i) => product * (n - k + i) / i);
}

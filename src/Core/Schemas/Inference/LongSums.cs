using System.Numerics;

namespace AethergenAI.Schemas.Inference;

/// <summary>
/// Candidates for sums of any number of addends, constant columns among them, from the exact linear relations between
/// columns. What no constraint keeps is said in a note: columns that add up to a constant, columns that add up to as
/// much as others (a balance), and sums of numbers that were rounded one by one.
/// </summary>
internal sealed class LongSums(ColumnProbe[] probes)
{
    private const int MaxConstants = 10;

    /// <summary>
    /// There must be as many rows as columns and this many more: fewer rows have linear relations by chance.
    /// </summary>
    private const int MinRows = 20;

    /// <summary>With so many rows, the coefficients of rounded numbers are known well enough.</summary>
    private const int MaxRows = 1000;

    /// <summary>
    /// An addend whose standard deviation is less than so many times that of the rounding of all may belong to a sum
    /// by chance.
    /// </summary>
    private const double MinSpread = 2;

    /// <summary>
    /// How many times as much as by rounding a sum may vary.
    /// </summary>
    private const double MaxVariance = 1.5;

    private readonly List<Said> said = [];
    private string? left;

    /// <param name="totals">Columns whose sums are proposed; what is said of them is not said.</param>
    public IEnumerable<string> Notes(IEnumerable<int> totals) =>
        [
            .. said.Where(sum => sum.Total is not { } total || !totals.Contains(total)).Select(Say),
            .. left is null ? [] : (string[])[left],
        ];

    /// <summary>Removes the candidates that these rows contradict.</summary>
    public void Observe(int rows) => said.RemoveAll(sum => !Holds(sum, rows));

    /// <param name="columns">Columns of numbers that are not the same in every row.</param>
    /// <returns>Candidates, which hold in the rows that have a number in every column.</returns>
    public IEnumerable<(int Total, int[] Addends)> Find(int[] columns, int rows)
    {
        int[] ascending =
        [
            .. columns.OrderBy(i => Math.Max(Math.Abs(probes[i].Numbers.Min), Math.Abs(probes[i].Numbers.Max))),
        ];
        int[] whole = Whole(ref ascending, rows);
        if (ascending.Length < 2)
        {
            yield break;
        }
        double[][] cells = [.. ascending.Select(i => Array.ConvertAll(whole, row => probes[i].Values[row]))];
        foreach (var relation in LinearRelations.Of(cells, Array.ConvertAll(ascending, Rounded)))
        {
            int[] plus = Array.ConvertAll(relation.Plus, at => ascending[at]),
                minus = Array.ConvertAll(relation.Minus, at => ascending[at]);
            double constant = relation.Exact ? relation.Constant : Rest(plus, minus, whole);
            if (plus.Length == 1 && With(minus, constant) is { } addends)
            {
                Note(plus, minus, constant, relation.Exact, rows);
                yield return (plus[0], addends);
            }
            else if (minus.Length == 1 && With(plus, -constant) is { } others)
            {
                Note(minus, plus, -constant, relation.Exact, rows);
                yield return (minus[0], others);
            }
            else if (minus.Length == 0)
            {
                Note(plus, minus, constant, relation.Exact, rows);
            }
            else if (plus.Length > 1 && minus.Length > 1 && Math.Abs(constant) < 1e-6)
            {
                Keep(new Said([.. plus.Order()], null, 0, relation.Exact) { Others = [.. minus.Order()] }, rows);
            }
        }
    }

    /// <summary>
    /// What two sums of rounded numbers differ by in the mean, in whole units of the coarsest of them.
    /// </summary>
    private double Rest(int[] plus, int[] minus, int[] rows)
    {
        double mean = rows.Average(row => plus.Sum(i => probes[i].Values[row]) - minus.Sum(i => probes[i].Values[row]));
        double unit = 2 * plus.Concat(minus).Max(Rounded);
        return unit > 0 ? Math.Round(mean / unit) * unit : mean;
    }

    /// <summary>
    /// The rows with a number in every column, those with the fewest zeros first. While there are too few, the column
    /// with the most missing cells is left out.
    /// </summary>
    private int[] Whole(ref int[] columns, int rows)
    {
        bool enough = columns.Length > SumSearch.MaxTried;
        var kept = new List<int>(columns);
        int[] lacks = [.. columns.Select(i => Enumerable.Range(0, rows).Count(row => !Has(i, row)))];
        var order = new Stack<int>(columns.Zip(lacks).OrderBy(pair => pair.Second).Select(pair => pair.First));
        int[] missing = [.. Enumerable.Range(0, rows).Select(row => kept.Count(i => !Has(i, row)))];
        var gone = new List<int>();
        while (kept.Count > 0 && missing.AsSpan().Count(0) < kept.Count + MinRows)
        {
            int worst = order.Pop();
            gone.Add(worst);
            kept.Remove(worst);
            for (int row = 0; row < rows; row++)
            {
                missing[row] -= Has(worst, row) ? 0 : 1;
            }
        }
        left = enough && gone.Count > 0 ? Left(gone) : null;
        columns = [.. kept];
        return
        [
            .. Enumerable
                .Range(0, rows)
                .Where(row => missing[row] == 0)
                .OrderByDescending(row => kept.Count(i => probes[i].Values[row] != 0))
                .Take(Math.Max((2 * kept.Count) + 64, MaxRows)),
        ];
    }

    private bool Has(int column, int row) => double.IsFinite(probes[column].Values[row]);

    /// <param name="plus">One column: the total of <paramref name="minus"/>; or several, which add up to the
    /// constant.</param>
    private void Note(int[] plus, int[] minus, double constant, bool exact, int rows)
    {
        bool total = plus.Length == 1;
        int[] addends = total ? minus : plus;
        var sum = new Said([.. addends.Order()], total ? plus[0] : null, constant, exact);
        // A sum that holds exactly and has a total is proposed, not said.
        if (addends.Length >= 2 && !(exact && total))
        {
            Keep(sum, rows);
        }
    }

    private void Keep(Said sum, int rows)
    {
        if (Holds(sum, rows) && IsRounding(sum, rows))
        {
            said.Add(sum);
        }
    }

    /// <summary>
    /// Whether what a sum is off by varies as roundings do: each is uniform within ±u/2, with the variance u²/12. And
    /// whether each addend varies by more, so that it is needed.
    /// </summary>
    private bool IsRounding(Said sum, int rows)
    {
        if (sum.Exact)
        {
            return true;
        }
        double variance = sum.Columns.Sum(i => Rounded(i) * Rounded(i) / 3);
        double[] off = [.. Enumerable.Range(0, rows).Select(row => Off(sum, row)).Where(double.IsFinite)];
        return off.Length >= MinRows
            && off.Average(value => value * value) <= MaxVariance * variance
            && sum.Addends.Concat(sum.Others)
                .All(i => probes[i].Numbers.StandardDeviation >= MinSpread * Math.Sqrt(variance));
    }

    /// <summary>Half a unit of a column's last decimal; 0 where its numbers are no short decimals.</summary>
    private double Rounded(int column) =>
        probes[column].Numbers.Decimals is >= 0 and var decimals ? 0.5 * Math.Pow(10, -decimals) : 0;

    /// <param name="rest">What the total is beyond the addends in every row.</param>
    /// <returns>The addends with the fewest constant columns that make up the rest; null where none do.</returns>
    private int[]? With(int[] addends, double rest)
    {
        int[] same =
        [
            .. Enumerable
                .Range(0, probes.Length)
                .Where(i =>
                    probes[i].Numbers.Holds
                    && probes[i].Numbers.Min == probes[i].Numbers.Max
                    && probes[i].Numbers.Min != 0
                )
                .Take(MaxConstants),
        ];
        int[]? more = Enumerable
            .Range(0, 1 << same.Length)
            .OrderBy(set => BitOperations.PopCount((uint)set))
            .Select(set => same.Where((_, at) => (set >> at & 1) == 1).ToArray())
            .FirstOrDefault(some => Math.Abs(some.Sum(i => probes[i].Numbers.Min) - rest) < 1e-6);
        return more is not null && addends.Length + more.Length >= 2 ? [.. addends.Concat(more).Order()] : null;
    }

    private bool Holds(Said sum, int rows)
    {
        double tolerance = Tolerance(sum);
        return sum.Columns.All(i => probes[i].Numbers.Holds)
            && Enumerable.Range(0, rows).All(row => !(Math.Abs(Off(sum, row)) > tolerance));
    }

    private double Off(Said sum, int row) =>
        sum.Addends.Sum(i => probes[i].Values[row])
        - sum.Others.Sum(i => probes[i].Values[row])
        + (sum.Total is { } total ? sum.Constant - probes[total].Values[row] : -sum.Constant);

    /// <summary>
    /// The largest difference that rounding explains in a row: the rounding of doubles, or of every cell.
    /// </summary>
    private double Tolerance(Said sum)
    {
        double rounding = sum.Columns.Sum(Rounded);
        double largest = sum.Addends.Max(i =>
            Math.Max(Math.Abs(probes[i].Numbers.Min), Math.Abs(probes[i].Numbers.Max))
        );
        double doubles = 1e-6 * Math.Max(largest, Math.Abs(sum.Constant));
        return sum.Exact ? doubles : doubles + rounding;
    }

    private string Say(Said sum)
    {
        string names = Names(sum.Addends);
        if (sum.Others.Length > 0)
        {
            string rounded = sum.Exact ? "" : ", but for rounding";
            return $"Columns {names} add up to as much as {Names(sum.Others)} in every row{rounded}. A sum has one "
                + "total, so this is not kept, and synthetic rows break it: leave out one of them and compute it from "
                + "the others.";
        }
        if (sum.Exact)
        {
            return $"Columns {names} add up to the same number in every row. A sum is kept against a column only: "
                + "add a column with that number and declare it as their total, or leave out one of them.";
        }
        string what = sum.Total is { } total
            ? $"Columns {names} add up to '{probes[total].Name}'"
            : $"Columns {names} add up to the same number in every row";
        return $"{what} but for rounding. Such a sum is not kept, and synthetic rows are off by more: leave out one of "
            + "them and compute it from the others.";
    }

    private string Left(List<int> columns) =>
        $"Sums of five and more addends were searched without {Names([.. columns.Order()])}: too few rows have numbers "
        + "in these columns and in all others.";

    private string Names(int[] columns) => string.Join(", ", columns.Select(i => $"'{probes[i].Name}'"));

    /// <param name="Total">Null: the addends add up to the constant.</param>
    /// <param name="Constant">What the total is beyond the addends; or their sum.</param>
    /// <param name="Exact">False: but for the rounding of each cell.</param>
    private sealed record Said(int[] Addends, int? Total, double Constant, bool Exact)
    {
        /// <summary>Columns that add up to as much as the addends; empty: there are none.</summary>
        public int[] Others { get; init; } = [];

        public IEnumerable<int> Columns => [.. Addends, .. Others, .. Total is { } total ? [total] : (int[])[]];
    }
}

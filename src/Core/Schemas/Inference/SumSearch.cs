using AethergenAI.Tables;
using AethergenAI.Tables.Constraints;

namespace AethergenAI.Schemas.Inference;

/// <summary>
/// Finds columns of numbers that add up to another column in every row: two to four addends by trying, the fewest
/// first, and any number by <see cref="LongSums"/>; one sum per total. The first block gives the candidates;
/// all other blocks must confirm them.
/// </summary>
internal sealed class SumSearch(ColumnProbe[] probes)
{
    /// <summary>The most addends that are found by trying.</summary>
    internal const int MaxTried = 4;

    private const int MaxForTwo = 200,
        MaxForThree = 64,
        MaxForFour = 32;

    /// <summary>
    /// The maximum number of row additions spent on ruling out choices of addends. Dense tables need far fewer;
    /// sparse ones could need any number.
    /// </summary>
    private const long MaxAdded = 30_000_000;

    /// <summary>
    /// The minimum number of rows with a total other than zero, and of rows with two addends other than zero.
    /// </summary>
    private const int MinRows = 20,
        MinMixed = 3;

    private readonly List<Sum> found = [];
    private readonly List<string> cut = [];
    private readonly LongSums longer = new(probes);
    private bool begun;
    private long added;
    private int[] columns = [];

    /// <summary>
    /// The rows of the first block that rule out most candidates, by column: the rows with the most cells
    /// that are neither missing nor zero, and each column's rows with its smallest and largest number.
    /// </summary>
    private double[][] screen = [];

    public IEnumerable<string> Notes => cut.Concat(longer.Notes(found.Select(sum => sum.Total)));

    public void Observe(int rows)
    {
        if (begun)
        {
            found.RemoveAll(sum => !Holds(sum, rows));
            longer.Observe(rows);
        }
        else
        {
            Begin(rows);
        }
    }

    public IEnumerable<SumConstraint> Propose(ColumnGuess[] judged, int rows)
    {
        var totals = new List<Sum>();
        foreach (Sum sum in found.OrderBy(sum => sum.Addends.Length))
        {
            bool numbers = sum.Addends.Append(sum.Total).All(i => judged[i].Column is IntegerColumn or DecimalColumn);
            if (numbers && totals.TrueForAll(other => other.Total != sum.Total) && !Circular(totals, sum))
            {
                totals.Add(sum);
            }
        }

        return totals.Select(sum => new SumConstraint(
            [.. sum.Addends.Select(i => probes[i].Name)],
            probes[sum.Total].Name
        )
        {
            Reason = $"Holds in all {rows:N0} rows; the total is not zero in {sum.Rows:N0} of them.",
        });
    }

    /// <summary>
    /// Whether the inequality follows from the sum: an addend is at most the total
    /// if the other addends are never negative.
    /// </summary>
    public bool Implies(SumConstraint total, InequalityConstraint found) =>
        total.Total == found.High
        && total.Addends.Contains(found.Low, StringComparer.Ordinal)
        && total
            .Addends.Where(addend => addend != found.Low)
            .All(addend => Array.Find(probes, probe => probe.Name == addend)!.Numbers.Min >= 0);

    /// <summary>Whether the total is, through other sums, an addend of one of its own addends.</summary>
    private static bool Circular(List<Sum> totals, Sum sum)
    {
        var reached = new Stack<int>(sum.Addends);
        while (reached.TryPop(out int column))
        {
            if (column == sum.Total)
            {
                return true;
            }
            if (totals.Find(total => total.Total == column) is { } below)
            {
                Array.ForEach(below.Addends, reached.Push);
            }
        }

        return false;
    }

    private void Begin(int rows)
    {
        begun = true;
        columns =
        [
            .. Enumerable
                .Range(0, probes.Length)
                .Where(i => probes[i].Numbers.Holds && probes[i].Numbers.Min < probes[i].Numbers.Max),
        ];
        if (columns.Length > MaxForTwo)
        {
            cut.Add($"Sums were searched among the first {MaxForTwo} columns of numbers only.");
            columns = columns[..MaxForTwo];
        }

        if (columns.Length < 2)
        {
            return;
        }
        screen = Screen(rows);
        int most = columns.Length switch
        {
            <= MaxForFour => MaxTried,
            <= MaxForThree => 3,
            _ => 2,
        };
        var addends = new int[most];
        for (int size = 2; size <= most; size++)
        {
            for (int total = 0; total < columns.Length; total++)
            {
                Extend(addends.AsSpan(0, size), 0, 0, total, 0, rows);
            }
        }

        if (added > MaxAdded)
        {
            cut.Add("Not all sums were tried, because too many columns are mostly zero or missing.");
        }
        foreach (var (total, more) in longer.Find(columns, rows))
        {
            var sum = new Sum(total, more);
            bool known = found.Exists(other => other.Total == total);
            if (!known && Holds(sum, rows) && sum.Rows >= MinRows && sum.Mixed >= MinMixed)
            {
                found.Add(sum);
            }
        }
    }

    private double[][] Screen(int rows)
    {
        var busiest = Enumerable
            .Range(0, rows)
            .OrderByDescending(row => columns.Count(i => probes[i].Values[row] is not (0 or double.NaN)))
            .Take(64);
        var extremes = columns.SelectMany(i =>
            new[]
            {
                Enumerable.Range(0, rows).MaxBy(row => probes[i].Values[row]),
                Enumerable.Range(0, rows).MaxBy(row => -probes[i].Values[row]),
            }
        );
        int[] rulers = [.. busiest.Concat(extremes).Distinct()];
        return [.. columns.Select(i => rulers.Select(row => probes[i].Values[row]).ToArray())];
    }

    /// <summary>Tries every choice of the addends from <paramref name="position"/> on.</summary>
    private void Extend(Span<int> addends, int position, int from, int total, double sum, int rows)
    {
        for (int i = from; i < columns.Length && added <= MaxAdded; i++)
        {
            if (i == total)
            {
                continue;
            }
            addends[position] = i;
            double extended = sum + screen[i][0];
            if (position + 1 < addends.Length)
            {
                Extend(addends, position + 1, i + 1, total, extended, rows);
            }
            else if (
                !(Math.Abs(extended - screen[total][0]) > Tolerance(columns[total], extended)) && Passes(addends, total)
            )
            {
                Keep(addends, total, rows);
            }
        }
    }

    private bool Passes(ReadOnlySpan<int> addends, int total)
    {
        for (int row = 1; row < screen[total].Length; row++)
        {
            added++;
            double sum = 0;
            foreach (int addend in addends)
            {
                sum += screen[addend][row];
            }
            if (Math.Abs(sum - screen[total][row]) > Tolerance(columns[total], sum))
            {
                return false;
            }
        }

        return true;
    }

    private void Keep(ReadOnlySpan<int> addends, int total, int rows)
    {
        var chosen = new int[addends.Length];
        for (int i = 0; i < chosen.Length; i++)
        {
            chosen[i] = columns[addends[i]];
        }
        var sum = new Sum(columns[total], chosen);
        // Sums of sums add nothing new: keep one sum per total, the one with the fewest addends.
        if (found.Exists(other => other.Total == sum.Total && other.Addends.Length < chosen.Length))
        {
            return;
        }
        added += rows;
        if (Holds(sum, rows) && sum.Rows >= MinRows && sum.Mixed >= MinMixed)
        {
            found.Add(sum);
        }
    }

    private bool Holds(Sum sum, int rows)
    {
        double[] totals = probes[sum.Total].Values;
        if (!probes[sum.Total].Numbers.Holds || sum.Addends.Any(i => !probes[i].Numbers.Holds))
        {
            return false;
        }
        for (int row = 0; row < rows; row++)
        {
            double added = 0;
            int parts = 0;
            foreach (int addend in sum.Addends)
            {
                double part = probes[addend].Values[row];
                added += part;
                parts += part == 0 ? 0 : 1;
            }

            double off = Math.Abs(added - totals[row]);
            if (off > Tolerance(sum.Total, added))
            {
                return false;
            }
            if (double.IsNaN(off))
            {
                continue;
            }
            sum.Rows += totals[row] == 0 ? 0 : 1;
            sum.Mixed += parts > 1 ? 1 : 0;
        }

        return true;
    }

    /// <summary>Half a unit of the total's last decimal so far, plus the rounding of the doubles.</summary>
    private double Tolerance(int total, double sum)
    {
        int decimals = probes[total].Numbers.Decimals;
        return (decimals <= 0 ? 0 : Half[Math.Min(decimals, Half.Length - 1)]) + Math.Abs(sum) * 1e-12;
    }

    private static readonly double[] Half =
    [
        .. Enumerable.Range(0, 13).Select(decimals => 0.5 * Math.Pow(10, -decimals) * (1 - 1e-9)),
    ];

    private sealed class Sum(int total, int[] addends)
    {
        public int Total => total;

        public int[] Addends => addends;

        /// <summary>The number of rows whose total is not zero.</summary>
        public int Rows { get; set; }

        /// <summary>The number of rows with two or more addends that are not zero.</summary>
        public int Mixed { get; set; }
    }
}

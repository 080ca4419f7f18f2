using AethergenAI.Tables.Constraints;

namespace AethergenAI.Schemas.Inference;

/// <summary>
/// Finds pairs of columns of which one is never above the other. A pair is proposed only if it is unlikely
/// to be chance: if the cells of one column were shuffled, at least 20 rows and 1 % of all would break it.
/// </summary>
internal sealed class InequalitySearch(ColumnProbe[] probes)
{
    private const int MaxColumns = 200;
    private const int MinBroken = 20;
    private const double MinBrokenShare = 0.01;

    /// <summary>
    /// The minimum overlap of two columns' ranges, as a share of the range of both together,
    /// for numbers whose names share no word.
    /// </summary>
    private const double MinOverlap = 0.3;

    private readonly List<Pair> pairs = [];
    private bool begun;

    public IEnumerable<string> Notes { get; private set; } = [];

    public void Observe(int rows)
    {
        if (!begun)
        {
            Begin();
        }
        pairs.RemoveAll(pair =>
            !probes[pair.Left].Comparable
            || !probes[pair.Right].Comparable
            || probes[pair.Left].Numbers.Holds != probes[pair.Right].Numbers.Holds
        );
        foreach (Pair pair in pairs)
        {
            pair.Observe(probes[pair.Left].Values.AsSpan(0, rows), probes[pair.Right].Values.AsSpan(0, rows));
        }
        pairs.RemoveAll(pair => pair is { Below: true, Above: true });
    }

    public IEnumerable<InequalityConstraint> Propose(ColumnGuess[] judged)
    {
        var held = pairs
            .Where(pair => pair.Below != pair.Above)
            .Select(pair => pair.Below ? pair : pair.Turned())
            .Where(pair => InequalityConstraint.Comparable(judged[pair.Left].Column, judged[pair.Right].Column))
            .Where(Telling)
            .ToList();
        var higher = held.ToLookup(pair => pair.Left, pair => pair.Right);
        return held.Where(pair => !higher[pair.Left].Any(between => higher[between].Contains(pair.Right)))
            .Select(pair => new InequalityConstraint(probes[pair.Left].Name, probes[pair.Right].Name)
            {
                Reason =
                    $"Holds in all {pair.Rows:N0} rows that have both "
                    + $"cells{(pair.Equal ? "" : "; they are never equal")}.",
            });
    }

    private void Begin()
    {
        begun = true;
        int[] columns = [.. Enumerable.Range(0, probes.Length).Where(i => probes[i].Comparable)];
        if (columns.Length > MaxColumns)
        {
            Notes = [$"Inequalities were searched among the first {MaxColumns} comparable columns only."];
            columns = columns[..MaxColumns];
        }

        for (int i = 0; i < columns.Length; i++)
        {
            for (int j = i + 1; j < columns.Length; j++)
            {
                pairs.Add(new Pair { Left = columns[i], Right = columns[j] });
            }
        }
    }

    private bool Telling(Pair pair)
    {
        ColumnProbe low = probes[pair.Left],
            high = probes[pair.Right];
        double broken = ShareBroken(low.Sample, high.Sample);
        return broken >= MinBrokenShare
            && broken * pair.Rows >= MinBroken
            && (!low.Numbers.Holds || SameThing(low, high));
    }

    private static bool SameThing(ColumnProbe low, ColumnProbe high)
    {
        if (new NameHints(low.Name).SharesWord(new NameHints(high.Name)))
        {
            return true;
        }
        double overlap = Math.Min(low.Numbers.Max, high.Numbers.Max) - Math.Max(low.Numbers.Min, high.Numbers.Min);
        double span = Math.Max(low.Numbers.Max, high.Numbers.Max) - Math.Min(low.Numbers.Min, high.Numbers.Min);
        return overlap >= MinOverlap * span;
    }

    /// <summary>
    /// The share of pairs of a low and a high cell, drawn independently, in which the low cell is above the high one.
    /// </summary>
    private static double ShareBroken(List<double> lows, List<double> highs)
    {
        double[] low = [.. lows.Where(value => !double.IsNaN(value)).Order()],
            high = [.. highs.Where(value => !double.IsNaN(value)).Order()];
        double broken = 0;
        int below = 0;
        foreach (double value in low)
        {
            while (below < high.Length && high[below] < value)
            {
                below++;
            }
            broken += below;
        }

        return low.Length == 0 || high.Length == 0 ? 0 : broken / low.Length / high.Length;
    }

    private sealed class Pair
    {
        public required int Left { get; init; }

        public required int Right { get; init; }

        /// <summary>Whether the left cell is below the right one in some row.</summary>
        public bool Below { get; private set; }

        public bool Above { get; private set; }

        public bool Equal { get; private set; }

        /// <summary>The number of rows that have both cells.</summary>
        public int Rows { get; private set; }

        public Pair Turned() =>
            new()
            {
                Left = Right,
                Right = Left,
                Below = Above,
                Above = Below,
                Equal = Equal,
                Rows = Rows,
            };

        public void Observe(ReadOnlySpan<double> left, ReadOnlySpan<double> right)
        {
            int below = 0,
                above = 0,
                equal = 0;
            for (int row = 0; row < left.Length; row++)
            {
                if (left[row] < right[row])
                {
                    below++;
                }
                else if (left[row] > right[row])
                {
                    above++;
                }
                else if (left[row] == right[row])
                {
                    equal++;
                }
                if (below > 0 && above > 0)
                {
                    break;
                }
            }

            Below |= below > 0;
            Above |= above > 0;
            Equal |= equal > 0;
            Rows += below + above + equal;
        }
    }
}

using System.Numerics;

namespace AethergenAI.Schemas.Inference;

/// <summary>
/// Candidates for sums of up to twelve addends, constant columns among them, from the exact linear relations between
/// columns; and columns that add up to a constant, which are said in a note.
/// </summary>
internal sealed class LongSums(ColumnProbe[] probes)
{
    private const int MaxAddends = 12,
        MaxConstants = 10;

    /// <summary>Fewer rows than columns, and this many, are related by themselves.</summary>
    private const int MinRows = 20;

    private readonly List<(int[] Addends, double Total)> constants = [];

    public IEnumerable<string> Notes => constants.Select(Say);

    /// <summary>Takes back the constant totals that these rows contradict.</summary>
    public void Observe(int rows) => constants.RemoveAll(sum => !Holds(sum.Addends, sum.Total, rows));

    /// <param name="columns">Columns of numbers that are not the same in every row.</param>
    /// <returns>Candidates, which hold in the rows that have a number in every column.</returns>
    public IEnumerable<(int Total, int[] Addends)> Find(int[] columns, int rows)
    {
        int[] ascending =
        [
            .. columns.OrderBy(i => Math.Max(Math.Abs(probes[i].Numbers.Min), Math.Abs(probes[i].Numbers.Max))),
        ];
        int[] whole =
        [
            .. Enumerable
                .Range(0, rows)
                .Where(row => ascending.All(i => double.IsFinite(probes[i].Values[row])))
                .OrderByDescending(row => ascending.Count(i => probes[i].Values[row] != 0))
                .Take((2 * ascending.Length) + 64),
        ];
        if (whole.Length < ascending.Length + MinRows)
        {
            yield break;
        }
        double[][] cells = [.. ascending.Select(i => Array.ConvertAll(whole, row => probes[i].Values[row]))];
        foreach (var relation in LinearRelations.Of(cells))
        {
            int[] plus = Array.ConvertAll(relation.Plus, at => ascending[at]),
                minus = Array.ConvertAll(relation.Minus, at => ascending[at]);
            if (plus.Length == 1 && With(minus, relation.Constant) is { } addends)
            {
                yield return (plus[0], addends);
            }
            else if (minus.Length == 1 && With(plus, -relation.Constant) is { } others)
            {
                yield return (minus[0], others);
            }
            else if (minus.Length == 0 && plus.Length is >= 2 and <= MaxAddends && Holds(plus, relation.Constant, rows))
            {
                constants.Add(([.. plus.Order()], relation.Constant));
            }
        }
    }

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
        return more is not null && addends.Length + more.Length is >= 2 and <= MaxAddends
            ? [.. addends.Concat(more).Order()]
            : null;
    }

    private bool Holds(int[] addends, double total, int rows)
    {
        double largest = addends.Max(i => Math.Max(Math.Abs(probes[i].Numbers.Min), Math.Abs(probes[i].Numbers.Max)));
        double tolerance = 1e-6 * Math.Max(largest, Math.Abs(total));
        return addends.All(i => probes[i].Numbers.Holds)
            && Enumerable
                .Range(0, rows)
                .All(row => !(Math.Abs(addends.Sum(i => probes[i].Values[row]) - total) > tolerance));
    }

    private string Say((int[] Addends, double Total) sum)
    {
        string names = string.Join(", ", sum.Addends.Select(i => $"'{probes[i].Name}'"));
        return $"Columns {names} add up to the same number in every row. A sum is kept against a column only: "
            + "add a column with that number and declare it as their total, or leave out one of them.";
    }
}

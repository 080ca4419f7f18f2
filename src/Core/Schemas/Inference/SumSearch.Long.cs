using System.Numerics;

namespace AethergenAI.Schemas.Inference;

internal sealed partial class SumSearch
{
    private const int MaxAddends = 12,
        MaxConstants = 10;

    private readonly List<(int[] Addends, double Total)> constants = [];

    /// <summary>Adds the longer sums, those with constant addends, and those with a constant total.</summary>
    private void Relate(int rows)
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
        // Fewer rows than columns are related by themselves.
        if (whole.Length < ascending.Length + MinRows)
        {
            return;
        }
        double[][] cells = [.. ascending.Select(i => Array.ConvertAll(whole, row => probes[i].Values[row]))];
        foreach (var relation in LinearRelations.Of(cells))
        {
            int[] plus = Array.ConvertAll(relation.Plus, at => ascending[at]),
                minus = Array.ConvertAll(relation.Minus, at => ascending[at]);
            if (plus.Length == 1)
            {
                Keep(plus[0], minus, relation.Constant, rows);
            }
            else if (minus.Length == 1)
            {
                Keep(minus[0], plus, -relation.Constant, rows);
            }
            else if (minus.Length == 0 && plus.Length <= MaxAddends && Holds(plus, relation.Constant, rows))
            {
                constants.Add(([.. plus.Order()], relation.Constant));
            }
        }
    }

    /// <param name="rest">What the total is beyond the addends in every row; constant columns may make it up.</param>
    private void Keep(int total, int[] addends, double rest, int rows)
    {
        if (found.Exists(other => other.Total == total) || Constants(rest) is not { } more)
        {
            return;
        }
        var sum = new Sum(total, [.. addends.Concat(more).Order()]);
        bool fits = sum.Addends.Length is >= 2 and <= MaxAddends;
        if (fits && Holds(sum, rows) && sum.Rows >= MinRows && sum.Mixed >= MinMixed)
        {
            found.Add(sum);
        }
    }

    /// <returns>The fewest constant columns that add up to it; null where none do.</returns>
    private int[]? Constants(double rest)
    {
        int[] fixedOnes =
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
        return Enumerable
            .Range(0, 1 << fixedOnes.Length)
            .OrderBy(set => BitOperations.PopCount((uint)set))
            .Select(set => fixedOnes.Where((_, at) => (set >> at & 1) == 1).ToArray())
            .FirstOrDefault(some => Math.Abs(some.Sum(i => probes[i].Numbers.Min) - rest) < 1e-6);
    }

    private bool Holds(int[] addends, double total, int rows)
    {
        double tolerance = 1e-6 * Math.Max(1, Math.Abs(total));
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

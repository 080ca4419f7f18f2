using System.Text;
using AethergenAI.Generation.Encodings;
using AethergenAI.Tables;

namespace AethergenAI.Generation.Conditioning;

/// <summary>
/// Finds the joint tokens that agree with the given cells. If several combinations agree, one is drawn by its frequency
/// in the seed and then treated as given: exact for these columns, but independent of the other given cells.
/// </summary>
internal sealed class GivenJoint
{
    private readonly int[] candidatesOf;
    private readonly List<(int[] Tokens, double[] Cumulative)> candidates = [];

    internal GivenJoint(int modelColumn, ColumnEncoding[] members, Table cells)
    {
        ModelColumn = modelColumn;
        ColumnEncoding[] given = [.. members.Where(member => cells.Has(member.Column))];
        var known = new Dictionary<string, int>(StringComparer.Ordinal);
        candidatesOf = new int[cells.RowCount];
        for (int row = 0; row < candidatesOf.Length; row++)
        {
            ColumnEncoding[] here = [.. given.Where(member => !cells[member.Column].IsMissing(row))];
            if (here.Length == 0)
            {
                candidatesOf[row] = -1;
                continue;
            }

            string key = Key(here, cells, row);
            if (!known.TryGetValue(key, out candidatesOf[row]))
            {
                candidatesOf[row] = known[key] = candidates.Count;
                candidates.Add(Matching(here, cells, row));
            }
        }
    }

    internal int ModelColumn { get; }

    internal bool Gives(int row) => candidatesOf[row] >= 0;

    /// <param name="unit">In (0, 1).</param>
    /// <returns>−1 if the row gives none of the columns.</returns>
    internal int Token(int row, double unit)
    {
        if (candidatesOf[row] < 0)
        {
            return -1;
        }
        var (tokens, cumulative) = candidates[candidatesOf[row]];
        int found = Array.BinarySearch(cumulative, unit * cumulative[^1]);
        return tokens[Math.Min(found < 0 ? ~found : found + 1, tokens.Length - 1)];
    }

    private static (int[] Tokens, double[] Cumulative) Matching(ColumnEncoding[] members, Table cells, int row)
    {
        var counts = members[0] is LevelCombinationEncoding levels
            ? levels.Counts
            : ((NumberCombinationEncoding)members[0]).Counts;
        Func<int, bool>[] matches = [.. members.Select(member => Match(member, cells, row))];
        int[] tokens = [.. Enumerable.Range(0, counts.Count).Where(token => matches.All(match => match(token)))];
        if (tokens.Length == 0)
        {
            throw GenerationRefusals.GivenCombination(string.Join(", ", members.Select(member => member.Column)), row);
        }
        double sum = 0;
        return (tokens, [.. tokens.Select(token => sum += counts[token])]);
    }

    private static Func<int, bool> Match(ColumnEncoding member, Table cells, int row)
    {
        if (member is LevelCombinationEncoding levels)
        {
            int code = levels.Levels.ToList().IndexOf(cells.Levels(member.Column)[row]!);
            return token => levels.Codes[token] == code && code >= 0;
        }

        var numbers = (NumberCombinationEncoding)member;
        double value = cells.Numbers(member.Column).Values[row];
        return token => numbers.Values[token] == value;
    }

    private static string Key(ColumnEncoding[] members, Table cells, int row)
    {
        var key = new StringBuilder();
        foreach (var member in members)
        {
            key.Append(member.Column).Append('\0');
            if (cells[member.Column] is NumberData numbers)
            {
                key.Append(BitConverter.DoubleToInt64Bits(numbers.Values[row]));
            }
            else
            {
                key.Append(cells.Levels(member.Column)[row]);
            }
            key.Append('\0');
        }

        return key.ToString();
    }
}

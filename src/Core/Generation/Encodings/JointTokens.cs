using System.Runtime.InteropServices;
using AethergenAI.Tables;

namespace AethergenAI.Generation.Encodings;

/// <summary>
/// The combinations of several columns' cells that occur in a seed, including missing cells.
/// Each combination is a token, in order of appearance.
/// </summary>
internal sealed class JointTokens
{
    private readonly int[] counts;

    private JointTokens(int[] tokens, int[] firstRows)
    {
        Tokens = tokens;
        FirstRows = firstRows;
        counts = new int[firstRows.Length];
        foreach (int token in tokens)
        {
            counts[token]++;
        }
    }

    internal int ModelColumn { get; set; }

    internal int[] Tokens { get; }

    /// <summary>The first row with each token.</summary>
    internal int[] FirstRows { get; }

    internal static JointTokens Of(Table seed, IReadOnlyList<string> columns)
    {
        int[] tokens = new int[seed.RowCount];
        var firstRows = new List<int>();
        foreach (string column in columns)
        {
            // Refines the tokens by one more column: each pair of the token so far and the cell is a token.
            var pairs = new Dictionary<(int Token, long Cell), int>();
            firstRows.Clear();
            for (int row = 0; row < tokens.Length; row++)
            {
                ref int token = ref CollectionsMarshal.GetValueRefOrAddDefault(
                    pairs,
                    (tokens[row], Cell(seed[column], row)),
                    out bool known
                );
                if (!known)
                {
                    token = firstRows.Count;
                    firstRows.Add(row);
                }

                tokens[row] = token;
            }
        }

        return new JointTokens(tokens, [.. firstRows]);
    }

    internal ColumnEncoding Encoding(ColumnData column) =>
        column switch
        {
            LevelData levels => new LevelCombinationEncoding(
                column.Name,
                ModelColumn,
                levels.Levels,
                [.. FirstRows.Select(row => levels.Codes[row])],
                counts
            ),
            _ => new NumberCombinationEncoding(
                column.Name,
                ModelColumn,
                [.. FirstRows.Select(row => column.IsMissing(row) ? (double?)null : ((NumberData)column).Values[row])],
                counts
            ),
        };

    private static long Cell(ColumnData column, int row) =>
        column switch
        {
            LevelData levels => levels.Codes[row],
            // Adding 0 turns −0 into 0.
            NumberData numbers => BitConverter.DoubleToInt64Bits(numbers.Values[row] + 0.0),
            _ => 0,
        };
}

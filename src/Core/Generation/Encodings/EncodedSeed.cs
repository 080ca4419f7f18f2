using AethergenAI.Tables;

namespace AethergenAI.Generation.Encodings;

/// <summary>A seed as tokens: what a generator learns from.</summary>
/// <param name="Seed">The rows that satisfy the schema.</param>
/// <param name="Encodings">One a column of the schema, in its order.</param>
public sealed record EncodedSeed(
    Schema Schema,
    Table Seed,
    IReadOnlyList<TokenColumn> Columns,
    IReadOnlyList<ColumnEncoding> Encodings
);

/// <param name="Tokens">One a seed row, −1 where the row does not have it (the cell is missing).</param>
/// <param name="Count">How many tokens there are; each of them occurs, but for a public domain's.</param>
/// <param name="Ordered">Whether the tokens' order means something.</param>
public sealed record TokenColumn(string Name, int[] Tokens, int Count, bool Ordered)
{
    /// <summary>Seed rows with each token.</summary>
    public int[] Counts()
    {
        int[] counts = new int[Count];
        foreach (int token in Tokens)
        {
            if (token >= 0)
            {
                counts[token]++;
            }
        }

        return counts;
    }
}

using AethergenAI.Tables;

namespace AethergenAI.Generation.Encodings;

/// <summary>A seed as tokens, which a generator learns from.</summary>
/// <param name="Seed">The rows that satisfy the schema.</param>
/// <param name="Encodings">One per column of the schema, in its order.</param>
public sealed record EncodedSeed(
    Schema Schema,
    Table Seed,
    IReadOnlyList<TokenColumn> Columns,
    IReadOnlyList<ColumnEncoding> Encodings
);

/// <param name="Tokens">One per seed row; −1 if the row has none because the cell is missing.</param>
/// <param name="Count">The number of tokens; each occurs in the seed, unless the domain is public.</param>
/// <param name="Ordered">Whether the order of the tokens has a meaning.</param>
public sealed record TokenColumn(string Name, int[] Tokens, int Count, bool Ordered)
{
    /// <summary>The number of seed rows with each token.</summary>
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

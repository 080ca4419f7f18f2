using AethergenAI.Generation.Encodings;

namespace AethergenAI.Generation.Trees;

/// <summary>
/// A model column as the trees of other columns see it: a bin for each token or group of tokens,
/// and a last one for "not there".
/// </summary>
/// <param name="Count">Bins without the last one, whose number this is.</param>
/// <param name="BinOf">Each token's bin; null where it is the token itself.</param>
public sealed record FeatureBins(int Count, bool Ordered, IReadOnlyList<int>? BinOf)
{
    private const int MaxOrdered = 64,
        MaxUnordered = 256;

    /// <summary>The bin of a row that does not have the cell.</summary>
    public int Absent => Count;

    internal static FeatureBins Of(TokenColumn column)
    {
        int[]? groups = TokenGroups.Of(column.Counts(), column.Ordered, column.Ordered ? MaxOrdered : MaxUnordered);
        return new FeatureBins(TokenGroups.Count(groups, column.Count), column.Ordered, groups);
    }

    /// <returns>One bin a row.</returns>
    internal ushort[] Of(int[] tokens) => Array.ConvertAll(tokens, token => (ushort)Of(token));

    internal int Of(int token) =>
        token < 0 ? Absent
        : BinOf is null ? token
        : BinOf[token];
}

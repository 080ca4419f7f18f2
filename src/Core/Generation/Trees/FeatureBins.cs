using AethergenAI.Generation.Encodings;

namespace AethergenAI.Generation.Trees;

/// <summary>
/// The bins by which the trees of other columns see a model column:
/// one bin per token or group of tokens, and a last one for "absent".
/// </summary>
/// <param name="Count">The number of bins without the last one, and the last one's number.</param>
/// <param name="BinOf">Each token's bin; null if the bin is the token itself.</param>
public sealed record FeatureBins(int Count, bool Ordered, IReadOnlyList<int>? BinOf)
{
    private const int MaxOrdered = 64,
        MaxUnordered = 256;

    /// <summary>The bin of a row without this cell.</summary>
    public int Absent => Count;

    internal static FeatureBins Of(TokenColumn column)
    {
        int[]? groups = TokenGroups.Of(column.Counts(), column.Ordered, column.Ordered ? MaxOrdered : MaxUnordered);
        return new FeatureBins(TokenGroups.Count(groups, column.Count), column.Ordered, groups);
    }

    /// <returns>One bin per row.</returns>
    internal ushort[] Of(int[] tokens) => Array.ConvertAll(tokens, token => (ushort)Of(token));

    internal int Of(int token)
    {
        if (token < 0)
        {
            return Absent;
        }
        return BinOf is null ? token : BinOf[token];
    }
}

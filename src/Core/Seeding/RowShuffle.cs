using AethergenAI.Tables;

namespace AethergenAI.Seeding;

/// <summary>
/// Random orders of a table's rows. A row's rank is the SplitMix64 hash of random seed, round and
/// <see cref="RowIdentity">the row's own key</see>, so a row more or less changes the order of no two others, and where
/// a row stands in the table decides nothing.
/// </summary>
public sealed class RowShuffle
{
    private readonly ulong[] keys;

    private RowShuffle(ulong[] keys) => this.keys = keys;

    public static RowShuffle Of(Table table, Schema schema) => new(RowIdentity.OfRows(table, schema));

    /// <summary>O(n log n).</summary>
    /// <param name="rows">Places in the table, each once.</param>
    /// <param name="round">Each round has an order of its own.</param>
    /// <returns><paramref name="rows"/> by rank.</returns>
    public int[] Order(ReadOnlySpan<int> rows, ulong seed, int round)
    {
        ulong stream = SeedSplit.Mix(SeedSplit.Stream(seed, RowDraw.Batches) + (ulong)round);
        int[] order = rows.ToArray();
        ulong[] ranks = Array.ConvertAll(order, row => SeedSplit.Mix(stream + keys[row]));
        Array.Sort(ranks, order);
        return order;
    }
}

using AethergenAI.Seeding;

namespace AethergenAI.Schemas.Inference;

/// <summary>
/// Chooses a sample of the rows: every row up to the capacity, then only rows whose hash ends in more and more zero
/// bits. The choice depends on the row's number only, so all columns sample the same rows.
/// </summary>
internal sealed class RowSample(int capacity)
{
    private readonly List<int> rows = [];
    private ulong mask;

    public bool Holds(int row) => mask == 0 || (SeedSplit.Mix((ulong)row) & mask) == 0;

    /// <summary>
    /// Adds the rows of a block, which every column has sampled. Columns may have to thin out their samples afterwards.
    /// </summary>
    /// <returns>Positions in the sample that remain; null if all remain.</returns>
    public int[]? Extend(int firstRow, int count)
    {
        for (int row = firstRow; row < firstRow + count; row++)
        {
            if (Holds(row))
            {
                rows.Add(row);
            }
        }

        if (rows.Count <= capacity)
        {
            return null;
        }
        while (rows.Count(Holds) > capacity)
        {
            mask = mask << 1 | 1;
        }
        int[] kept = [.. Enumerable.Range(0, rows.Count).Where(position => Holds(rows[position]))];
        rows.RemoveAll(row => !Holds(row));
        return kept;
    }
}

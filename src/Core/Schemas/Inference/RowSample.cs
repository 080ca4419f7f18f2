using AethergenAI.Seeding;

namespace AethergenAI.Schemas.Inference;

/// <summary>
/// Which rows stand for all: every row up to the capacity, then those whose hash ends in ever more zero bits.
/// The choice depends on nothing but the row's number, so columns are sampled in the same rows.
/// </summary>
internal sealed class RowSample(int capacity)
{
    private readonly List<int> rows = [];
    private ulong mask;

    public bool Holds(int row) => mask == 0 || (SeedSplit.Mix((ulong)row) & mask) == 0;

    /// <summary>
    /// Takes the rows of a block that every column has sampled; afterwards columns may have to thin out theirs.
    /// </summary>
    /// <returns>Positions in the sample that remain, or null where all do.</returns>
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

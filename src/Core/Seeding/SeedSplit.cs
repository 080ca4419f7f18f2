using AethergenAI.Tables;

namespace AethergenAI.Seeding;

/// <summary>
/// Splits real rows into rows that a generator may see and a holdout that is only used to measure.
/// Row i of n is ranked by the SplitMix64 hash of (seed, i); the rows of lowest rank are the holdout.
/// A split is therefore the same on every platform and in every version, and a larger holdout contains the smaller one.
/// </summary>
public static class SeedSplit
{
    public const double MaxShare = 0.9;

    /// <param name="share">The holdout's share of the rows, in (0, 0.9]; the holdout has the nearest whole number
    /// of rows, at least one.</param>
    /// <returns>Both tables, in the row order of <paramref name="table"/>.</returns>
    /// <exception cref="RefusedException">There are fewer than two rows.</exception>
    public static (Table Train, Table Holdout) Split(Table table, double share, ulong seed)
    {
        bool[] held = Holdout(table.RowCount, share, seed);
        int[] rows = [.. Enumerable.Range(0, held.Length)];
        return (table.Take([.. rows.Where(row => !held[row])]), table.Take([.. rows.Where(row => held[row])]));
    }

    /// <returns>The number of the holdout's rows.</returns>
    /// <param name="rows">At least two.</param>
    public static int HeldRows(int rows, double share) => Math.Clamp((int)Math.Round(rows * share), 1, rows - 1);

    /// <returns>One flag per row: whether the row belongs to the holdout.</returns>
    public static bool[] Holdout(int rows, double share, ulong seed)
    {
        if (share is not (> 0 and <= MaxShare))
        {
            throw new ArgumentOutOfRangeException(nameof(share), share, "The share must be in (0, 0.9].");
        }
        if (rows < 2)
        {
            throw SeedRefusals.TooFewRows(rows, 2);
        }
        int count = HeldRows(rows, share);
        ulong start = Mix(seed);
        var ranks = new ulong[rows];
        int[] order = new int[rows];
        for (int row = 0; row < rows; row++)
        {
            (ranks[row], order[row]) = (Mix(start + (ulong)row), row);
        }
        // Mix is a bijection, so no two ranks are equal and the order is unique.
        Array.Sort(ranks, order);
        var held = new bool[rows];
        foreach (int row in order.AsSpan(0, count))
        {
            held[row] = true;
        }
        return held;
    }

    /// <summary>
    /// The output of SplitMix64 for one state: a bijection of 64 bits. Steele, Lea &amp; Flood (2014),
    /// <see href="https://doi.org/10.1145/2660193.2660195"/>.
    /// </summary>
    internal static ulong Mix(ulong state)
    {
        ulong z = state + 0x9E3779B97F4A7C15;
        z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9;
        z = (z ^ z >> 27) * 0x94D049BB133111EB;
        return z ^ z >> 31;
    }
}

using AethergenAI.Tables;

namespace AethergenAI.Seeding;

/// <summary>What rows are drawn for. Draws for different purposes are independent of each other.</summary>
public enum RowDraw
{
    Holdout,
    SeedRows,
    Comparison,
    Validation,
    EarlyStopping,
    Batches,
    Trees,
}

/// <summary>
/// Draws real rows by <see cref="RowIdentity"/>: a row is drawn if the SplitMix64 hash of random seed, purpose and key
/// is below the share. Each row has its own independent coin, so a row or entity more or less moves no other, the
/// number of drawn rows is binomial, a larger share contains the smaller one, and a draw is the same on every platform.
/// </summary>
public static class SeedSplit
{
    public const double MaxShare = 0.9;

    /// <summary>Splits real rows into rows that a generator may see and a holdout to measure with.</summary>
    /// <param name="share">The expected share of the rows in the holdout, in (0, 0.9].</param>
    /// <returns>Both tables, in the row order of <paramref name="table"/>.</returns>
    public static (Table Train, Table Holdout) Split(
        Table table,
        Schema schema,
        double share,
        ulong seed,
        RowDraw purpose = RowDraw.Holdout
    )
    {
        var (others, drawn) = Sides(table, schema, share, seed, purpose);
        return (table.Take(others), table.Take(drawn));
    }

    /// <summary>As <see cref="Split"/>, but the places of the rows, ascending.</summary>
    public static (int[] Others, int[] Drawn) Sides(
        Table table,
        Schema schema,
        double share,
        ulong seed,
        RowDraw purpose
    )
    {
        if (share is not (> 0 and <= MaxShare))
        {
            throw new ArgumentOutOfRangeException(nameof(share), share, "The share must be in (0, 0.9].");
        }
        bool[] drawn = Drawn(table, schema, share, seed, purpose);
        int[] rows = [.. Enumerable.Range(0, drawn.Length)];
        return ([.. rows.Where(row => !drawn[row])], [.. rows.Where(row => drawn[row])]);
    }

    /// <summary>Rows drawn with a probability, in the row order of <paramref name="table"/>.</summary>
    public static Table Draw(Table table, Schema schema, double share, ulong seed, RowDraw purpose)
    {
        bool[] drawn = Drawn(table, schema, share, seed, purpose);
        return table.Take([.. Enumerable.Range(0, drawn.Length).Where(row => drawn[row])]);
    }

    /// <summary>
    /// Exactly <paramref name="count"/> rows, those of lowest rank, in the row order of <paramref name="table"/>. A row
    /// more or less moves at most one other, which is too many for differential privacy.
    /// </summary>
    internal static Table Lowest(Table table, Schema schema, int count, ulong seed, RowDraw purpose)
    {
        ulong[] ranks = Ranks(table, schema, seed, purpose);
        return table.Take([.. Enumerable.Range(0, ranks.Length).OrderBy(row => ranks[row]).Take(count).Order()]);
    }

    /// <returns>One flag per row: whether the row is drawn.</returns>
    private static bool[] Drawn(Table table, Schema schema, double share, ulong seed, RowDraw purpose)
    {
        double limit = share * Math.Pow(2, 64);
        return Array.ConvertAll(Ranks(table, schema, seed, purpose), rank => rank < limit);
    }

    /// <returns>
    /// For each row a number that is uniform on 64 bits and follows from its own key; rows of an entity have one.
    /// </returns>
    internal static ulong[] Ranks(Table table, Schema schema, ulong seed, RowDraw purpose)
    {
        ulong stream = Stream(seed, purpose);
        return Array.ConvertAll(RowIdentity.Of(table, schema), key => Mix(stream + key));
    }

    internal static ulong Stream(ulong seed, RowDraw purpose) => Mix(Mix(seed) + (ulong)purpose);

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

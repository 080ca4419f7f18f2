using AethergenAI.Evaluation.Fidelity;
using AethergenAI.Tables;

namespace AethergenAI.Evaluation;

/// <summary>
/// Refuses a holdout that has rows of the seed in it: it would be no control, and copies would look like chance.
/// </summary>
/// <remarks>
/// Rows may be equal by chance. A row's chance is taken from the larger share of rows that have an equal one within
/// their own table; the holdout overlaps where its share exceeds that by five standard errors and one in a hundred.
/// Rows are compared with and without identifiers, because one of the files may have been numbered again.
/// </remarks>
internal static class HoldoutOverlap
{
    private const double Errors = 5,
        MinShare = 0.01;

    // Fewer equal rows may be chance where neither table happens to hold two.
    private const int MinRows = 5;

    /// <param name="seed">The rows that generators learn from.</param>
    /// <exception cref="RefusedException">More rows of the holdout are rows of the seed
    /// than chance explains.</exception>
    public static void Refuse(Schema schema, Table seed, Table holdout)
    {
        string[] common =
        [
            .. schema.Columns.Select(column => column.Name).Where(name => seed.Has(name) && holdout.Has(name)),
        ];
        string[] unnamed = [.. common.Where(name => schema[name] is not (IdentifierColumn or TextColumn))];
        foreach (string[] columns in new[] { common, unnamed })
        {
            var (shared, expected, limit) = Count(seed, holdout, columns);
            if (shared >= MinRows && shared > limit)
            {
                throw EvaluationRefusals.HoldoutOverlaps(shared, holdout.RowCount, expected);
            }
        }
    }

    /// <returns>How many rows of the holdout are rows of the seed, how many are expected to be by chance,
    /// and how many chance may explain.</returns>
    internal static (int Shared, double Expected, double Limit) Count(
        Table seed,
        Table holdout,
        IReadOnlyList<string> columns
    )
    {
        if (columns.Count == 0 || seed.RowCount == 0 || holdout.RowCount == 0)
        {
            return (0, 0, 0);
        }
        ulong[] own = RowKeys.Of(seed, columns),
            other = RowKeys.Of(holdout, columns);
        var known = own.ToHashSet();
        int shared = other.Count(known.Contains);
        double chance = Math.Max(Repeated(own), Repeated(other)),
            variance = (chance * (1 - chance)) + (1.0 / (own.Length + other.Length)),
            error = Math.Sqrt(variance * ((1.0 / own.Length) + (1.0 / other.Length)));
        return (shared, chance * other.Length, (chance + Math.Max(MinShare, Errors * error)) * other.Length);
    }

    // The share of rows that have an equal one in their own table.
    private static double Repeated(ulong[] keys)
    {
        int repeated = keys.GroupBy(key => key).Where(rows => rows.Skip(1).Any()).Sum(rows => rows.Count());
        return (double)repeated / keys.Length;
    }
}

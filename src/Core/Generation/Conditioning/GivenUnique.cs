using AethergenAI.Tables;
using AethergenAI.Tables.Constraints;

namespace AethergenAI.Generation.Conditioning;

/// <summary>
/// Refuses given cells with which rows could be alike that the schema wants to differ. A sampled cell is made to differ
/// from other sampled cells, not from given ones.
/// </summary>
public static class GivenUnique
{
    /// <param name="cells">Partial rows, each for a row of its own.</param>
    /// <exception cref="RefusedException">Two rows are alike, or only a part of what makes them differ is
    /// given.</exception>
    public static void RequireOfRows(Schema schema, Table cells)
    {
        foreach (var unique in Touched(schema, cells))
        {
            bool isWhole = unique.Columns.All(name =>
                cells.Has(name) && Enumerable.Range(0, cells.RowCount).All(row => !cells[name].IsMissing(row))
            );
            if (!isWhole)
            {
                throw ConditionRefusals.GivenInPart(unique.Sentence());
            }
            var seen = new Dictionary<UInt128, int>();
            var hashes = new RowHashes(cells, unique.Columns);
            for (int row = 0; row < cells.RowCount; row++)
            {
                UInt128 hash = hashes.Of(row);
                if (!seen.TryAdd(hash, row))
                {
                    throw ConditionRefusals.GivenTwice(unique.Sentence(), row, seen[hash]);
                }
            }
        }
    }

    /// <param name="columns">Of which several rows have the same cells.</param>
    /// <exception cref="RefusedException">Several rows would have the same of what makes rows differ.</exception>
    public static void RequireOfConditions(Schema schema, IEnumerable<string> columns, long rows)
    {
        if (rows > 1 && Touched(schema, columns).FirstOrDefault() is { } unique)
        {
            throw ConditionRefusals.ConditionOnUnique(unique.Sentence());
        }
    }

    /// <summary>The constraints over columns of which a cell is given.</summary>
    private static IEnumerable<UniqueConstraint> Touched(Schema schema, Table cells) =>
        Touched(
            schema,
            cells
                .Columns.Where(column => Enumerable.Range(0, cells.RowCount).Any(row => !column.IsMissing(row)))
                .Select(column => column.Name)
        );

    private static IEnumerable<UniqueConstraint> Touched(Schema schema, IEnumerable<string> columns) =>
        schema
            .Constraints.OfType<UniqueConstraint>()
            .Where(unique => unique.Active && unique.Columns.Intersect(columns).Any());
}

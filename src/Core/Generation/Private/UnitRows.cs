using AethergenAI.Privacy;
using AethergenAI.Seeding;
using AethergenAI.Tables;

namespace AethergenAI.Generation.Private;

/// <summary>Limits the rows of each unit.</summary>
internal static class UnitRows
{
    /// <summary>
    /// Keeps at most <c>rowsPerEntity</c> rows of each entity, drawn by a hash of their cells.
    /// Which rows are kept depends on that entity's rows alone.
    /// </summary>
    /// <exception cref="RefusedException">There are more rows than the schema declares,
    /// or an entity has more rows than its limit and the schema says to refuse that.</exception>
    internal static Table Bound(Table seed, Schema schema)
    {
        var privacy = schema.Privacy!;
        if (seed.RowCount > privacy.MaxRows)
        {
            throw PrivacyRefusals.TooManyRows(privacy.MaxRows);
        }
        if (privacy.Entity is not { } column)
        {
            return seed;
        }
        seed = RowOrder.Of(seed, schema).Rows;
        var seen = new Dictionary<long, int>();
        var kept = new List<int>(seed.RowCount);
        for (int row = 0; row < seed.RowCount; row++)
        {
            // A row without an entity counts as an entity of its own.
            if (seed[column].IsMissing(row))
            {
                kept.Add(row);
                continue;
            }
            long entity = seed[column] is LevelData levels
                ? levels.Codes[row]
                : BitConverter.DoubleToInt64Bits(seed.Numbers(column).Values[row] + 0.0);
            int rows = seen[entity] = seen.GetValueOrDefault(entity) + 1;
            if (rows <= privacy.RowsPerEntity)
            {
                kept.Add(row);
            }
            else if (privacy.Excess == ExcessRows.Refuse)
            {
                throw PrivacyRefusals.EntityRows(column, privacy.RowsPerEntity);
            }
        }

        return kept.Count == seed.RowCount ? seed : seed.Take([.. kept]);
    }
}

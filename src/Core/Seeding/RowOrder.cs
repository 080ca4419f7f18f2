using AethergenAI.Tables;

namespace AethergenAI.Seeding;

/// <summary>
/// Puts rows into an order that follows from their cells alone, so that nothing that is learnt or measured depends on
/// the order in which a file has them. The order is by a hash of the row and its count among equal rows, so it goes
/// with no column, and the first rows are as good a sample as any, also where rows repeat.
/// </summary>
internal static class RowOrder
{
    /// <returns>The rows of <paramref name="table"/> in that order, and for each its place in
    /// <paramref name="table"/>. Levels are in the schema's order, then by their text.
    /// O(rows · (columns + log rows)).</returns>
    internal static (Table Rows, int[] Places) Of(Table table, Schema schema)
    {
        ulong[] keys = RowIdentity.OfRows(table, schema);
        int[] places = [.. Enumerable.Range(0, keys.Length)];
        Array.Sort(keys, places);
        var declared = schema.Columns.OfType<CategoricalColumn>().ToDictionary(column => column.Name);
        var columns = table.Columns.Select(column =>
            column.Take(places) is LevelData levels
                ? Leveled(levels, declared.GetValueOrDefault(column.Name)?.Levels ?? [])
                : column.Take(places)
        );
        return (new Table([.. columns]), places);
    }

    private static LevelData Leveled(LevelData column, IReadOnlyList<string> first)
    {
        string[] levels =
        [
            .. first.Intersect(column.Levels, StringComparer.Ordinal),
            .. column.Levels.Except(first, StringComparer.Ordinal).Order(StringComparer.Ordinal),
        ];
        if (levels.SequenceEqual(column.Levels, StringComparer.Ordinal))
        {
            return column;
        }
        var places = levels.Select((level, place) => (level, place)).ToDictionary(one => one.level, one => one.place);
        int[] codes = [.. column.Levels.Select(level => places[level])];
        return new LevelData
        {
            Name = column.Name,
            Levels = levels,
            Codes = Array.ConvertAll(column.Codes, code => code < 0 ? code : codes[code]),
        };
    }
}

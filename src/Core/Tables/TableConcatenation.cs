namespace AethergenAI.Tables;

/// <summary>Appends tables to one another.</summary>
internal static class TableConcatenation
{
    /// <param name="tables">At least one. The result has the columns of the first table
    /// that all the others have too.</param>
    /// <returns>The rows of all tables in order; levels are matched by their text.</returns>
    /// <exception cref="ArgumentException">A column holds numbers in one table and levels in another.</exception>
    public static Table Of(IReadOnlyList<Table> tables) =>
        new([
            .. tables[0]
                .Columns.Where(column => tables.All(table => table.Has(column.Name)))
                .Select(column => Column(column.Name, [.. tables.Select(table => table[column.Name])])),
        ]);

    private static ColumnData Column(string name, ColumnData[] parts)
    {
        if (parts.All(part => part is NumberData))
        {
            return new NumberData
            {
                Name = name,
                Values = [.. parts.Cast<NumberData>().SelectMany(part => part.Values)],
            };
        }

        if (!parts.All(part => part is LevelData))
        {
            throw new ArgumentException(
                $"Column '{name}' holds numbers in one table and levels in another.",
                nameof(parts)
            );
        }

        var levels = new Dictionary<string, int>(StringComparer.Ordinal);
        var codes = new List<int>();
        foreach (var part in parts.Cast<LevelData>())
        {
            int[] map =
            [
                .. part.Levels.Select(level =>
                    levels.TryGetValue(level, out int known) ? known : levels[level] = levels.Count
                ),
            ];
            codes.AddRange(part.Codes.Select(code => code < 0 ? -1 : map[code]));
        }

        return new LevelData
        {
            Name = name,
            Codes = [.. codes],
            Levels = [.. levels.Keys],
        };
    }
}

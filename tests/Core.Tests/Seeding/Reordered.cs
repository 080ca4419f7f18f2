using AethergenAI.Tables;

namespace AethergenAI.Core.Tests.Seeding;

/// <summary>
/// The same rows in other orders: backwards, shuffled and sorted, with levels numbered as they appear.
/// </summary>
internal static class Reordered
{
    public static IEnumerable<Table> Of(Table table)
    {
        int[] rows = [.. Enumerable.Range(0, table.RowCount)];
        int[] shuffled = [.. rows];
        new Random(5).Shuffle(shuffled);
        yield return Appearing(table.Take([.. rows.Reverse()]));
        yield return Appearing(table.Take(shuffled));
        var last = table.Columns[^1];
        yield return Appearing(table.Take([.. shuffled.OrderBy(row => Rank(last, row))]));
    }

    private static double Rank(ColumnData column, int row) =>
        column is NumberData numbers ? numbers.Values[row] : ((LevelData)column).Codes[row];

    private static Table Appearing(Table table) => new([.. table.Columns.Select(Appearing)]);

    private static ColumnData Appearing(ColumnData column)
    {
        if (column is not LevelData levels)
        {
            return column;
        }
        int[] used = [.. levels.Codes.Where(code => code >= 0).Distinct()];
        int[] places = [.. used, .. Enumerable.Range(0, levels.Levels.Count).Except(used)];
        return new LevelData
        {
            Name = levels.Name,
            Levels = [.. places.Select(code => levels.Levels[code])],
            Codes = Array.ConvertAll(levels.Codes, code => code < 0 ? code : Array.IndexOf(places, code)),
        };
    }
}

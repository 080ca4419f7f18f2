using AethergenAI.Tables;

namespace AethergenAI.Generation.Encodings;

/// <summary>
/// Bounds that are not declared public and that the seed's rows do not keep: mostly those of a column whose format was
/// corrected after they were read from the rows, so that its cells mean something else now.
/// </summary>
internal static class SeenBounds
{
    /// <returns>Empty where the rows keep all such bounds.</returns>
    internal static string Hint(Schema schema, Table seed)
    {
        string[] broken =
        [
            .. schema
                .Columns.Where(column => column.Domain == ColumnDomain.Seed)
                .Where(column => IsBroken(column, seed[column.Name]))
                .Select(column => $"'{column.Name}'"),
        ];
        return broken is []
            ? ""
            : $" Cells of {string.Join(", ", broken)} lie outside bounds that are not declared public. If the bounds "
                + "were read from rows in another format, take them out: the fit then reads them from these rows.";
    }

    private static bool IsBroken(Column column, ColumnData cells) =>
        CellRules.Of(column).FirstOrDefault(rule => rule.Name == "range") is { } range
        && range.In(cells) is var holds
        && Enumerable.Range(0, cells.Length).Any(row => !holds(row));
}

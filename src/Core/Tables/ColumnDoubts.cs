namespace AethergenAI.Tables;

/// <summary>What a schema does not know for certain about its columns, in sentences.</summary>
public static class ColumnDoubts
{
    /// <summary>One sentence or two for each column in doubt, and one for all that a person confirmed.</summary>
    public static IReadOnlyList<string> Of(Schema schema)
    {
        string[] confirmed =
        [
            .. schema.Columns.Where(column => column.Confirmed == true).Select(column => column.Name),
        ];
        return
        [
            .. schema.Columns.Where(column => column.IsInDoubt).Select(Of),
            .. confirmed is [] ? Array.Empty<string>() : [Confirmed(confirmed)],
        ];
    }

    /// <summary>Of a column in doubt: which, why, and what to do.</summary>
    internal static string Of(Column column) =>
        $"It is in doubt what the cells of column '{column.Name}' mean. {column.Doubt}";

    /// <summary>The same for a verdict, which has no room for reasons; empty: no doubt.</summary>
    internal static string InBrief(Schema schema)
    {
        string[] doubted = [.. schema.Columns.Where(column => column.IsInDoubt).Select(column => column.Name)],
            confirmed = [.. schema.Columns.Where(column => column.Confirmed == true).Select(column => column.Name)];
        string[] said =
        [
            .. doubted is [] ? Array.Empty<string>() : [$"It is in doubt what the cells of {Named(doubted)} mean."],
            .. confirmed is [] ? Array.Empty<string>() : [Confirmed(confirmed)],
        ];
        return string.Join(' ', said);
    }

    private static string Confirmed(IReadOnlyList<string> columns) =>
        columns.Count == 1
            ? $"The kind of {Named(columns)} was confirmed by hand."
            : $"The kinds of {Named(columns)} were confirmed by hand.";

    private static string Named(IReadOnlyList<string> columns) =>
        (columns.Count == 1 ? "column " : "columns ") + string.Join(", ", columns.Select(name => $"'{name}'"));
}

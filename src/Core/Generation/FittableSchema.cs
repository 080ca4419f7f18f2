using AethergenAI.Tables;

namespace AethergenAI.Generation;

/// <summary>What a schema must be for a generator to fit it, apart from the rows.</summary>
public static class FittableSchema
{
    /// <exception cref="RefusedException">A column is free text, or it is in doubt what its cells mean.</exception>
    public static void Require(Schema schema)
    {
        foreach (Column column in schema.Columns)
        {
            if (column is TextColumn { Redacted: null })
            {
                throw TextColumn(column);
            }
            if (column.IsInDoubt)
            {
                throw InDoubt(column);
            }
        }
    }

    /// <summary>Refuses cells that were read by another schema, in which they are not redacted.</summary>
    internal static void RequireRedacted(Column column, Table rows)
    {
        if (column is TextColumn text && ((LevelData)rows[column.Name]).Levels.Any(level => level != text.Redacted))
        {
            throw TextColumn(text);
        }
    }

    private static RefusedException TextColumn(Column column) =>
        new(
            RefusalKind.Invalid,
            "generation.text-column",
            $"Column '{column.Name}' is free text, which no generator models. Drop it; or redact it, so that each "
                + $"cell that is not missing becomes {Tables.TextColumn.RedactedText}; or make it a category or an "
                + "identifier."
                + (column.Doubt is { } doubt ? $" {doubt}" : "")
                + (column.Confirmed == true ? " That its kind is confirmed does not let a generator learn it." : "")
        );

    private static RefusedException InDoubt(Column column) =>
        new(
            RefusalKind.Invalid,
            "generation.column-in-doubt",
            $"{ColumnDoubts.Of(column)} To confirm the kind, set the column's \"confirmed\" to true in the schema."
        );
}

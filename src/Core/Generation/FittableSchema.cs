using AethergenAI.Tables;

namespace AethergenAI.Generation;

/// <summary>What a schema must be for a generator to fit it, apart from the rows.</summary>
public static class FittableSchema
{
    /// <exception cref="RefusedException">A column is free text, or it is in doubt what its cells mean.</exception>
    public static void Require(Schema schema)
    {
        foreach (var (_, refusal) in Problems(schema))
        {
            throw refusal;
        }
    }

    /// <summary>What is wrong with a schema for every generator: in a few words for a list, and as a refusal.</summary>
    internal static IEnumerable<(string Short, RefusedException Refusal)> Problems(Schema schema)
    {
        foreach (var column in schema.Columns)
        {
            if (column is TextColumn { Redacted: null })
            {
                string text = $"'{column.Name}' is free text, which no generator models: drop or redact it";
                yield return (text, TextColumn(column));
            }
            else if (column.IsInDoubt)
            {
                string doubt = $"the kind of '{column.Name}' is in doubt: correct it, or set \"confirmed\" to true";
                yield return (doubt, InDoubt(column));
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

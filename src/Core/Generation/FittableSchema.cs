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
            if (column is TextColumn)
            {
                throw TextColumn(column.Name);
            }
            if (column.IsInDoubt)
            {
                throw InDoubt(column);
            }
        }
    }

    internal static RefusedException TextColumn(string column) =>
        new(
            RefusalKind.Invalid,
            "generation.text-column",
            $"Column '{column}' is free text, which no generator models. Remove it from the schema, "
                + "or make it a category or an identifier."
        );

    private static RefusedException InDoubt(Column column) =>
        new(
            RefusalKind.Invalid,
            "generation.column-in-doubt",
            $"{ColumnDoubts.Of(column)} To confirm the kind, set the column's \"confirmed\" to true in the schema."
        );
}

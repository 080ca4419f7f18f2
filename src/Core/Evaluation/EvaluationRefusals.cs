using AethergenAI.Tables;

namespace AethergenAI.Evaluation;

internal static class EvaluationRefusals
{
    internal static RefusedException NoRows(string table) =>
        new(
            RefusalKind.Invalid,
            "evaluation.no-rows",
            $"The {table} table has no rows, so there is nothing to compare. "
                + $"Give a {table} table with at least one row."
        );

    internal static RefusedException NoCommonColumns() =>
        new(
            RefusalKind.Invalid,
            "evaluation.no-common-columns",
            "No column of the schema can be compared in all three tables: each is missing from one of them, "
                + "or is an identifier or free text. "
                + "Check that the schema belongs to these tables and that their headers agree."
        );

    internal static RefusedException HoldoutOverlaps(int shared, int rows, double expected) =>
        new(
            RefusalKind.Invalid,
            "evaluation.holdout-overlaps",
            $"{shared:N0} of the holdout's {rows:N0} rows {(shared == 1 ? "is" : "are")} also rows that the "
                + "generator learns from; "
                + $"chance explains about {expected:N0}. Such a holdout cannot tell copies from chance. "
                + "Give rows that are not in the seed, or split the holdout off the seed."
        );

    internal static RefusedException UnknownTimeOrder(string order, IEnumerable<string> columns) =>
        new(
            RefusalKind.Invalid,
            "evaluation.unknown-time-order",
            $"The schema has no column '{order}' to order the rows by. Its columns are: {string.Join(", ", columns)}."
        );

    /// <exception cref="RefusedException">The schema has no such column.</exception>
    internal static void RequireTarget(Schema schema, string target)
    {
        string[] columns = [.. schema.Columns.Select(column => column.Name)];
        if (columns.Contains(target))
        {
            return;
        }
        string why =
            schema.Dropped?.Contains(target) == true
                ? $"Column '{target}' was dropped from the schema, so utility cannot be measured on it. Take it back "
                    + "into the schema, or choose another target."
                : $"The schema has no column '{target}' to measure utility on.";
        throw new RefusedException(
            RefusalKind.Invalid,
            "evaluation.unknown-target",
            $"{why} Its columns are: {string.Join(", ", columns)}."
        );
    }
}

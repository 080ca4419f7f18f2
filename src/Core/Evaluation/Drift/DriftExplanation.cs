namespace AethergenAI.Evaluation.Drift;

/// <summary>What the tests amount to, in words.</summary>
internal static class DriftExplanation
{
    private const int MaxNamed = 5;

    private const string OrTheModel =
        " Or the model misses them: rows drawn from it stand for its seed. "
        + "Give the rows it learned from (--train) to tell the two apart.";

    public static string Of(IReadOnlyList<ColumnDrift> columns, JointDrift joint, bool refit)
    {
        string[] moved =
        [
            .. columns
                .Where(column => column.Moved)
                .OrderByDescending(column => column.Distance)
                .Select(column => column.Column),
        ];
        if (!refit)
        {
            string small = columns.Any(column => column.Adjusted < 0.05 && !column.Moved)
                ? " by more than what matters"
                : "";
            return "Still valid: no column of the new rows has "
                + $"moved{small}{(joint.Counts ? ", and all columns together have not either" : "")}.";
        }

        string names =
            string.Join(", ", moved.Take(MaxNamed))
            + (moved.Length > MaxNamed ? $" and {moved.Length - MaxNamed} more" : "");
        return moved.Length == 0
            ? "Refit: each column is as it was, but how they go together has changed."
            : $"Refit: {moved.Length} of {columns.Count} columns {(moved.Length == 1 ? "has" : "have")} moved "
                + $"beyond chance: {names}.{(joint.Counts ? "" : OrTheModel)}";
    }

    public static NotMeasured JointUnsure() =>
        new(
            "jointly",
            "A model stores no rows of its seed. Rows drawn from it have the seed's columns, "
                + "but not all of how they go together, so that a "
                + "difference there can be the model's own: "
                + "it is shown and does not count. Give the rows it learned from (--train) to test it."
        );
}

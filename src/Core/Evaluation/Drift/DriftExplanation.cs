namespace AethergenAI.Evaluation.Drift;

/// <summary>Explains the results of the tests in words.</summary>
internal static class DriftExplanation
{
    private const int MaxNamed = 5;

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
                ? " by more than the smallest distance that matters"
                : "";
            string together = joint.Counts ? ", and neither have all columns together" : "";
            return $"Still valid: no column of the new rows has moved{small}{together}.";
        }

        if (moved.Length == 0)
        {
            return "Refit: no single column has moved, but the relations between columns have changed.";
        }
        string names = string.Join(", ", moved.Take(MaxNamed)),
            more = moved.Length > MaxNamed ? $" and {moved.Length - MaxNamed} more" : "",
            have = moved.Length == 1 ? "has" : "have";
        return $"Refit: {moved.Length} of {columns.Count} columns {have} moved beyond chance: " + $"{names}{more}.";
    }

    public static NotMeasured JointUnsure() =>
        new(
            "jointly",
            "A model stores no rows of its seed. Rows drawn from it do not have all relations between the columns, "
                + "so a difference in the relations can come from the model: it is shown and does not count. "
                + "Give the rows that the model learned from (--train) to test the relations."
        );

    public static NotMeasured Invented(string column) =>
        new($"column '{column}'", "Its cells are keys, which are made up for each row: there is nothing to compare.");

    public static NotMeasured Hidden(string column) =>
        new(
            $"column '{column}'",
            "The noise that protects the model's seed can have moved the whole column. "
                + "Give the rows that the model learned from (--train) to test it."
        );

    public static NotMeasured Unrecognised() =>
        new(
            "whether --train has the rows of the model",
            "A private model keeps no hash of its seed, so this is taken on trust."
        );
}

namespace AethergenAI.Generation;

/// <summary>Refusals of seeds that have too little to learn from.</summary>
internal static class FitRefusals
{
    internal static RefusedException TooFewRows(int rows, int fewest) =>
        new(
            RefusalKind.Invalid,
            "generation.too-few-rows",
            $"The seed has {Counts.Of(rows, "row")}, and a model of so few rows would repeat them. "
                + $"Use a seed with at least {fewest:N0} rows."
        );

    internal static RefusedException NothingToLearn() =>
        new(
            RefusalKind.Invalid,
            "generation.nothing-to-learn",
            "Every column is an identifier, a key, computed or empty, so there is nothing to learn from the rows. "
                + "Use a table with at least one other column."
        );
}

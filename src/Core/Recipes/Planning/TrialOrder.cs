namespace AethergenAI.Recipes.Planning;

/// <summary>Orders trials so that the cheapest information comes first.</summary>
public static class TrialOrder
{
    /// <summary>
    /// Orders trials repeat by repeat, so that an early stop leaves complete comparisons.
    /// Within a repeat the baseline comes first, because every difference needs it;
    /// then the trials by expected time, each followed by the trials that share its fit.
    /// </summary>
    /// <remarks>O(n log n).</remarks>
    public static IReadOnlyList<PlannedTrial> CheapestFirst(IReadOnlyList<PlannedTrial> trials, int baseline)
    {
        var cost = trials
            .GroupBy(trial => trial.Fit)
            .ToDictionary(
                fit => fit.Key,
                fit => fit.Min(trial => trial.Seconds ?? double.PositiveInfinity),
                StringComparer.Ordinal
            );
        var first = trials
            .GroupBy(trial => trial.Fit)
            .ToDictionary(
                fit => fit.Key,
                fit => fit.Min(trial => (trial.Cell != baseline, trial.Cell)),
                StringComparer.Ordinal
            );
        return
        [
            .. trials
                .OrderBy(trial => trial.Repeat)
                .ThenBy(trial => trial.Cell != baseline)
                .ThenBy(trial => cost[trial.Fit])
                .ThenBy(trial => trial.Block)
                .ThenBy(trial => first[trial.Fit])
                .ThenBy(trial => trial.Seconds ?? double.PositiveInfinity)
                .ThenBy(trial => trial.Cell),
        ];
    }
}

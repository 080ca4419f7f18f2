using AethergenAI.Generation;

namespace AethergenAI.Recipes.Planning;

/// <summary>Estimates how long trials take, from timed trials of the same generator.</summary>
internal sealed class TrialTimes
{
    private readonly Dictionary<string, double> perRow;
    private readonly int? trainRows;

    internal TrialTimes(Recipe recipe, PlanFacts facts)
    {
        double trained = recipe.Data.Holdout is null ? 1 - recipe.Data.HoldoutShare : 1;
        trainRows = facts.SeedRows is { } rows ? (int)(rows * trained) : null;
        perRow = (facts.Past ?? [])
            .Where(past => past.TrainRows > 0 && past.WallSeconds > 0)
            .GroupBy(past => past.Generator, StringComparer.Ordinal)
            .ToDictionary(
                generator => generator.Key,
                generator => Median([.. generator.Select(past => past.WallSeconds / (past.TrainRows + past.Rows))]),
                StringComparer.Ordinal
            );
    }

    /// <summary>
    /// Seconds: the generator's median time per real and synthetic row in earlier trials, times this trial's rows.
    /// </summary>
    /// <returns>Null if no trial of the generator was timed, or the number of rows is not known.</returns>
    internal double? Of(Trial trial)
    {
        int? train = trial.Settings.SeedRows ?? trainRows;
        bool known = perRow.TryGetValue(KnownGenerators.Named(trial.Settings.Generator).Name, out double rate);
        return known && train is { } rows ? rate * (rows + (double)trial.Settings.RowsFor(rows)) : null;
    }

    /// <summary>The generators of which no trial was timed.</summary>
    internal IEnumerable<string> Untimed(IEnumerable<PlannedTrial> trials) =>
        trials.Select(trial => trial.Generator).Distinct().Where(name => !perRow.ContainsKey(name));

    private static double Median(double[] values)
    {
        Array.Sort(values);
        int middle = values.Length / 2;
        return values.Length % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
    }
}

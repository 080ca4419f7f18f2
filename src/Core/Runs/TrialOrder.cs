using AethergenAI.Recipes;

namespace AethergenAI.Runs;

/// <summary>In which order trials are begun.</summary>
internal static class TrialOrder
{
    /// <summary>
    /// Repeat by repeat, so that an early stop leaves whole comparisons. Within a repeat, first the trials that make a fit and then those that
    /// share one, so that nobody waits for a fit that is being made; among these the cheapest first: information that costs little comes early.
    /// </summary>
    internal static IReadOnlyList<Trial> Of(IReadOnlyList<Trial> plan)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        return
        [
            .. plan.Select(trial => (Trial: trial, Makes: seen.Add(SharedFits.KeyOf(trial))))
                .OrderBy(entry => entry.Trial.Repeat).ThenByDescending(entry => entry.Makes)
                .ThenBy(entry => Effort(entry.Trial)).ThenBy(entry => entry.Trial.Cell)
                .Select(entry => entry.Trial),
        ];
    }

    /// <summary>A rough scale, for order alone: a generator's place in the list, which goes from simple to costly, then rows.</summary>
    private static (int Generator, int SeedRows, int Rows) Effort(Trial trial)
    {
        string name = RecipeCheck.Resolve(trial.Settings.Generator).Name;
        int place = Generation.KnownGenerators.All.TakeWhile(known => known.Name != name).Count();
        return (place, trial.Settings.SeedRows ?? int.MaxValue, trial.Settings.Rows ?? int.MaxValue);
    }
}

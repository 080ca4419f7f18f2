using AethergenAI.Recipes;
using AethergenAI.Recipes.Planning;

namespace AethergenAI.Pipeline;

/// <summary>What all trials of a run share.</summary>
/// <param name="data">The data sets; a trial's block, from 1, is its index.</param>
internal sealed class TrialContext(
    Recipe recipe,
    Plan plan,
    IReadOnlyList<Trial> trials,
    IReadOnlyList<RealData> data,
    RunServices services,
    ProgressTracker progress
)
{
    internal IReadOnlyList<RealData> Data => data;

    internal RunServices Services => services;

    internal ProgressTracker Progress => progress;

    internal TrialSchedule Schedule { get; } = new(recipe, plan, trials, data, services);

    internal SharedFits Fits { get; } = new(trials, services.Queue, services.Artefacts);
}

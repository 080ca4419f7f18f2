using AethergenAI.Runs;

namespace AethergenAI.Pipeline.Stages;

/// <summary>
/// One stage of a trial: which files it leaves, and how they are made. A new one is a class and a line
/// of <see cref="TrialStages"/>.
/// </summary>
internal interface ITrialStage
{
    RunStage Stage { get; }

    /// <summary>What it leaves in the trial's folder. A stage whose files are whole is not done again.</summary>
    IReadOnlyList<string> Files { get; }

    /// <summary>What is made is added to the record; the files are hashed by whoever calls.</summary>
    Task<TrialRecord> RunAsync(TrialWork work, IProgress<RunProgress> progress, CancellationToken ct);
}

/// <summary>The stages of every trial, in order.</summary>
internal static class TrialStages
{
    internal static readonly IReadOnlyList<ITrialStage> All = [new FitStage(), new SampleStage(), new EvaluateStage()];
}

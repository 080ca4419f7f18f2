using AethergenAI.Runs;

namespace AethergenAI.Pipeline.Stages;

/// <summary>
/// One stage of a trial: the files it writes and how it makes them. To add a stage,
/// write a class and list it in <see cref="TrialStages"/>.
/// </summary>
internal interface ITrialStage
{
    RunStage Stage { get; }

    /// <summary>The stage's typical share of a trial's work, relative to the other stages.</summary>
    double Weight { get; }

    /// <summary>
    /// The files that the stage writes to the trial's folder. A stage whose files are intact is not repeated.
    /// </summary>
    IReadOnlyList<string> Files { get; }

    /// <summary>Carries out the stage and returns the record with the results. The caller hashes the files.</summary>
    Task<TrialRecord> RunAsync(TrialWork work, IProgress<RunProgress> progress, CancellationToken ct);

    /// <summary>The record of a stage that is not repeated, with what its intact files say of the results.</summary>
    Task<TrialRecord> KeepAsync(TrialFolder folder, TrialRecord record, CancellationToken ct) =>
        Task.FromResult(record);
}

/// <summary>The stages of every trial, in order.</summary>
internal static class TrialStages
{
    internal static readonly IReadOnlyList<ITrialStage> All = [new FitStage(), new SampleStage(), new EvaluateStage()];
}

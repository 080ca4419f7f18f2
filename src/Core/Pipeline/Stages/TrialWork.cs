using AethergenAI.Recipes;
using AethergenAI.Runs;
using AethergenAI.Tables;

namespace AethergenAI.Pipeline.Stages;

/// <summary>What a stage is given of its trial.</summary>
/// <param name="Rows">The rows that the trial's generator sees, and those that it does not.</param>
/// <param name="Record">What the stages before it have made.</param>
internal sealed record TrialWork(
    Trial Trial,
    TrialFolder Folder,
    RealData Data,
    TrialRows Rows,
    TrialRecord Record,
    RunServices Services
)
{
    internal Schema Schema => Data.Schema;
}

/// <summary>The files of a trial's folder.</summary>
internal static class TrialFiles
{
    internal const string Model = "model/model.json",
        Graph = "model/sampler.onnx",
        Rows = "synthetic.csv",
        Report = "report.json",
        Page = "report.html";

    /// <summary>Where a fit keeps its state while it runs.</summary>
    internal const string Checkpoints = "model/kept";
}

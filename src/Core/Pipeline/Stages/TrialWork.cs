using AethergenAI.Recipes;
using AethergenAI.Runs;
using AethergenAI.Tables;

namespace AethergenAI.Pipeline.Stages;

/// <summary>The inputs of a stage.</summary>
/// <param name="Rows">The rows that the trial's generator sees, and the holdout rows.</param>
/// <param name="Record">The record with the results of the stages before.</param>
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

    /// <summary>Where a running fit stores its checkpoints.</summary>
    internal const string Checkpoints = "model/kept";
}

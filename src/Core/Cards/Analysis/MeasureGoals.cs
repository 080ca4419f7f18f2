using AethergenAI.Recipes;

namespace AethergenAI.Cards.Analysis;

/// <summary>In which direction a measure is better.</summary>
internal static class MeasureGoals
{
    internal const string Utility = "utility.ratio",
        Shapes = "fidelity.column-shapes",
        Processor = "cost.cpu-seconds",
        Wall = "cost.wall-seconds";

    internal const string Memory = "cost.peak-memory-mib",
        Epsilon = "privacy.epsilon";

    private static readonly string[] Smaller = ["privacy.", "cost.", "collapse-risk", "drift"];

    private static readonly string[] SmallerParts = ["detection-auc", "log-loss", "loss", "mae", "error", "rmse"];

    /// <summary>Attacks, ε, costs, risk and errors are better small; everything else large.</summary>
    internal static Goal Of(string measure)
    {
        string last = measure[(measure.LastIndexOf('.') + 1)..];
        bool small =
            Smaller.Any(start => measure.StartsWith(start, StringComparison.Ordinal))
            || SmallerParts.Any(part =>
                last == part
                || last.StartsWith(part + "-", StringComparison.Ordinal)
                || last.EndsWith("-" + part, StringComparison.Ordinal)
            );
        return small ? Goal.Minimize : Goal.Maximize;
    }
}

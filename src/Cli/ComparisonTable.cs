using AethergenAI.Generation.Choice;

namespace AethergenAI.Cli;

/// <summary>Shows how <c>auto</c> chose its generator.</summary>
internal static class ComparisonTable
{
    internal static void Write(Comparison comparison)
    {
        if (comparison.TrainRows == 0)
        {
            Output.Note(comparison.Candidates[0].Note!);
            return;
        }
        Output.Grid(
            Console.Error,
            ["generator", "usefulness", "detection AUC", "nearer to its own rows", "loss", ""],
            comparison.Candidates.Select(candidate =>
                (string[])
                    [
                        candidate.Generator,
                        Output.Figure(candidate.Utility),
                        Output.Figure(candidate.Detection),
                        Nearer(candidate),
                        Output.Figure(candidate.Loss),
                        Said(candidate, comparison.Chosen),
                    ]
            )
        );
        string targets =
            comparison.Targets.Count == 0
                ? "No column can be predicted from the others, so usefulness was not compared."
                : $"Usefulness is judged by predicting {string.Join(", ", comparison.Targets)}.";
        Output.Note($"{targets} {comparison.Rule}");
    }

    private static string Nearer(Candidate candidate) =>
        candidate.ExcessInterval is { } excess
            ? $"{Output.Figure(candidate.NearerShare)} ({Output.Figure(excess.Low)} to {Output.Figure(excess.High)} "
                + "above independent columns)"
            : "–";

    private static string Said(Candidate candidate, string chosen)
    {
        if (candidate.Note is { } note)
        {
            return note;
        }
        string replays = candidate.Replays == true ? "replays its seed" : "";
        return candidate.Generator == chosen ? $"chosen {replays}".TrimEnd() : replays;
    }
}

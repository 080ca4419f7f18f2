namespace AethergenAI.Evaluation;

/// <summary>One step of an evaluation.</summary>
/// <param name="Doing">What people are told while it runs.</param>
/// <param name="Weight">How long it takes beside the other steps, by experience.</param>
/// <param name="Measures">What it measures, in the order of the report.</param>
/// <param name="Run">Adds what it finds to the evaluation.</param>
internal sealed record EvaluationStep(
    string Doing,
    double Weight,
    IReadOnlyList<MeasureDescription> Measures,
    Action<EvaluationContext> Run
);

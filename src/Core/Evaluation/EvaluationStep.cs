namespace AethergenAI.Evaluation;

/// <summary>One step of an evaluation.</summary>
/// <param name="Doing">What people see while the step runs.</param>
/// <param name="Weight">How long the step usually takes relative to the others.</param>
/// <param name="Measures">The measures of the step, in the order of the report.</param>
/// <param name="Run">Adds the results to the evaluation.</param>
internal sealed record EvaluationStep(
    string Doing,
    double Weight,
    IReadOnlyList<MeasureDescription> Measures,
    Action<EvaluationContext> Run
);

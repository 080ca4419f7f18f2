using AethergenAI.Evaluation;

namespace AethergenAI.Pipeline;

/// <summary>Carries what a fit found over to the report on its rows.</summary>
public static class ModelNote
{
    /// <param name="note">See <see cref="Generation.Provenance.Note"/>; null adds nothing.</param>
    /// <returns>The report with the note before its other warnings.</returns>
    public static EvaluationReport Noting(this EvaluationReport report, string? note) =>
        note is null ? report : report with { Warnings = [note, .. report.Warnings] };
}

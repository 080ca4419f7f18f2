namespace AethergenAI.Evaluation;

/// <summary>The parts of a report that hold the figures of trials.</summary>
/// <param name="Sections">Those that steps added; null where none did.</param>
internal sealed record ReportFigures(
    FidelitySection Fidelity,
    UtilitySection Utility,
    PrivacySection Privacy,
    IReadOnlyList<ReportSection>? Sections,
    Dial Dial,
    Cost Cost
)
{
    internal static ReportFigures Of(EvaluationReport report) =>
        new(report.Fidelity, report.Utility, report.Privacy, report.Sections, report.Dial, report.Cost);
}

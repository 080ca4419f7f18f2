using AethergenAI.Evaluation;
using AethergenAI.Pipeline;

namespace AethergenAI.Core.Tests.Pipeline;

public sealed class ModelNoteTests
{
    private static readonly EvaluationReport Report = new()
    {
        Subject = new ReportSubject("", 1, 1, 1, "y", null),
        Verdict = new ReportVerdict(Verdict.Pass, ""),
        Kpis = [],
        Fidelity = new FidelitySection([], [], []),
        Utility = new UtilitySection("y", "trees", "auc", []),
        Privacy = new PrivacySection("none", []),
        Dial = new Dial(null, null, true, [], ""),
        Cost = new Cost(null, null, null, null, null, null),
        Warnings = ["The table is small."],
    };

    [Fact]
    public void A_report_tells_what_the_fit_found_before_its_other_warnings() =>
        Assert.Equal(["The seed is small.", "The table is small."], Report.Noting("The seed is small.").Warnings);

    [Fact]
    public void Nothing_found_changes_nothing() => Assert.Same(Report, Report.Noting(null));
}

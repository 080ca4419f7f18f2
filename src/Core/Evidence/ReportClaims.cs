using AethergenAI.Evaluation;
using AethergenAI.Evaluation.Attacks;
using AethergenAI.Evaluation.Gates;
using AethergenAI.Runs;

namespace AethergenAI.Evidence;

/// <summary>
/// Checks that a trial's record has its report's figures, and that attacks, gates and key figures of the report follow
/// from its figures. web/src/features/evidence/verify/reports.ts checks the same in the same order.
/// </summary>
internal static class ReportClaims
{
    internal static void Check(FigureCheck check, TrialRecord record)
    {
        string file = PackFiles.Trial(record.Name, "report.json");
        if (check.Contents.Parse<JudgedReport>(file, check.Faults) is not { IsEarlier: false } report)
        {
            return;
        }
        if (report is not { Figures: { } figures, Subject: { } subject })
        {
            check.Faults.Add(PackFaults.NotADocument(file));
            return;
        }

        check.Same(
            record.Measures,
            TrialMeasures.Of(figures, record.Settings.Downstream),
            file,
            "a figure of the trial's record"
        );
        check.Same(record.Kpis, report.Kpis, file, "a key figure of the trial's record");
        check.Same(
            new
            {
                record.SchemaHash,
                RealRows = record.TrainRows,
                record.HoldoutRows,
                SyntheticRows = record.Sampling?.Rows,
                record.Generator,
            },
            new
            {
                subject.SchemaHash,
                subject.RealRows,
                subject.HoldoutRows,
                subject.SyntheticRows,
                subject.Generator,
            },
            file,
            "what was compared"
        );
        check.Same(
            record.Privacy?.Words ?? EvaluationInput.NoPrivacy,
            figures.Privacy.Claim,
            file,
            "what is claimed of its differential privacy"
        );
        check.Require(
            figures.Privacy.Attacks.All(AttackGates.IsFounded),
            file,
            "the verdict of an attack, by its figures,"
        );
        var kpis = KpiVerdicts.Kpis(figures.Utility, Attacked(figures));
        check.Same(
            report.Kpis.Select(PackFigures.Judged),
            kpis.Select(PackFigures.Judged),
            file,
            "a key figure, by the attacks and measures,"
        );
        check.Require(FollowFrom(report.Gates, figures, subject, kpis), file, "a gate, by the figures,");
    }

    private static AttackResults Attacked(ReportFigures figures) =>
        new(figures.Privacy.Attacks, figures.Privacy.SelfTest, null, []);

    private static bool FollowFrom(
        IReadOnlyList<QualityGate> gates,
        ReportFigures figures,
        ReportSubject subject,
        IReadOnlyList<Kpi> kpis
    )
    {
        if (GateFigures.Of(figures, subject, kpis) is not { } judged)
        {
            return false;
        }
        return gates.All(gate =>
            gate.Verdict == GateSentences.All.First(said => said.Gate == gate.Name && said.Holds(judged)).Verdict
        );
    }
}

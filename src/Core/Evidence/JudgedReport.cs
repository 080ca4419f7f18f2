using AethergenAI.Evaluation;
using AethergenAI.Evaluation.Gates;

namespace AethergenAI.Evidence;

/// <summary>
/// What verification reads of report.json. web/src/features/evidence/verify/gates.ts judges it likewise.
/// </summary>
internal sealed record JudgedReport(ReportVerdict? Verdict)
{
    /// <summary>From this version on every report has all gates.</summary>
    private const int FirstWithGates = 5;

    public int Version { get; init; }

    public IReadOnlyList<QualityGate> Gates { get; init; } = [];

    public IReadOnlyList<NotMeasured> NotMeasured { get; init; } = [];

    public ReportSubject? Subject { get; init; }

    public IReadOnlyList<Kpi> Kpis { get; init; } = [];

    public FidelitySection? Fidelity { get; init; }

    public UtilitySection? Utility { get; init; }

    public PrivacySection? Privacy { get; init; }

    public IReadOnlyList<ReportSection>? Sections { get; init; }

    public Dial? Dial { get; init; }

    public Cost? Cost { get; init; }

    internal bool IsEarlier => Version < FirstWithGates;

    /// <summary>Null where a part is missing.</summary>
    internal ReportFigures? Figures =>
        Fidelity is null || Utility is null || Privacy is null || Dial is null || Cost is null
            ? null
            : new ReportFigures(Fidelity, Utility, Privacy, Sections, Dial, Cost);

    /// <summary>
    /// Whether the verdict follows from the gates beside it: the worst of them decides, and is what its sentence begins
    /// with. Reports of earlier versions may lack the gates, or the list of those that fail.
    /// </summary>
    internal bool FollowsFromItsGates()
    {
        if (Verdict is null || (IsEarlier && Gates.Count == 0))
        {
            return true;
        }
        if (!Gates.Select(gate => gate.Name).SequenceEqual(GateSentences.Order))
        {
            return false;
        }

        ReportVerdict overall = GateVerdicts.Overall(Gates, NotMeasured);
        bool names = (overall.FailedGates ?? []).SequenceEqual(Verdict.FailedGates ?? []);
        return Verdict.Outcome == overall.Outcome
            && (names || (IsEarlier && Verdict.FailedGates is null))
            && Begins(overall);
    }

    /// <summary>What is said where no gate fails has changed with the versions; what a gate says has not.</summary>
    private bool Begins(ReportVerdict overall)
    {
        bool isOfGate = Gates.Any(gate => gate.Verdict != AethergenAI.Verdict.Pass);
        return !isOfGate || Verdict!.Sentence.StartsWith(overall.Sentence, StringComparison.Ordinal);
    }
}

using AethergenAI.Evaluation.Drift;

namespace AethergenAI.Workspace;

public enum DriftOutcome
{
    StillValid,
    Refit,

    /// <summary>The rows could not be compared with the model.</summary>
    Refused,
}

/// <summary>One test of a run's model against newer rows.</summary>
public sealed class DriftCheck
{
    public required Id<DriftCheck> Id { get; init; }

    public required Id<Run> RunId { get; init; }

    /// <summary>The newer rows.</summary>
    public required Id<SeedFile> SeedId { get; init; }

    /// <summary>Their file's name.</summary>
    public required string SeedName { get; init; }

    public required DateTimeOffset At { get; init; }

    public DriftOutcome Outcome { get; private set; }

    /// <summary>Null where the rows could not be compared.</summary>
    public DriftReport? Report { get; private set; }

    /// <summary>The code of the refusal; null where the rows were compared.</summary>
    public string? ProblemCode { get; private set; }

    public string? ProblemMessage { get; private set; }

    public void Conclude(DriftReport report)
    {
        Report = report;
        Outcome = report.Verdict == DriftVerdict.Refit ? DriftOutcome.Refit : DriftOutcome.StillValid;
    }

    public void Refuse(RefusedException refusal)
    {
        Outcome = DriftOutcome.Refused;
        ProblemCode = refusal.Code;
        ProblemMessage = refusal.Message;
    }
}

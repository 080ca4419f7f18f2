using System.Text.Json.Serialization;
using AethergenAI.Recipes;
using AethergenAI.Runs;

namespace AethergenAI.Workspace;

public enum RunStatus
{
    Queued,
    Running,
    Cancelling,
    Done,
    Cancelled,
    Refused,
}

/// <summary>One execution of a recipe.</summary>
public sealed class Run
{
    public required Id<Run> Id { get; init; }

    public required Id<Project> ProjectId { get; init; }

    public required Id<SeedFile> SeedId { get; init; }

    public required Id<SchemaVersion> SchemaId { get; init; }

    public required string Name { get; init; }

    public required Recipe Recipe { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>The person who started the run.</summary>
    public required string Owner { get; init; }

    /// <summary>Only a worker that serves the GPU queue carries it out; until there is one, the run waits.</summary>
    public bool NeedsGpu { get; init; }

    /// <summary>How the run read its seed, one sentence each, where that is not as usual.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    public RunStatus Status { get; private set; }

    public RunStage Stage { get; private set; }

    public DateTimeOffset? StartedAt { get; private set; }

    public DateTimeOffset? EndedAt { get; private set; }

    /// <summary>The code of the refusal; null unless the run was refused.</summary>
    public string? ProblemCode { get; private set; }

    public string? ProblemMessage { get; private set; }

    /// <summary>The finished run's <c>summary.json</c>.</summary>
    public RunSummary? Summary { get; private set; }

    /// <summary>What the last test of the run's model against newer rows said; null where there was none.</summary>
    public DriftOutcome? Drift { get; private set; }

    /// <summary>What the run waits for that is outside it; null while it goes on.</summary>
    public RunWait? Waits =>
        !WorksAgain && WaitsFor is { } need && WaitsSince is { } since ? RunWait.Of(need, since) : null;

    [JsonIgnore]
    public OutsideNeed? WaitsFor { get; private set; }

    [JsonIgnore]
    public DateTimeOffset? WaitsSince { get; private set; }

    /// <summary>
    /// Whether a worker is at work on the run since it waited. The wait is over only when a file is stored: one that
    /// cannot be goes on with the wait as it began.
    /// </summary>
    [JsonIgnore]
    public bool WorksAgain { get; private set; }

    public bool Ended => Status is RunStatus.Done or RunStatus.Cancelled or RunStatus.Refused;

    public void RequestCancel(TimeProvider clock)
    {
        if (Ended)
        {
            throw WorkspaceRefusals.AlreadyEnded(this);
        }
        Status = Status == RunStatus.Queued ? RunStatus.Cancelled : RunStatus.Cancelling;
        (WaitsFor, WaitsSince, WorksAgain) = (null, null, false);
        if (Ended)
        {
            EndedAt = clock.GetUtcNow();
        }
    }

    /// <summary>Only a run without results may be deleted: one that was refused or cancelled.</summary>
    /// <exception cref="RefusedException">The run has results, or has not ended.</exception>
    public void RequireDeletable()
    {
        if (Status is not (RunStatus.Refused or RunStatus.Cancelled))
        {
            throw WorkspaceRefusals.StillNeeded(this);
        }
    }

    public void Finish(RunSummary summary, TimeProvider clock)
    {
        Summary = summary;
        Stage = RunStage.Done;
        End(RunStatus.Done, clock);
    }

    /// <summary>Rows that could not be compared do not take back what others showed.</summary>
    public void RecordDrift(DriftOutcome outcome) =>
        Drift = outcome == DriftOutcome.Refused && Drift is not null ? Drift : outcome;

    public void Cancelled(TimeProvider clock) => End(RunStatus.Cancelled, clock);

    public void Refuse(RefusedException refusal, TimeProvider clock)
    {
        ProblemCode = refusal.Code;
        ProblemMessage = refusal.Message;
        End(RunStatus.Refused, clock);
    }

    private void End(RunStatus status, TimeProvider clock)
    {
        Status = status;
        EndedAt = clock.GetUtcNow();
    }
}

using System.Text.Json;
using AethergenAI.Runs;

namespace AethergenAI.Workspace;

public enum TrialStatus
{
    Waiting,
    Running,
    Done,
    Failed,
}

/// <summary>The state of one trial of a run, as the web app shows it.</summary>
public sealed class RunTrial
{
    public required Id<Run> RunId { get; init; }

    /// <summary>
    /// SHA-256 of the canonical recipe. Hash, cell, block and repeat identify the trial within the run.
    /// </summary>
    public required string RecipeHash { get; init; }

    /// <summary>The combination of levels, from 1.</summary>
    public required int Cell { get; init; }

    /// <summary>The repeat, from 1.</summary>
    public required int Repeat { get; init; }

    /// <summary>The data set, from 1.</summary>
    public int Block { get; init; } = 1;

    /// <summary>For example <c>c01-r2</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The trial's position in the order in which trials start, from 0.</summary>
    public required int Place { get; init; }

    public required IReadOnlyDictionary<string, JsonElement> Levels { get; init; }

    public TrialStatus Status { get; private set; }

    public DateTimeOffset? StartedAt { get; private set; }

    public DateTimeOffset? EndedAt { get; private set; }

    /// <summary>A hash of everything the results depend on; null until the trial ends.</summary>
    public string? ContentHash { get; private set; }

    /// <summary>The result; null until the trial ends.</summary>
    public TrialSummary? Summary { get; private set; }

    public void Begin(TimeProvider clock)
    {
        Status = TrialStatus.Running;
        StartedAt = clock.GetUtcNow();
    }

    /// <summary>Returns the trial to the queue because its worker ended before the trial did.</summary>
    public void Release() => Status = TrialStatus.Waiting;

    public void End(TrialRecord record, TimeProvider clock)
    {
        Summary = TrialSummary.Of(record);
        ContentHash = record.ContentHash;
        Status = record.Failure is null ? TrialStatus.Done : TrialStatus.Failed;
        EndedAt = clock.GetUtcNow();
    }
}

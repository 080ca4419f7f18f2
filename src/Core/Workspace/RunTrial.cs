using System.Text.Json;
using AethergenAI.Pipeline;
using AethergenAI.Runs;

namespace AethergenAI.Workspace;

public enum TrialStatus
{
    Waiting,
    Running,
    Done,
    Failed,
}

/// <summary>One trial of a run, as those who watch see it.</summary>
public sealed class RunTrial
{
    public required Id<Run> RunId { get; init; }

    /// <summary>SHA-256 of the canonical recipe; with cell and repeat it is the trial's key within the run.</summary>
    public required string RecipeHash { get; init; }

    /// <summary>The combination of levels, from 1.</summary>
    public required int Cell { get; init; }

    /// <summary>From 1.</summary>
    public required int Repeat { get; init; }

    /// <summary>The data set, from 1.</summary>
    public int Block { get; init; } = 1;

    /// <summary>For example <c>c01-r2</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Where it stands in the order in which trials are begun, from 0.</summary>
    public required int Place { get; init; }

    public required IReadOnlyDictionary<string, JsonElement> Levels { get; init; }

    public TrialStatus Status { get; private set; }

    public DateTimeOffset? StartedAt { get; private set; }

    public DateTimeOffset? EndedAt { get; private set; }

    /// <summary>What its results depend on; null until it has ended.</summary>
    public string? ContentHash { get; private set; }

    /// <summary>What it came to; null until it has ended.</summary>
    public TrialSummary? Summary { get; private set; }

    public void Begin(TimeProvider clock)
    {
        Status = TrialStatus.Running;
        StartedAt = clock.GetUtcNow();
    }

    /// <summary>Its worker left it before its end.</summary>
    public void Release() => Status = TrialStatus.Waiting;

    public void End(TrialRecord record, TimeProvider clock)
    {
        Summary = RunSummaries.Of(record);
        ContentHash = record.ContentHash;
        Status = record.Failure is null ? TrialStatus.Done : TrialStatus.Failed;
        EndedAt = clock.GetUtcNow();
    }
}

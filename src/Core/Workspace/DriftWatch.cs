namespace AethergenAI.Workspace;

public enum DriftEvery
{
    Hour,
    Day,
    Week,
}

/// <summary>A finished run whose model is tested, as often as it says, against newer seeds of its project.</summary>
public sealed class DriftWatch
{
    public required Id<Run> RunId { get; init; }

    public required DriftEvery Every { get; init; }

    /// <summary>The person who set it last, to whom letters go.</summary>
    public required string Owner { get; init; }

    /// <summary>When a worker looks for newer rows next.</summary>
    public required DateTimeOffset DueAt { get; init; }

    /// <summary>When a worker last looked for newer rows; null where none has.</summary>
    public DateTimeOffset? LookedAt { get; init; }

    /// <summary>When to look next, after a look at <paramref name="now"/>.</summary>
    public DateTimeOffset NextAfter(DateTimeOffset now) =>
        Every switch
        {
            DriftEvery.Hour => now.AddHours(1),
            DriftEvery.Day => now.AddDays(1),
            _ => now.AddDays(7),
        };
}

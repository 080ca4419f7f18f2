namespace AethergenAI.Workspace;

public enum DriftEvery
{
    Hour,
    Day,
    Week,
}

/// <summary>A finished run whose model is tested again and again against the newest rows of its project.</summary>
public sealed class DriftWatch
{
    public required Id<Run> RunId { get; init; }

    public required DriftEvery Every { get; set; }

    /// <summary>The person who set it last.</summary>
    public required string Owner { get; set; }

    /// <summary>When a worker looks for newer rows next.</summary>
    public required DateTimeOffset DueAt { get; set; }

    /// <summary>When a worker last looked for newer rows; null where none has.</summary>
    public DateTimeOffset? LookedAt { get; private set; }

    /// <summary>Notes that a worker has looked, and when the next is to.</summary>
    public void Looked(DateTimeOffset now)
    {
        LookedAt = now;
        DueAt = now + Period(Every);
    }

    private static TimeSpan Period(DriftEvery every) =>
        every switch
        {
            DriftEvery.Hour => TimeSpan.FromHours(1),
            DriftEvery.Day => TimeSpan.FromDays(1),
            _ => TimeSpan.FromDays(7),
        };
}

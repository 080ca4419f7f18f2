namespace AethergenAI.Data;

/// <summary>The system's clock, cut to what PostgreSQL keeps, so that what is written reads back equal.</summary>
public sealed class MicrosecondClock : TimeProvider
{
    public override DateTimeOffset GetUtcNow()
    {
        var now = System.GetUtcNow();
        return now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMicrosecond));
    }
}

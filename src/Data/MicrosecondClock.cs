namespace AethergenAI.Data;

/// <summary>
/// The system clock truncated to microseconds, PostgreSQL's precision, so that stored times read back equal.
/// </summary>
public sealed class MicrosecondClock : TimeProvider
{
    public override DateTimeOffset GetUtcNow()
    {
        var now = System.GetUtcNow();
        return now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMicrosecond));
    }
}

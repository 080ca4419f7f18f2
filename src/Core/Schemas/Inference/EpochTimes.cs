namespace AethergenAI.Schemas.Inference;

/// <summary>Numbers that may be times since 1970, as computers keep them.</summary>
internal static class EpochTimes
{
    /// <summary>The first seconds of 1990 and of 2100.</summary>
    private const double From = 631_152_000,
        To = 4_102_444_800;

    private static readonly (string Name, double PerSecond)[] Units =
    [
        ("seconds", 1),
        ("milliseconds", 1e3),
        ("microseconds", 1e6),
        ("nanoseconds", 1e9),
    ];

    private static readonly NameHints Moments = new(
        "ts tstamp time timestamp datetime date epoch unix utc at when start begin end created updated modified "
            + "changed deleted logged seen received sent started finished expires createdat updatedat"
    );

    /// <returns>The unit that they may have, but for a few such as 0 for never; null: they are no times.</returns>
    public static string? Unit(ColumnProbe probe, NameHints hints)
    {
        NumberProbe numbers = probe.Plain;
        bool key = hints.SaysTextKey || hints.EndsAsKey || hints.SaysMoney;
        if (!numbers.Holds || key || !(hints.SaysDate || hints.SharesWord(Moments)))
        {
            return null;
        }
        double min = numbers.Lowest.Kept.FirstOrDefault(number => number.Value > 0).Value;
        return Array.Find(Units, unit => min >= From * unit.PerSecond && numbers.Max <= To * unit.PerSecond).Name;
    }
}

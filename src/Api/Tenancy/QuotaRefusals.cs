namespace AethergenAI.Api.Tenancy;

internal static class QuotaRefusals
{
    internal static RefusedException StoredBytes(long used, long more, long allowed) =>
        new(
            RefusalKind.Conflict,
            "quota.stored-bytes",
            $"Your organisation stores {Size(used)} of the {Size(allowed)} that are allowed, and this needs "
                + $"{Size(more)} more. Delete runs that were refused or cancelled, or ask the operator for more room."
        );

    internal static RefusedException Full(long used, long allowed) =>
        new(
            RefusalKind.Conflict,
            "quota.stored-bytes",
            $"Your organisation stores {Size(used)}, and the limit is {Size(allowed)}. Delete runs that were refused "
                + "or cancelled, or ask the operator for more room."
        );

    internal static RefusedException Seeds(int used, int allowed) =>
        new(
            RefusalKind.Conflict,
            "quota.seeds",
            $"Your organisation has {Counts.Of(used, "seed")}, and the limit is {allowed:N0}. Use a seed that "
                + "is there, or ask "
                + "the operator for more."
        );

    internal static RefusedException OpenTrials(int used, int more, int allowed) =>
        new(
            RefusalKind.Conflict,
            "quota.open-trials",
            $"{Counts.Of(used, "trial")} of your organisation {(used == 1 ? "waits or runs" : "wait or run")}, "
                + $"and this run would add {more:N0}; the limit is "
                + $"{allowed:N0}. Wait until some have ended, cancel a run, or plan fewer trials."
        );

    /// <summary>In powers of 1,000, as the page Account says it.</summary>
    private static string Size(long bytes) =>
        bytes switch
        {
            < 1000 => $"{bytes} bytes",
            < 1_000_000 => $"{bytes / 1e3:0.0} kB",
            < 1_000_000_000 => $"{bytes / 1e6:0.0} MB",
            _ => $"{bytes / 1e9:N1} GB",
        };
}

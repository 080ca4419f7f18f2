namespace AethergenAI.Workspace;

/// <summary>What a run waits for that no change of the run would bring.</summary>
public enum OutsideNeed
{
    DiskSpace,

    /// <summary>The place of the files of runs: it does not answer, or does not let the server in.</summary>
    Storage,
    Database,
    Network,
}

/// <summary>Why a run that has not ended does not go on, for those who look at it.</summary>
/// <param name="For">What was missing when it was last tried.</param>
/// <param name="Since">When it was first missing; of a disk and of storage, since a file was stored last.</param>
/// <param name="Why">The reason, one sentence.</param>
/// <param name="Remedy">What to do, and what happens by itself.</param>
public sealed record RunWait(OutsideNeed For, DateTimeOffset Since, string Why, string Remedy)
{
    private const string GoesOn =
        "The server tries again every few seconds, and the run then goes on by itself; nothing done so far is lost.";

    public static RunWait Of(OutsideNeed need, DateTimeOffset since)
    {
        var (why, remedy) = need switch
        {
            OutsideNeed.DiskSpace => ("The server's disk is full.", "Ask the administrator to free some space."),
            OutsideNeed.Storage => (
                "The storage of the run's files does not answer, or does not let the server in.",
                "Ask the administrator to look at the system log, which says more."
            ),
            OutsideNeed.Database => (
                "The database did not answer.",
                "If this lasts, ask the administrator to look at the system log."
            ),
            _ => (
                "A machine that the server needs did not answer.",
                "If this lasts, ask the administrator to look at the system log."
            ),
        };
        return new RunWait(need, since, why, $"{remedy} {GoesOn}");
    }
}

using AethergenAI.Workspace;

namespace AethergenAI.Data.Jobs;

/// <summary>The classes of work. Each is a queue of its own, and a worker serves those that it can do.</summary>
public static class JobQueues
{
    /// <summary>Runs that any worker can carry out.</summary>
    public const string Cpu = "cpu";

    /// <summary>Runs that ask for a GPU.</summary>
    public const string Gpu = "gpu";

    /// <summary>Work on the database and on files: housekeeping.</summary>
    public const string Io = "io";

    public static readonly IReadOnlyList<string> All = [Cpu, Gpu, Io];

    internal static string Of(Run run) => run.NeedsGpu ? Gpu : Cpu;
}

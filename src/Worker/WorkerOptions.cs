using System.ComponentModel.DataAnnotations;

namespace AethergenAI.Worker;

internal sealed class WorkerOptions
{
    /// <summary>Runs that this process carries out side by side; each takes all cores it can get.</summary>
    [Range(1, 64)]
    public int RunsAtOnce { get; init; } = 1;
}

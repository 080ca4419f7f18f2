using System.ComponentModel.DataAnnotations;

namespace AethergenAI.Worker;

internal sealed class WorkerOptions
{
    /// <summary>
    /// Trials that this process carries out side by side, over all runs. Null: one for each core, at most eight.
    /// </summary>
    [Range(1, 256)]
    public int? TrialsAtOnce { get; init; }

    /// <summary>
    /// Runs that this process leads side by side; it takes trials of others' runs too, where it has a hand free.
    /// </summary>
    [Range(1, 64)]
    public int RunsAtOnce { get; init; } = 1;
}

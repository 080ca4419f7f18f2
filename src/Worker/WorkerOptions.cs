using System.ComponentModel.DataAnnotations;
using AethergenAI.Data.Jobs;
using AethergenAI.Onnx;

namespace AethergenAI.Worker;

internal sealed class WorkerOptions : IValidatableObject
{
    /// <summary>
    /// The classes of work that this process takes: <c>cpu</c>, <c>gpu</c>, <c>io</c>. Null: all that it can do,
    /// which is <c>cpu</c> and <c>io</c>, and <c>gpu</c> where a GPU's provider loads.
    /// </summary>
    public string[]? Queues { get; init; }

    /// <summary>
    /// Trials that this process carries out side by side, over all runs. Null: one for each core, at most eight.
    /// </summary>
    [Range(1, 256)]
    public int? TrialsAtOnce { get; init; }

    /// <summary>
    /// Runs of each class that this process leads side by side; it takes trials of others' runs too,
    /// where it has a free slot.
    /// </summary>
    [Range(1, 64)]
    public int RunsAtOnce { get; init; } = 1;

    /// <summary>How long a worker may be silent before its job goes to another.</summary>
    [Range(typeof(TimeSpan), "00:00:03", "01:00:00")]
    public TimeSpan Silence { get; init; } = JobStore.Silence;

    internal IReadOnlyList<string> Served => Queues is { Length: > 0 } named ? named : Able();

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) =>
        from queue in Queues ?? []
        where !JobQueues.All.Contains(queue)
        select new ValidationResult(
            $"Worker:Queues names '{queue}'; the classes of work are {string.Join(", ", JobQueues.All)}.",
            [nameof(Queues)]
        );

    private static IReadOnlyList<string> Able() =>
        GpuProviders.WhyNot("cuda") is null ? JobQueues.All : [JobQueues.Cpu, JobQueues.Io];
}

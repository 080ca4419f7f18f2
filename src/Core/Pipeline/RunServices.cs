using AethergenAI.Artefacts;
using AethergenAI.Evaluation.Costing;
using AethergenAI.Evaluation.Learning;
using AethergenAI.Generation;
using AethergenAI.Privacy.Ledger;
using AethergenAI.Recipes.Planning;

namespace AethergenAI.Pipeline;

/// <summary>What a process needs to carry out runs.</summary>
/// <param name="Generators">The generators that this process can run.</param>
/// <param name="OpenSampler">Opens a sampler graph; the pipeline disposes it.</param>
/// <param name="Artefacts">The run's artefacts; empty, or those of earlier attempts.</param>
/// <param name="Queue">The run's trials, shared with other processes that carry the run out.</param>
/// <param name="TrialSlots">One slot per trial that this process may carry out at once, over all of its runs.</param>
public sealed record RunServices(
    IReadOnlyList<IGenerator> Generators,
    Func<byte[], ITokenSampler> OpenSampler,
    IArtefacts Artefacts,
    ITrialQueue Queue,
    SemaphoreSlim TrialSlots,
    IProgress<RunProgress> Progress,
    TimeProvider Clock,
    HostMachine Machine
)
{
    /// <summary>Finds trials of other runs whose results can be reused; null: none are reused.</summary>
    public ITrialCache? TrialCache { get; init; }

    /// <summary>The third learner of utility; null: utility is measured without a network.</summary>
    public FitNetwork? Network { get; init; }

    /// <summary>A device that the process chooses itself.</summary>
    public const string AnyDevice = "auto";

    /// <summary>What training runs on: auto, cpu, cuda or tensorrt.</summary>
    public string Device { get; init; } = AnyDevice;

    /// <summary>The ledger that private generators spend from; null: private generators refuse.</summary>
    public PrivacyAccount? Privacy { get; init; }

    /// <summary>Hears of the exceptions of trials that were recorded as failed; by the trial's name.</summary>
    public Action<string, Exception>? Faulted { get; init; }

    /// <summary>The prices of processor time, memory and electricity.</summary>
    public Prices Prices { get; init; } = PricesReader.Shipped;

    /// <summary>When the user launched the run; null: when the first attempt begins.</summary>
    public DateTimeOffset? LaunchedAt { get; init; }

    /// <summary>Times of earlier trials, used to run cheap trials first.</summary>
    public IReadOnlyList<PastTrial> Past { get; init; } = [];

    /// <summary>The current time in whole seconds, because finer times could leak information about the rows.</summary>
    internal DateTimeOffset Now() => WholeSeconds(Clock.GetUtcNow());

    internal static DateTimeOffset WholeSeconds(DateTimeOffset time) =>
        DateTimeOffset.FromUnixTimeSeconds(time.ToUnixTimeSeconds());
}

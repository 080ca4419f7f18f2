using AethergenAI.Artefacts;
using AethergenAI.Evaluation.Costing;
using AethergenAI.Evaluation.Learning;
using AethergenAI.Generation;
using AethergenAI.Privacy.Ledger;
using AethergenAI.Recipes.Planning;

namespace AethergenAI.Pipeline;

/// <summary>What a process carries out runs with.</summary>
/// <param name="Generators">Those that this process can run.</param>
/// <param name="OpenSampler">Opens a sampler graph; the pipeline disposes it.</param>
/// <param name="Artefacts">Empty, or what earlier attempts at the same run left.</param>
/// <param name="Queue">The run's trials, shared with whoever else works on it.</param>
/// <param name="TrialSlots">One for each trial that this process may carry out at once, over all of its runs.</param>
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
    /// <summary>Where to look for trials that need not be done again; null: nowhere.</summary>
    public ITrialCache? TrialCache { get; init; }

    /// <summary>The third learner of utility; null: utility is measured without a network.</summary>
    public FitNetwork? Network { get; init; }

    /// <summary>What training runs on: auto, cpu, cuda or tensorrt.</summary>
    public string Device { get; init; } = "auto";

    /// <summary>What generators with differential privacy spend from; null: there is no ledger, and they refuse.</summary>
    public PrivacyAccount? Privacy { get; init; }

    /// <summary>What a trial's use of the machine is priced with.</summary>
    public Prices Prices { get; init; } = PricesReader.Shipped;

    /// <summary>When the run was asked for; null: when it is begun.</summary>
    public DateTimeOffset? LaunchedAt { get; init; }

    /// <summary>Trials that were timed before, so that cheap ones can come first.</summary>
    public IReadOnlyList<PastTrial> Past { get; init; } = [];

    /// <summary>The time in whole seconds: finer times would tell of the rows.</summary>
    internal DateTimeOffset Now() => WholeSeconds(Clock.GetUtcNow());

    internal static DateTimeOffset WholeSeconds(DateTimeOffset time) =>
        DateTimeOffset.FromUnixTimeSeconds(time.ToUnixTimeSeconds());
}

using AethergenAI.Artefacts;
using AethergenAI.Privacy.Ledger;
using AethergenAI.Tables;

namespace AethergenAI.Generation;

/// <summary>What a fit learns from, and what it works with.</summary>
/// <param name="Seed">The rows to learn from, typed by <paramref name="Schema"/>.</param>
/// <param name="Settings">Checked against the generator's description; absent options take their defaults.</param>
public sealed record FitRequest(Table Seed, Schema Schema, GeneratorSettings Settings)
{
    public IProgress<RunProgress> Progress { get; init; } = new Unwatched();

    /// <summary>
    /// What an interrupted attempt at this same fit left, such as checkpoints; null: nothing is kept.
    /// </summary>
    public Checkpoints? Kept { get; init; }

    /// <summary>
    /// What a generator with differential privacy spends from; null: there is no ledger, and such a generator refuses.
    /// </summary>
    public PrivacyAccount? Privacy { get; init; }

    /// <summary>
    /// What training runs on: auto, cpu, cuda or tensorrt; generators that train no network have no use for it.
    /// </summary>
    public string Device { get; init; } = "auto";

    /// <summary>
    /// The rows are several tables', whose keys know nothing of each other: a row is not left out because its key
    /// stands in an earlier one.
    /// </summary>
    public bool KeysMayRepeat { get; init; }

    private sealed class Unwatched : IProgress<RunProgress>
    {
        public void Report(RunProgress value) { }
    }
}

/// <summary>What a fit may depend on beside the seed and the schema.</summary>
/// <param name="Values">Option name to value, as text.</param>
/// <param name="Seed">Seeds every random choice of the fit (never privacy noise).</param>
public sealed record GeneratorSettings(IReadOnlyDictionary<string, string> Values, ulong Seed);

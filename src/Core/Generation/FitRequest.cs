using AethergenAI.Artefacts;
using AethergenAI.Privacy.Ledger;
using AethergenAI.Tables;

namespace AethergenAI.Generation;

/// <summary>The inputs of a fit.</summary>
/// <param name="Seed">The rows to learn from, with the kinds of <paramref name="Schema"/>.</param>
/// <param name="Settings">Checked against the generator's description; absent options have their defaults.</param>
public sealed record FitRequest(Table Seed, Schema Schema, GeneratorSettings Settings)
{
    /// <summary>A model of fewer rows would give them back: it has no room to generalise.</summary>
    public const int MinRows = 10;

    public IProgress<RunProgress> Progress { get; init; } = new Unwatched();

    /// <summary>
    /// Checkpoints and other files from an interrupted attempt at this same fit; null: nothing is stored.
    /// </summary>
    public Checkpoints? Kept { get; init; }

    /// <summary>
    /// The account that a differentially private fit spends from; null: there is no ledger, and such a fit is refused.
    /// </summary>
    public PrivacyAccount? Privacy { get; init; }

    /// <summary>
    /// The device for training: auto, cpu, cuda or tensorrt. Generators that train no network ignore it.
    /// </summary>
    public string Device { get; init; } = "auto";

    /// <summary>
    /// The column that usefulness is judged by where several generators are compared; null: the schema's target.
    /// </summary>
    public string? Target { get; init; }

    /// <summary>
    /// Whether the rows come from several tables with independent keys:
    /// a row is then kept even if its key occurs in an earlier row.
    /// </summary>
    public bool KeysMayRepeat { get; init; }

    private sealed class Unwatched : IProgress<RunProgress>
    {
        public void Report(RunProgress value) { }
    }
}

/// <summary>The options and the random seed of a fit.</summary>
/// <param name="Values">Option name to value, as text.</param>
/// <param name="Seed">The random seed of every random choice of the fit, except privacy noise.</param>
public sealed record GeneratorSettings(IReadOnlyDictionary<string, string> Values, ulong Seed);

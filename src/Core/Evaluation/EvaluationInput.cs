using AethergenAI.Evaluation.Learning;
using AethergenAI.Tables;

namespace AethergenAI.Evaluation;

/// <summary>What a synthetic table is judged by: the rows its generator saw, and rows it never saw.</summary>
/// <param name="Train">The rows the generator learned from, typed by <paramref name="Schema"/>.</param>
/// <param name="Holdout">Rows of the same source that no generator saw: the control of every attack
/// and the real-vs-real ceiling.</param>
/// <param name="Synthetic">The rows to judge. It may lack columns and hold levels that no real row has.</param>
public sealed record EvaluationInput(Schema Schema, Table Train, Table Holdout, Table Synthetic)
{
    /// <summary>The column that utility is measured on; the schema's column of role target where absent.</summary>
    public string? Target { get; init; }

    /// <summary>The column by which rows follow one another in time; the schema's where absent.</summary>
    public string? TimeOrder { get; init; }

    /// <summary>Who made the rows, where that is known.</summary>
    public string? Generator { get; init; }

    /// <summary>What is claimed about privacy, in words.</summary>
    public string PrivacyClaim { get; init; } = NoPrivacy;

    internal const string NoPrivacy = "no differential privacy";

    /// <summary>What making the rows cost, where that was measured.</summary>
    public Cost? Cost { get; init; }

    /// <summary>
    /// The generator that made the rows, ready to learn again; what only it can tell is not run where absent.
    /// </summary>
    public Regenerate? Regenerate { get; init; }

    /// <summary>Generators to stand beside the one that is judged; a quick look leaves them out.</summary>
    public IReadOnlyList<BaselineGenerator> Baselines { get; init; } = [];

    /// <summary>How the generator was chosen, where it was.</summary>
    public Generation.Choice.Comparison? Comparison { get; init; }

    /// <summary>What the rows descend from, where that is known.</summary>
    public Lineage? Lineage { get; init; }

    /// <summary>
    /// Synthetic rows for each real one in what the rows are used for; the self-consumption probe accumulates at this
    /// ratio, 1 where absent.
    /// </summary>
    public double? SyntheticRatio { get; init; }
}

/// <summary>How far rows are from the people they speak of.</summary>
/// <param name="Generation">1 where the generator learned from real rows, one more where it learned from the rows
/// of such a generator, and so on.</param>
/// <param name="RealShare">The share of real rows among those that every generation after the first learned from,
/// in [0, 1].</param>
public sealed record Lineage(int Generation, double RealShare);

/// <summary>
/// Fits the generator to <paramref name="seedRows"/> and draws <paramref name="rows"/> rows from what it learned.
/// </summary>
/// <param name="seed">Seeds the fit and the draw.</param>
public delegate Table Regenerate(Table seedRows, int rows, ulong seed, CancellationToken ct);

/// <param name="Seed">Seeds every random choice of the evaluation: which rows are compared, folds, resamples.</param>
/// <param name="Effort">How much is asked for: a quick look takes at most 5,000 rows of each table,
/// everything else up to 50,000.</param>
public sealed record EvaluationOptions(ulong Seed = 1, Effort Effort = Effort.Full)
{
    /// <summary>The third learner of utility, which Core cannot hold itself.</summary>
    public FitNetwork? Network { get; init; }

    /// <summary>Rows of a table that are looked at; more are sampled down without replacement.</summary>
    internal int MaxRows => Effort == Effort.Quick ? 5_000 : 50_000;
}

using AethergenAI.Generation;
using AethergenAI.Tables;

namespace AethergenAI.Evaluation;

/// <summary>
/// What an evaluation needs: a synthetic table, the rows that its generator saw, and rows that it never saw.
/// </summary>
/// <param name="Train">The rows the generator learned from, typed by <paramref name="Schema"/>.</param>
/// <param name="Holdout">Rows of the same source that no generator saw: the control group of every attack
/// and what synthetic rows are compared with.</param>
/// <param name="Synthetic">The rows to evaluate. The table may lack columns and hold levels
/// that no real row has.</param>
public sealed record EvaluationInput(Schema Schema, Table Train, Table Holdout, Table Synthetic)
{
    /// <summary>The column that utility is measured on; by default the schema's column with the role target.</summary>
    public string? Target { get; init; }

    /// <summary>The column that orders the rows in time; by default the schema's.</summary>
    public string? TimeOrder { get; init; }

    /// <summary>The generator that made the rows, where known.</summary>
    public string? Generator { get; init; }

    /// <summary>What the model that made the rows claims of its differential privacy, in words.</summary>
    public string PrivacyClaim { get; init; } = NotKnown;

    internal const string NotKnown = "differential privacy is not known, because the model was not given",
        NoPrivacy = "no differential privacy";

    /// <summary>A model's claim as a report repeats it.</summary>
    public static string ClaimOf(ModelManifest? model) =>
        model is null ? NotKnown : model.PrivacyClaim?.Words ?? NoPrivacy;

    /// <summary>The cost of making the rows, where it was measured.</summary>
    public Cost? Cost { get; init; }

    /// <summary>
    /// The generator that made the rows, ready to be fitted again; without it, measures that need it are not run.
    /// </summary>
    public Regenerate? Regenerate { get; init; }

    /// <summary>Generators to compare the evaluated one with; a quick evaluation leaves them out.</summary>
    public IReadOnlyList<BaselineGenerator> Baselines { get; init; } = [];

    /// <summary>How the generator was chosen, where it was chosen automatically.</summary>
    public Generation.Choice.Comparison? Comparison { get; init; }

    /// <summary>The lineage of the rows, where known.</summary>
    public Lineage? Lineage { get; init; }

    /// <summary>
    /// Synthetic rows per real row in the intended use of the rows; the self-consumption probe accumulates rows at this
    /// ratio, or at 1 where there is none.
    /// </summary>
    public double? SyntheticRatio { get; init; }
}

/// <summary>How many generations of synthetic rows lie between the rows and real rows.</summary>
/// <param name="Generation">1 where the generator learned from real rows, 2 where it learned from rows of such
/// a generator, and so on.</param>
/// <param name="RealShare">The share of real rows among those that every generation after the first learned from,
/// in [0, 1].</param>
public sealed record Lineage(int Generation, double RealShare);

/// <summary>
/// Fits the generator to <paramref name="seedRows"/> and draws <paramref name="rows"/> rows from what it learned.
/// </summary>
/// <param name="seed">Seeds the fit and the draw.</param>
public delegate Table Regenerate(Table seedRows, int rows, ulong seed, CancellationToken ct);

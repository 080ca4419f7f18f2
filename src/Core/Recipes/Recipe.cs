using System.Text.Json;
using AethergenAI.Recipes.Checks;

namespace AethergenAI.Recipes;

/// <summary>
/// A question and the experiment that answers it. JSON and YAML of the same meaning have the same hash.
/// </summary>
/// <remarks>A part that has only default values is equal to an absent part, and is not written.</remarks>
public sealed record Recipe
{
    /// <summary>The version of this document's format.</summary>
    public int Version { get; init; } = 1;

    public required string Name { get; init; }

    /// <summary>The question that the recipe answers, in a sentence.</summary>
    public string? Question { get; init; }

    /// <summary>
    /// The template that the recipe was made from, for example <c>moe</c>.
    /// A recipe whose template needs a feature that does not exist yet can be read and checked, but not planned.
    /// </summary>
    public string? Template { get; init; }

    public required RecipeData Data { get; init; }

    /// <summary>The settings of every trial, unless a factor overrides them.</summary>
    public TrialSettings Base { get; init; } = new();

    /// <summary>
    /// The factors: a setting's name ("generator", "rows", "seed-rows", "synthetic-ratio",
    /// "downstream" or a generator's option) and its levels.
    /// </summary>
    public IReadOnlyDictionary<string, IReadOnlyList<JsonElement>> Factors { get; init; } =
        new Dictionary<string, IReadOnlyList<JsonElement>>();

    /// <summary>
    /// Continuous factors: a numeric setting's name and its range. Only Latin hypercube and random designs use them.
    /// </summary>
    public IReadOnlyDictionary<string, FactorRange>? Ranges
    {
        get;
        init => field = value is { Count: 0 } ? null : value;
    }

    /// <summary>Which combinations of levels are tried; all of them if absent.</summary>
    public DesignSettings? Design
    {
        get;
        init => field = value == new DesignSettings() ? null : value;
    }

    /// <summary>
    /// Trials per cell, at least 1. The same repeat has the same split, training and sampling noise in every cell.
    /// </summary>
    public int Repeats { get; init; } = 1;

    /// <summary>
    /// The measures that the question is about, for example <c>utility.ratio</c>:
    /// the family for the correction of multiple tests. If absent: the measures of the objective and the constraints.
    /// </summary>
    public IReadOnlyList<string>? Measures
    {
        get;
        init => field = value is { Count: 0 } ? null : value;
    }

    /// <summary>
    /// The measure by which the leading cell is chosen. If absent: utility if it was measured, else the shape of
    /// columns.
    /// </summary>
    public ObjectiveSettings? Objective { get; init; }

    /// <summary>The conditions that a cell must satisfy to be called best.</summary>
    public IReadOnlyList<ConstraintSettings>? Constraints
    {
        get;
        init => field = value is { Count: 0 } ? null : value;
    }

    public LimitSettings? Limits
    {
        get;
        init => field = value == new LimitSettings() ? null : value;
    }

    /// <summary>
    /// The levels of the cell that the others are compared with; a factor that is not listed has its first level.
    /// </summary>
    public IReadOnlyDictionary<string, JsonElement>? Baseline
    {
        get;
        init => field = value is { Count: 0 } ? null : value;
    }

    public AnalysisSettings? Analysis
    {
        get;
        init => field = value == new AnalysisSettings() ? null : value;
    }

    /// <summary>Gives up hopeless cells by successive halving; off if absent.</summary>
    public EarlyStopSettings? EarlyStop { get; init; }
}

/// <param name="Seed">A CSV or Parquet file, relative to the recipe,
/// or <c>sample:birdstrikes.csv</c> for packaged data.</param>
/// <param name="Schema">A schema file, relative to the recipe; inferred from the seed if absent.</param>
/// <param name="Holdout">A file of rows that no generator sees; split off the seed if absent.</param>
/// <param name="HoldoutShare">The share of the seed split off as holdout, in (0, 0.9].</param>
/// <param name="Target">The column that utility is measured on; the schema's target if absent.</param>
public sealed record RecipeData(
    string Seed,
    string? Schema = null,
    string? Holdout = null,
    double HoldoutShare = 0.3,
    string? Target = null
)
{
    /// <summary>Further data sets: the whole design is repeated on each, and cells are compared within each.</summary>
    public IReadOnlyList<DataBlock>? Blocks
    {
        get;
        init => field = value is { Count: 0 } ? null : value;
    }
}

/// <summary>A further data set. Its keys have the same meaning as in <c>data</c>.</summary>
/// <param name="Name">The data set's name in results.</param>
public sealed record DataBlock(
    string Name,
    string Seed,
    string? Schema = null,
    string? Holdout = null,
    string? Target = null
);

public sealed record TrialSettings
{
    public string Generator { get; init; } = "auto";

    /// <summary>
    /// Rows to generate; if absent, as many as the generator saw, or as a private fit's measurements estimate it saw.
    /// </summary>
    public int? Rows { get; init; }

    /// <summary>
    /// Rows to generate as a multiple of the rows that the generator saw, instead of <see cref="Rows"/>.
    /// </summary>
    public double? SyntheticRatio { get; init; }

    /// <summary>
    /// Seed rows that the generator may see; all if absent. A private fit sees each row with the probability
    /// <c>seedRows / maxRows</c>, because an exact number of rows would let one row decide on another.
    /// </summary>
    public int? SeedRows { get; init; }

    /// <summary>The random seed of split, fit and sampling; repeat r uses Seed + r − 1.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>
    /// The downstream model that utility is measured with: linear, trees or network;
    /// the evaluation's default if absent.
    /// </summary>
    public string? Downstream { get; init; }

    /// <summary>The generator's options.</summary>
    public IReadOnlyDictionary<string, JsonElement> Options { get; init; } = new Dictionary<string, JsonElement>();

    /// <summary>
    /// The number of rows to generate after a fit to <paramref name="trainRows"/> real ones; at least 1.
    /// </summary>
    public int RowsFor(int trainRows) =>
        Rows
        ?? (
            SyntheticRatio is { } ratio
                ? (int)Math.Clamp(Math.Round(ratio * trainRows), 1, RecipeCheck.MaxRows)
                : trainRows
        );
}

/// <summary>One fit, with its sampling and evaluation.</summary>
/// <param name="Cell">The combination of levels, from 1.</param>
/// <param name="Repeat">From 1.</param>
/// <param name="Levels">The factor levels of this cell.</param>
/// <param name="Settings">The base settings with the cell's levels and this repeat's random seed.</param>
public sealed record Trial(
    int Cell,
    int Repeat,
    IReadOnlyDictionary<string, JsonElement> Levels,
    TrialSettings Settings
)
{
    /// <summary>The data set, from 1: the recipe's own first, then its blocks.</summary>
    public int Block { get; init; } = 1;

    /// <summary>
    /// The name in the run's artefacts, for example <c>c01-r2</c>, or <c>c01-b2-r2</c> on the second data set.
    /// </summary>
    public string Name => Block == 1 ? $"c{Cell:D2}-r{Repeat}" : $"c{Cell:D2}-b{Block}-r{Repeat}";
}

using System.Text.Json;
using AethergenAI.Recipes.Checks;

namespace AethergenAI.Recipes;

/// <summary>
/// A question, and the experiment that answers it; JSON or YAML with the same meaning and the same hash.
/// </summary>
/// <remarks>
/// A part that says nothing but its defaults is the same as one that is absent, and is written as absent.
/// </remarks>
public sealed record Recipe
{
    /// <summary>The version of this document's format.</summary>
    public int Version { get; init; } = 1;

    public required string Name { get; init; }

    /// <summary>What the recipe is to find out, in a sentence.</summary>
    public string? Question { get; init; }

    /// <summary>
    /// The template it was made from, for example <c>moe</c>; one that waits for a later part can be read and checked,
    /// not planned.
    /// </summary>
    public string? Template { get; init; }

    public required RecipeData Data { get; init; }

    /// <summary>What every trial has unless a factor says otherwise.</summary>
    public TrialSettings Base { get; init; } = new();

    /// <summary>
    /// What is varied: a setting's name ("generator", "rows", "seed-rows", "synthetic-ratio",
    /// "downstream" or a generator's option) to its levels.
    /// </summary>
    public IReadOnlyDictionary<string, IReadOnlyList<JsonElement>> Factors { get; init; } =
        new Dictionary<string, IReadOnlyList<JsonElement>>();

    /// <summary>
    /// What is varied without steps: a numeric setting's name to its range. Latin hypercube and random designs take
    /// them.
    /// </summary>
    public IReadOnlyDictionary<string, FactorRange>? Ranges
    {
        get;
        init => field = value is { Count: 0 } ? null : value;
    }

    /// <summary>Which combinations of levels are tried; every one where absent.</summary>
    public DesignSettings? Design
    {
        get;
        init => field = value == new DesignSettings() ? null : value;
    }

    /// <summary>
    /// Trials a cell, at least 1; the same repeat has the same split, training and sampling noise in every cell.
    /// </summary>
    public int Repeats { get; init; } = 1;

    /// <summary>
    /// The measures that the question is about, for example <c>utility.ratio</c>: the family that is corrected for.
    /// Where absent, those of the objective and the constraints.
    /// </summary>
    public IReadOnlyList<string>? Measures
    {
        get;
        init => field = value is { Count: 0 } ? null : value;
    }

    /// <summary>
    /// What the best cell is best at; utility where it was measured, else the shape of columns, where absent.
    /// </summary>
    public ObjectiveSettings? Objective { get; init; }

    /// <summary>What a cell must keep to be called best.</summary>
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
    /// The levels of the trial that others are set beside; a factor's first level where it is not named.
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

    /// <summary>Gives up hopeless cells by successive halving; off where absent.</summary>
    public EarlyStopSettings? EarlyStop { get; init; }
}

/// <param name="Seed">A CSV or Parquet file, relative to the recipe, or <c>sample:birdstrikes.csv</c> for packaged
/// data.</param>
/// <param name="Schema">A schema file, relative to the recipe; inferred from the seed where absent.</param>
/// <param name="Holdout">A file of rows that no generator sees; split off the seed where absent.</param>
/// <param name="HoldoutShare">The share of the seed split off as holdout, in (0, 0.9].</param>
/// <param name="Target">The column that utility is measured on; the schema's target where absent.</param>
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

/// <summary>A further data set; its keys mean what those of <c>data</c> mean.</summary>
/// <param name="Name">Names the data set in results.</param>
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

    /// <summary>Rows to generate; as many as the generator saw where absent.</summary>
    public int? Rows { get; init; }

    /// <summary>
    /// Rows to generate as a multiple of those that the generator saw, instead of <see cref="Rows"/>.
    /// </summary>
    public double? SyntheticRatio { get; init; }

    /// <summary>Seed rows the generator may see; all where absent.</summary>
    public int? SeedRows { get; init; }

    /// <summary>Seeds split, fit and sampling; repeat r uses Seed + r − 1.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>
    /// The kind of downstream model that utility is measured with, linear, trees or network;
    /// as the evaluation has it where absent.
    /// </summary>
    public string? Downstream { get; init; }

    /// <summary>The generator's options.</summary>
    public IReadOnlyDictionary<string, JsonElement> Options { get; init; } = new Dictionary<string, JsonElement>();

    /// <summary>How many rows to generate after a fit to <paramref name="trainRows"/> real ones; at least 1.</summary>
    public int RowsFor(int trainRows) =>
        Rows
        ?? (
            SyntheticRatio is { } ratio
                ? (int)Math.Clamp(Math.Round(ratio * trainRows), 1, RecipeCheck.MaxRows)
                : trainRows
        );
}

/// <summary>One pass through fit, sampling and evaluation.</summary>
/// <param name="Cell">The combination of levels, from 1.</param>
/// <param name="Repeat">From 1.</param>
/// <param name="Levels">The factor levels of this cell.</param>
/// <param name="Settings">Base settings with the levels put in, and this repeat's seed.</param>
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
    /// For example <c>c01-r2</c>, and <c>c01-b2-r2</c> on the second data set: names the trial's artefacts.
    /// </summary>
    public string Name => Block == 1 ? $"c{Cell:D2}-r{Repeat}" : $"c{Cell:D2}-b{Block}-r{Repeat}";
}

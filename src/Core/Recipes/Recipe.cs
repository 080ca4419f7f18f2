using System.Text.Json;

namespace AethergenAI.Recipes;

/// <summary>A question, and the experiment that answers it; JSON or YAML with the same meaning and the same hash.</summary>
public sealed record Recipe
{
    /// <summary>The version of this document's format.</summary>
    public int Version { get; init; } = 1;

    public required string Name { get; init; }

    /// <summary>What the recipe is to find out, in a sentence.</summary>
    public string? Question { get; init; }

    public required RecipeData Data { get; init; }

    /// <summary>What every trial has unless a factor says otherwise.</summary>
    public TrialSettings Base { get; init; } = new();

    /// <summary>What is varied: a setting's name ("generator", "rows", "seed-rows" or a generator's option) to its levels.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<JsonElement>> Factors { get; init; } = new Dictionary<string, IReadOnlyList<JsonElement>>();

    /// <summary>Trials a cell, at least 1; the same repeat has the same split, training and sampling noise in every cell.</summary>
    public int Repeats { get; init; } = 1;
}

/// <param name="Seed">A CSV or Parquet file, relative to the recipe, or <c>sample:birdstrikes.csv</c> for packaged data.</param>
/// <param name="Schema">A schema file, relative to the recipe; inferred from the seed where absent.</param>
/// <param name="Holdout">A file of rows that no generator sees; split off the seed where absent.</param>
/// <param name="HoldoutShare">The share of the seed split off as holdout, in (0, 0.9].</param>
/// <param name="Target">The column that utility is measured on; the schema's target where absent.</param>
public sealed record RecipeData(string Seed, string? Schema = null, string? Holdout = null, double HoldoutShare = 0.3, string? Target = null);

public sealed record TrialSettings
{
    public string Generator { get; init; } = "auto";

    /// <summary>Rows to generate; as many as the generator saw where absent.</summary>
    public int? Rows { get; init; }

    /// <summary>Seed rows the generator may see; all where absent.</summary>
    public int? SeedRows { get; init; }

    /// <summary>Seeds split, fit and sampling; repeat r uses Seed + r − 1.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>The generator's options.</summary>
    public IReadOnlyDictionary<string, JsonElement> Options { get; init; } = new Dictionary<string, JsonElement>();
}

/// <summary>One pass through fit, sampling and evaluation.</summary>
/// <param name="Cell">The combination of levels, from 1.</param>
/// <param name="Repeat">From 1.</param>
/// <param name="Levels">The factor levels of this cell.</param>
/// <param name="Settings">Base settings with the levels put in, and this repeat's seed.</param>
public sealed record Trial(int Cell, int Repeat, IReadOnlyDictionary<string, JsonElement> Levels, TrialSettings Settings)
{
    /// <summary>For example <c>c01-r2</c>: names the trial's artefacts.</summary>
    public string Name => $"c{Cell:D2}-r{Repeat}";
}

using System.Globalization;
using System.Text;
using System.Text.Json;
using AethergenAI.Generation;

namespace AethergenAI.Recipes.Checks;

/// <summary>Checks whether a recipe can be carried out.</summary>
internal static class RecipeCheck
{
    internal const string GeneratorFactor = "generator",
        RowsFactor = "rows",
        SeedRowsFactor = "seed-rows";

    internal const string RatioFactor = "synthetic-ratio",
        DownstreamFactor = "downstream";

    internal const int MaxRepeats = 100,
        MaxRows = 100_000_000;

    internal const double MaxRatio = 10_000;

    /// <summary>The kinds of downstream model that utility can be measured with.</summary>
    internal static readonly string[] Downstream = ["linear", "trees", "network"];

    private const ulong MaxSeed = (1UL << 53) - MaxRepeats;

    internal static void Check(Recipe recipe)
    {
        if (recipe.Version != 1)
        {
            throw RecipeRefusals.UnknownVersion(recipe.Version);
        }
        Require(
            !string.IsNullOrWhiteSpace(recipe.Name) && !recipe.Name.Any(char.IsControl),
            "name",
            "a name on one line"
        );
        Require(recipe.Repeats is >= 1 and <= MaxRepeats, "repeats", $"between 1 and {MaxRepeats}");
        if (recipe.Template is { } template)
        {
            RecipeTemplates.Find(template);
        }
        CheckData(recipe.Data);
        CheckBase(recipe.Base);
        FactorCheck.Check(recipe);
        DesignCheck.Check(recipe);
        GoalCheck.Check(recipe);
    }

    internal static void CheckGenerator(string path, string name) =>
        KnownGenerators.Named(name, $"the recipe's '{path}'");

    internal static void CheckDownstream(string path, string? name)
    {
        if (name is null || !Downstream.Contains(name))
        {
            throw RecipeRefusals.UnknownName(path, name, Spelling.Nearest(name ?? "", Downstream), Downstream);
        }
    }

    internal static void Require(bool holds, string path, string range)
    {
        if (!holds)
        {
            throw RecipeRefusals.OutOfRange(path, range);
        }
    }

    private static void CheckData(RecipeData data)
    {
        Require(!string.IsNullOrWhiteSpace(data.Seed), "data.seed", "a CSV or Parquet file, or sample:NAME");
        Require(data.HoldoutShare is > 0 and <= 0.9, "data.holdoutShare", "above 0 and at most 0.9");
        var blocks = data.Blocks ?? [];
        Require(
            blocks.Count <= 20 && blocks.All(block => block is not null),
            "data.blocks",
            "a list of at most 20 data sets"
        );
        for (int i = 0; i < blocks.Count; i++)
        {
            string name = blocks[i].Name;
            bool unique = blocks.Count(block => block.Name == name) == 1;
            Require(
                !string.IsNullOrWhiteSpace(name) && !name.Any(char.IsControl) && unique,
                $"data.blocks[{i}].name",
                "a name on one line that no other data set has"
            );
            Require(
                !string.IsNullOrWhiteSpace(blocks[i].Seed),
                $"data.blocks[{i}].seed",
                "a CSV or Parquet file, or sample:NAME"
            );
        }
        bool split = data.Holdout is null || blocks.Any(block => block.Holdout is null);
        if (!split && data.HoldoutShare != new RecipeData("").HoldoutShare)
        {
            throw RecipeRefusals.Contradiction("data.holdout", "data.holdoutShare", "no holdout is split off the seed");
        }
    }

    private static void CheckBase(TrialSettings settings)
    {
        Require(settings.Rows is null or (>= 1 and <= MaxRows), "base.rows", $"between 1 and {MaxRows:N0}");
        Require(
            settings.SyntheticRatio is null or (> 0 and <= MaxRatio),
            "base.syntheticRatio",
            $"above 0 and at most {MaxRatio:N0}"
        );
        Require(settings.SeedRows is null or >= 1, "base.seedRows", "at least 1");
        Require(settings.Seed <= MaxSeed, "base.seed", $"at most {MaxSeed}");
        if (settings.Downstream is { } downstream)
        {
            CheckDownstream("base.downstream", downstream);
        }
        CheckGenerator("base.generator", settings.Generator);
    }
}

/// <summary>
/// Compares levels by value: 10 and 1e1 are equal, and so are fractions that agree in 12 digits,
/// such as 0.3 and 0.1 + 0.2.
/// </summary>
internal sealed class LevelComparer : IEqualityComparer<JsonElement>
{
    internal static readonly LevelComparer Instance = new();

    public bool Equals(JsonElement x, JsonElement y) => Text(x) == Text(y);

    public int GetHashCode(JsonElement obj) => Text(obj).GetHashCode(StringComparison.Ordinal);

    /// <summary>The same text for equal levels.</summary>
    internal static string Text(JsonElement level) =>
        level.ValueKind == JsonValueKind.Number && level.TryGetDouble(out double number) && !double.IsInteger(number)
            ? number.ToString("G12", CultureInfo.InvariantCulture)
            : Encoding.UTF8.GetString(CanonicalJson.Serialize(level));
}

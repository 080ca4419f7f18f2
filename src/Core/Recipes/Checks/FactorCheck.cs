using System.Text.Json;
using AethergenAI.Generation;
using static AethergenAI.Recipes.Checks.RecipeCheck;

namespace AethergenAI.Recipes.Checks;

/// <summary>
/// Checks that the settings of a recipe and the factors it varies exist, and that each factor has distinct levels.
/// </summary>
internal static class FactorCheck
{
    internal const int MaxFactors = 35;

    /// <summary>The settings of a trial that can be varied, besides the options of generators.</summary>
    internal static readonly IReadOnlyList<string> Settings =
    [
        GeneratorFactor,
        RowsFactor,
        SeedRowsFactor,
        RatioFactor,
        DownstreamFactor,
    ];

    internal static void Check(Recipe recipe)
    {
        var ranges = recipe.Ranges ?? new Dictionary<string, FactorRange>();
        int count = recipe.Factors.Count + ranges.Count;
        Require(count <= MaxFactors, "factors", $"at most {MaxFactors} factors, including ranges");
        foreach (var (name, levels) in recipe.Factors)
        {
            CheckLevels(name, levels);
        }
        foreach (var (name, range) in ranges)
        {
            CheckRange(name, range);
        }
        if (ranges.Keys.FirstOrDefault(recipe.Factors.ContainsKey) is { } twice)
        {
            throw RecipeRefusals.LevelsAndRange(twice);
        }

        string[] varied = [.. recipe.Factors.Keys, .. ranges.Keys];
        bool rows = recipe.Base.Rows is not null || varied.Contains(RowsFactor);
        bool ratio = recipe.Base.SyntheticRatio is not null || varied.Contains(RatioFactor);
        if (rows && ratio)
        {
            throw RecipeRefusals.Contradiction("rows", "the synthetic ratio", "each sets how many rows are generated");
        }

        OptionCheck.Check(recipe, Settings);
    }

    /// <summary>The generators that the recipe's trials use.</summary>
    internal static IEnumerable<GeneratorDescription> GeneratorsOf(Recipe recipe) =>
        (
            recipe.Factors.TryGetValue(GeneratorFactor, out var levels)
                ? levels.Select(level => level.GetString()!)
                : [recipe.Base.Generator]
        ).Select(name => KnownGenerators.Named(name));

    private static void CheckLevels(string name, IReadOnlyList<JsonElement> levels)
    {
        if (levels is null)
        {
            throw RecipeRefusals.WrongKind($"factors.{name}");
        }
        if (levels.Count < 2)
        {
            throw RecipeRefusals.OneLevel(name);
        }
        var duplicate = levels
            .GroupBy(level => level, LevelComparer.Instance)
            .FirstOrDefault(group => group.Count() > 1);
        if (duplicate is not null)
        {
            throw RecipeRefusals.DuplicateLevel(name, duplicate.Key.GetRawText());
        }

        string path = $"factors.{name}";
        switch (name)
        {
            case GeneratorFactor:
                Require(
                    levels.All(level => level.ValueKind == JsonValueKind.String),
                    path,
                    "a list of generator names"
                );
                foreach (var level in levels)
                {
                    CheckGenerator(path, level.GetString()!);
                }
                break;
            case DownstreamFactor:
                foreach (var level in levels)
                {
                    CheckDownstream(path, level.ValueKind == JsonValueKind.String ? level.GetString() : null);
                }
                break;
            case RowsFactor or SeedRowsFactor:
                Require(levels.All(IsRows), path, $"a list of whole numbers from 1 to {MaxRows:N0}");
                break;
            case RatioFactor:
                Require(levels.All(IsRatio), path, $"a list of numbers above 0 and at most {MaxRatio:N0}");
                break;
            default:
                break;
        }
    }

    private static void CheckRange(string name, FactorRange? range)
    {
        if (range is null)
        {
            throw RecipeRefusals.WrongKind($"ranges.{name}");
        }
        if (range.Low == range.High)
        {
            throw RecipeRefusals.OneLevel(name);
        }
        string path = $"ranges.{name}";
        Require(
            double.IsFinite(range.Low) && double.IsFinite(range.High) && range.Low < range.High,
            path,
            "a range whose low end is below its high end"
        );
        Require(!range.Log || range.Low > 0, path, "above 0 if it is logarithmic");
        Require(
            name is not (GeneratorFactor or DownstreamFactor),
            path,
            "a numeric setting; list levels under 'factors' instead"
        );
        Require(
            name is not (RowsFactor or SeedRowsFactor) || (range.Low >= 1 && range.High <= MaxRows),
            path,
            $"between 1 and {MaxRows:N0}"
        );
        Require(
            name is not (RowsFactor or SeedRowsFactor) || (double.IsInteger(range.Low) && double.IsInteger(range.High)),
            path,
            "between whole numbers"
        );
        Require(
            name != RatioFactor || (range.Low > 0 && range.High <= MaxRatio),
            path,
            $"above 0 and at most {MaxRatio:N0}"
        );
    }

    private static bool IsRows(JsonElement level) =>
        level.ValueKind == JsonValueKind.Number && level.TryGetInt32(out int rows) && rows is >= 1 and <= MaxRows;

    private static bool IsRatio(JsonElement level) =>
        level.ValueKind == JsonValueKind.Number && level.GetDouble() is > 0 and <= MaxRatio;
}

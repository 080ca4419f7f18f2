using System.Numerics;
using System.Text.Json;
using AethergenAI.Recipes.Designs;
using static AethergenAI.Recipes.Checks.RecipeCheck;

namespace AethergenAI.Recipes.Checks;

/// <summary>Checks a recipe's design against its factors and ranges.</summary>
internal static class DesignCheck
{
    internal const int MaxCells = 1000;

    internal static void Check(Recipe recipe)
    {
        var design = recipe.Design ?? new DesignSettings();
        string kind = RecipeKeys.Names(typeof(DesignKind))[(int)design.Kind];
        bool sampled = design.Kind is DesignKind.LatinHypercube or DesignKind.Random;
        bool twoLevel = design.Kind is DesignKind.FractionalFactorial or DesignKind.PlackettBurman;
        string[] factors = [.. recipe.Factors.Keys, .. recipe.Ranges?.Keys ?? []];

        if (recipe.Ranges is not null && !sampled)
        {
            throw RecipeRefusals.RangeNeedsSampling(recipe.Ranges.Keys.First(), kind);
        }
        if (design.Kind != DesignKind.FullFactorial && factors.Length == 0)
        {
            throw RecipeRefusals.NothingVaried(kind);
        }
        if (twoLevel && recipe.Factors.FirstOrDefault(factor => factor.Value.Count != 2) is { Key: { } many })
        {
            throw RecipeRefusals.NotTwoLevels(many, kind);
        }

        Only(
            design.Resolution is null || design.Kind == DesignKind.FractionalFactorial,
            "design.resolution",
            "a fractional factorial"
        );
        Only(
            design.Generators is null || design.Kind == DesignKind.FractionalFactorial,
            "design.generators",
            "a fractional factorial"
        );
        Only(
            design.Cells is null || sampled || design.Kind == DesignKind.FractionalFactorial,
            "design.cells",
            "a Latin hypercube, random or fractional factorial"
        );
        Require(design.Resolution is null or (>= 3 and <= 5), "design.resolution", "3, 4 or 5");
        Require(design.Cells is null or (>= 2 and <= MaxCells), "design.cells", $"between 2 and {MaxCells:N0}");
        Require(!sampled || design.Cells is not null, "design.cells", "set: it is the number of cells to draw");
        bool power =
            design.Kind != DesignKind.FractionalFactorial
            || design.Cells is null
            || BitOperations.IsPow2(design.Cells.Value);
        Require(power, "design.cells", "a power of two for a fractional factorial");
        if (design.Generators is not null && (design.Cells is not null || design.Resolution is not null))
        {
            throw RecipeRefusals.Contradiction(
                "design.generators",
                "design.cells or design.resolution",
                "the generators already determine the fraction"
            );
        }

        foreach (string effect in design.Effects ?? [])
        {
            CheckEffect(effect, factors);
        }
        foreach (string word in design.Generators ?? [])
        {
            FractionWord.Parse(word, factors);
        }
        foreach (var (factor, level) in recipe.Baseline ?? new Dictionary<string, JsonElement>())
        {
            CheckBaseline(recipe, factor, level, factors);
        }
    }

    private static void CheckEffect(string? effect, string[] factors)
    {
        string[] names = effect?.Split(':', StringSplitOptions.TrimEntries) ?? [];
        Require(
            names.Length is 1 or 2 && names.Distinct().Count() == names.Length,
            "design.effects",
            "a list of factor names, or of pairs of names joined by ':'"
        );
        if (names.FirstOrDefault(name => !factors.Contains(name)) is { } unknown)
        {
            throw RecipeRefusals.NotAFactor("design.effects", unknown, Spelling.Nearest(unknown, factors), factors);
        }
    }

    private static void CheckBaseline(Recipe recipe, string factor, JsonElement level, string[] factors)
    {
        if (!factors.Contains(factor))
        {
            throw RecipeRefusals.NotAFactor("baseline", factor, Spelling.Nearest(factor, factors), factors);
        }
        if (recipe.Factors.TryGetValue(factor, out var levels))
        {
            Require(levels.Contains(level, LevelComparer.Instance), $"baseline.{factor}", "one of the factor's levels");
        }
        else
        {
            var range = recipe.Ranges![factor];
            bool within =
                level.ValueKind == JsonValueKind.Number
                && level.GetDouble() >= range.Low
                && level.GetDouble() <= range.High;
            Require(within, $"baseline.{factor}", "a number within the factor's range");
        }
    }

    private static void Only(bool holds, string path, string design)
    {
        if (!holds)
        {
            throw RecipeRefusals.OtherDesign(path, design);
        }
    }
}

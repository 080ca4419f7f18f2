using System.Text.Json;
using AethergenAI.Generation;

namespace AethergenAI.Recipes.Checks;

/// <summary>Checks that the generator options in a recipe exist and have valid values.</summary>
internal static class OptionCheck
{
    /// <summary>Checks every option value in the recipe by itself.</summary>
    /// <param name="settings">The names of factors that are settings, not options.</param>
    internal static void Check(Recipe recipe, IReadOnlyCollection<string> settings)
    {
        GeneratorDescription[] generators = [.. FactorCheck.GeneratorsOf(recipe)];
        foreach (var (name, value) in recipe.Base.Options)
        {
            var owners = Owners(generators, name);
            if (owners.Count == 0)
            {
                throw GenerationRefusals.UnknownOption(generators, name, Place("base.options"));
            }
            Require(owners, [value], $"base.options.{name}");
        }

        foreach (var (name, levels) in recipe.Factors.Where(factor => !settings.Contains(factor.Key)))
        {
            Require(Varied(generators, name, settings), levels, $"factors.{name}");
        }

        var ranges = recipe.Ranges ?? new Dictionary<string, FactorRange>();
        foreach (var (name, range) in ranges.Where(range => !settings.Contains(range.Key)))
        {
            var owners = Varied(generators, name, settings);
            RecipeCheck.Require(
                owners.All(owner => owner.Option.Kind is OptionKind.Integer or OptionKind.Number),
                $"ranges.{name}",
                "a numeric option; list levels under 'factors' instead"
            );
            Require(owners, [JsonSerializer.SerializeToElement(range.Low)], $"ranges.{name}.low");
            Require(owners, [JsonSerializer.SerializeToElement(range.High)], $"ranges.{name}.high");
            if (recipe.Baseline?.TryGetValue(name, out var level) == true)
            {
                Require(owners, [level], $"baseline.{name}");
            }
        }
    }

    /// <summary>Checks the options of each trial together, because two of them may contradict each other.</summary>
    /// <exception cref="RefusedException">The options of a cell contradict each other.</exception>
    internal static void Check(IReadOnlyList<Trial> trials)
    {
        foreach (var trial in trials.DistinctBy(trial => trial.Cell))
        {
            TrialKeys.Values(trial.Settings, $"cell {trial.Cell} of the recipe");
        }
    }

    private static string Place(string path) => $"the recipe's '{path}'";

    private static void Require(
        IReadOnlyList<(GeneratorDescription Generator, GeneratorOption Option)> owners,
        IReadOnlyList<JsonElement> values,
        string path
    )
    {
        foreach (var (generator, option) in owners)
        {
            foreach (var value in values.Where(value => !IsOf(option.Kind, value) || !option.Takes(Text(value))))
            {
                throw GenerationRefusals.OptionRange(generator, option, value.GetRawText(), Place(path));
            }
        }
    }

    /// <summary>An option's value in the text form that generators take.</summary>
    internal static string Text(JsonElement value) =>
        value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();

    private static List<(GeneratorDescription Generator, GeneratorOption Option)> Owners(
        IEnumerable<GeneratorDescription> generators,
        string name
    ) =>
        [
            .. from generator in generators
            from option in generator.Options
            where option.Name == name
            select (generator, option),
        ];

    private static List<(GeneratorDescription Generator, GeneratorOption Option)> Varied(
        GeneratorDescription[] generators,
        string name,
        IReadOnlyCollection<string> settings
    )
    {
        var owners = Owners(generators, name);
        if (owners.Count > 0)
        {
            return owners;
        }
        string[] known =
        [
            .. settings,
            .. generators.SelectMany(generator => generator.Options).Select(option => option.Name).Distinct(),
        ];
        throw RecipeRefusals.UnknownFactor(name, Spelling.Nearest(name, known), known);
    }

    private static bool IsOf(OptionKind kind, JsonElement value) =>
        kind switch
        {
            OptionKind.Integer or OptionKind.Number => value.ValueKind == JsonValueKind.Number,
            OptionKind.Boolean => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
            _ => value.ValueKind == JsonValueKind.String,
        };
}

using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using AethergenAI.Generation;
using AethergenAI.Recipes;
using AethergenAI.Recipes.Checks;
using AethergenAI.Recipes.Planning;
using AethergenAI.Statistics;

namespace AethergenAI.Core.Tests.Recipes;

/// <summary>The published JSON Schema says what the reader does.</summary>
public class RecipeSchemaTests
{
    /// <summary>The factors that are no options.</summary>
    private static readonly string[] Settings = ["generator", "rows", "seed-rows", "synthetic-ratio", "downstream"];

    private static readonly JsonElement Schema = JsonDocument.Parse(Doc("recipe.schema.json")).RootElement;

    [Theory]
    [InlineData(typeof(Recipe), "")]
    [InlineData(typeof(RecipeData), "data")]
    [InlineData(typeof(DataBlock), "block")]
    [InlineData(typeof(TrialSettings), "settings")]
    [InlineData(typeof(FactorRange), "range")]
    [InlineData(typeof(DesignSettings), "design")]
    [InlineData(typeof(ObjectiveSettings), "objective")]
    [InlineData(typeof(ConstraintSettings), "constraint")]
    [InlineData(typeof(LimitSettings), "limits")]
    [InlineData(typeof(AnalysisSettings), "analysis")]
    [InlineData(typeof(EquivalenceSettings), "equivalence")]
    [InlineData(typeof(EarlyStopSettings), "earlyStop")]
    public void It_has_the_keys_that_the_reader_knows(Type type, string definition)
    {
        // A file's hash stands beside the recipe and is no part of it.
        string[] beside = type == typeof(Recipe) ? ["hash"] : [];

        Assert.Equal(
            RecipeKeys.Of(type).Keys.Concat(beside).Order(StringComparer.Ordinal),
            Definition(definition)
                .GetProperty("properties")
                .EnumerateObject()
                .Select(key => key.Name)
                .Order(StringComparer.Ordinal)
        );
    }

    [Theory]
    [InlineData(typeof(DesignKind), "design", "kind")]
    [InlineData(typeof(Goal), "objective", "goal")]
    [InlineData(typeof(Correction), "analysis", "correction")]
    public void It_lists_the_names_that_the_reader_knows(Type type, string definition, string key) =>
        Assert.Equal(RecipeKeys.Names(type), Names(Definition(definition).GetProperty("properties").GetProperty(key)));

    [Fact]
    public void It_lists_the_templates_and_downstream_models_that_there_are()
    {
        Assert.Equal(
            RecipeTemplates.All.Select(template => template.Name),
            Names(Schema.GetProperty("properties").GetProperty("template")).SkipLast(1)
        );
        Assert.Equal(RecipeCheck.Downstream, Names(Definition("downstream")));
    }

    /// <summary>Set AETHERGEN_WRITE_DOCS=1 to write it instead of comparing it.</summary>
    [Fact]
    public void It_lists_the_generators_and_says_of_options_what_they_say()
    {
        var written = JsonNode.Parse(Doc("recipe.schema.json"))!;
        var expected = written.DeepClone();
        expected["$defs"]!["generator"]!["enum"] = Generators(written);
        expected["$defs"]![OptionSchema.Key] = OptionSchema.Definition();
        expected["$defs"]!["settings"]!["properties"]!["options"]!["properties"] = OptionSchema.Values();
        var factors = expected["properties"]!["factors"]!["properties"]!.AsObject();
        foreach (string name in factors.Select(factor => factor.Key).Except(Settings).ToList())
        {
            factors.Remove(name);
        }
        foreach (var (name, levels) in OptionSchema.Levels().ToList())
        {
            factors[name] = levels!.DeepClone();
        }

        if (Environment.GetEnvironmentVariable("AETHERGEN_WRITE_DOCS") == "1")
        {
            File.WriteAllText(Place("recipe.schema.json"), expected.ToJsonString(Json.Indented));
            return;
        }
        Assert.True(JsonNode.DeepEquals(expected, written), "docs/recipe.schema.json says otherwise of generators.");
    }

    /// <summary>Those that are listed keep their order; new ones come last.</summary>
    private static JsonArray Generators(JsonNode written)
    {
        string[] known = [.. KnownGenerators.All.Select(generator => generator.Name)];
        string[] listed = [.. written["$defs"]!["generator"]!["enum"]!.AsArray().Select(name => (string)name!)];
        return [.. listed.Intersect(known).Concat(known.Except(listed)).Select(name => JsonValue.Create(name))];
    }

    [Theory]
    [InlineData("repeats", "minimum", -1)]
    [InlineData("repeats", "maximum", +1)]
    public void Its_range_of_repeats_is_the_readers(string key, string bound, int beyond)
    {
        int limit = Schema.GetProperty("properties").GetProperty(key).GetProperty(bound).GetInt32();

        Assert.Equal(limit, RecipeReader.Read(With($"\"repeats\":{limit}"), yaml: false).Repeats);
        Assert.Throws<RefusedException>(() => RecipeReader.Read(With($"\"repeats\":{limit + beyond}"), yaml: false));
    }

    [Fact]
    public void Its_largest_seed_is_the_readers()
    {
        ulong limit = Definition("settings")
            .GetProperty("properties")
            .GetProperty("seed")
            .GetProperty("maximum")
            .GetUInt64();

        Assert.Equal(limit, RecipeReader.Read(With($"\"base\":{{\"seed\":{limit}}}"), yaml: false).Base.Seed);
        Assert.Throws<RefusedException>(() =>
            RecipeReader.Read(With($"\"base\":{{\"seed\":{limit + 1}}}"), yaml: false)
        );
    }

    [Fact]
    public void The_example_is_a_recipe_of_paired_trials()
    {
        var plan = TrialPlan.Of(RecipeReader.Read(Doc("ABLATION_RECIPES_EXAMPLE.json"), yaml: false));

        Assert.Equal((2, 3), (plan.Max(trial => trial.Cell), plan.Max(trial => trial.Repeat)));
    }

    private static IEnumerable<string?> Names(JsonElement property) =>
        property.GetProperty("enum").EnumerateArray().Select(name => name.GetString());

    private static string With(string key) => $$"""{"name":"a","data":{"seed":"a.csv"},{{key}}}""";

    private static JsonElement Definition(string name) =>
        name.Length == 0 ? Schema : Schema.GetProperty("$defs").GetProperty(name);

    private static string Doc(string name) => File.ReadAllText(Place(name));

    private static string Place(string name, [CallerFilePath] string here = "") =>
        Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "..", "docs", name);
}

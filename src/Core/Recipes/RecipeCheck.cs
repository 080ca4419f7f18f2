using System.Text.Json;
using AethergenAI.Generation;

namespace AethergenAI.Recipes;

/// <summary>Whether a recipe says something that can be carried out.</summary>
internal static class RecipeCheck
{
    internal const string GeneratorFactor = "generator";

    internal const string RowsFactor = "rows";

    internal const string SeedRowsFactor = "seed-rows";

    private const int MaxRepeats = 100;

    private const int MaxRows = 100_000_000;

    private const ulong MaxSeed = (1UL << 53) - MaxRepeats;

    internal static void Check(Recipe recipe)
    {
        if (recipe.Version != 1) { throw RecipeRefusals.UnknownVersion(recipe.Version); }
        Require(!string.IsNullOrWhiteSpace(recipe.Name) && !recipe.Name.Any(char.IsControl), "name", "a name on one line");
        Require(!string.IsNullOrWhiteSpace(recipe.Data.Seed), "data.seed", "a CSV or Parquet file, or sample:NAME");
        Require(recipe.Data.HoldoutShare is > 0 and <= 0.9, "data.holdoutShare", "above 0 and at most 0.9");
        Require(recipe.Repeats is >= 1 and <= MaxRepeats, "repeats", $"between 1 and {MaxRepeats}");
        Require(recipe.Base.Rows is null or (>= 1 and <= MaxRows), "base.rows", $"between 1 and {MaxRows:N0}");
        Require(recipe.Base.SeedRows is null or >= 1, "base.seedRows", "at least 1");
        Require(recipe.Base.Seed <= MaxSeed, "base.seed", $"at most {MaxSeed}");
        CheckGenerator("base.generator", recipe.Base.Generator);
        foreach (var (name, levels) in recipe.Factors) { CheckFactor(name, levels); }
        CheckOptions(recipe);
    }

    private static void CheckFactor(string name, IReadOnlyList<JsonElement> levels)
    {
        if (levels is null) { throw RecipeRefusals.WrongKind($"factors.{name}"); }
        if (levels.Count < 2) { throw RecipeRefusals.OneLevel(name); }
        var duplicate = levels.GroupBy(level => level, JsonElementComparer.Instance).FirstOrDefault(group => group.Count() > 1);
        if (duplicate is not null) { throw RecipeRefusals.DuplicateLevel(name, duplicate.Key.GetRawText()); }

        string path = $"factors.{name}";
        switch (name)
        {
            case GeneratorFactor:
                Require(levels.All(level => level.ValueKind == JsonValueKind.String), path, "a list of generators' names");
                foreach (var level in levels) { CheckGenerator(path, level.GetString()!); }
                break;
            case RowsFactor or SeedRowsFactor:
                Require(levels.All(IsRows), path, $"a list of whole numbers between 1 and {MaxRows:N0}");
                break;
            default:
                break;
        }
    }

    private static void CheckGenerator(string path, string name)
    {
        string[] known = [.. KnownGenerators.All.Select(generator => generator.Name), "auto"];
        if (!known.Contains(name)) { throw RecipeRefusals.UnknownGenerator(path, name, Spelling.Nearest(name, known), known); }
    }

    private static void CheckOptions(Recipe recipe)
    {
        var options = GeneratorsOf(recipe).SelectMany(generator => generator.Options).DistinctBy(option => option.Name)
            .ToDictionary(option => option.Name, StringComparer.Ordinal);
        foreach (var (name, value) in recipe.Base.Options)
        {
            if (!options.TryGetValue(name, out var option))
            {
                throw RecipeRefusals.UnknownOption(name, Spelling.Nearest(name, options.Keys), options.Keys);
            }

            Require(IsOf(option.Kind, value), $"base.options.{name}", Wanted(option.Kind));
        }

        string[] settings = [GeneratorFactor, RowsFactor, SeedRowsFactor];
        foreach (var (name, levels) in recipe.Factors.Where(factor => !settings.Contains(factor.Key)))
        {
            string[] known = [.. settings, .. options.Keys];
            if (!options.TryGetValue(name, out var option)) { throw RecipeRefusals.UnknownFactor(name, Spelling.Nearest(name, known), known); }
            Require(levels.All(level => IsOf(option.Kind, level)), $"factors.{name}", $"a list; each level {Wanted(option.Kind)}");
        }
    }

    private static IEnumerable<GeneratorDescription> GeneratorsOf(Recipe recipe) =>
        (recipe.Factors.TryGetValue(GeneratorFactor, out var levels) ? levels.Select(level => level.GetString()!) : [recipe.Base.Generator])
            .Select(Resolve);

    /// <summary>The generator that a recipe's name stands for; <c>auto</c> is today's best.</summary>
    internal static GeneratorDescription Resolve(string name) =>
        name == "auto" ? KnownGenerators.Auto : KnownGenerators.All.First(generator => generator.Name == name);

    private static bool IsRows(JsonElement level) =>
        level.ValueKind == JsonValueKind.Number && level.TryGetInt32(out int rows) && rows is >= 1 and <= MaxRows;

    private static bool IsOf(string kind, JsonElement value) => kind switch
    {
        "integer" => value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out _),
        "number" => value.ValueKind == JsonValueKind.Number,
        "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        _ => value.ValueKind == JsonValueKind.String,
    };

    private static string Wanted(string kind) => kind switch
    {
        "integer" => "a whole number",
        "number" => "a number",
        "boolean" => "true or false",
        _ => "text",
    };

    private static void Require(bool holds, string path, string range)
    {
        if (!holds) { throw RecipeRefusals.OutOfRange(path, range); }
    }

    private sealed class JsonElementComparer : IEqualityComparer<JsonElement>
    {
        internal static readonly JsonElementComparer Instance = new();

        public bool Equals(JsonElement x, JsonElement y) => CanonicalJson.Serialize(x).AsSpan().SequenceEqual(CanonicalJson.Serialize(y));

        public int GetHashCode(JsonElement obj) => Sha256.Hex(CanonicalJson.Serialize(obj)).GetHashCode(StringComparison.Ordinal);
    }
}

using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace AethergenAI.Recipes;

/// <summary>Recipes as people write them, JSON or YAML; one meaning, one <see cref="RecipeHash"/>.</summary>
public static class RecipeReader
{
    private const int MaxCharacters = 1_000_000;

    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    /// <exception cref="RefusedException">It cannot be read, holds an unknown key, or says what cannot be carried out.</exception>
    public static Recipe Read(string text, bool yaml)
    {
        if (text.Length > MaxCharacters) { throw RecipeRefusals.TooLong(text.Length, MaxCharacters); }

        var document = yaml ? YamlData.Parse(text) : ParseJson(text);
        CheckKeys(document, typeof(Recipe), "");
        var recipe = Deserialize(document);
        RecipeCheck.Check(recipe);
        return recipe;
    }

    private static JsonNode? ParseJson(string text)
    {
        try
        {
            return JsonNode.Parse(text, documentOptions: Strict);
        }
        catch (JsonException problem)
        {
            // The parser appends the place, which the refusal already names.
            string reason = problem.Message.Split(" LineNumber:")[0].Split(" Path:")[0];
            throw RecipeRefusals.Malformed("JSON", (problem.LineNumber ?? 0) + 1, (problem.BytePositionInLine ?? 0) + 1, reason);
        }
    }

    private static Recipe Deserialize(JsonNode? document)
    {
        try
        {
            return document.Deserialize<Recipe>(Json.Options) ?? throw RecipeRefusals.WrongKind("$");
        }
        catch (JsonException problem)
        {
            throw RecipeRefusals.WrongKind(problem.Path is null or "$" ? "the whole recipe" : problem.Path[2..]);
        }
    }

    private static void CheckKeys(JsonNode? node, Type type, string path)
    {
        if (node is not JsonObject keys) { return; }

        var known = Keys(type);
        foreach (var (key, value) in keys)
        {
            if (!known.TryGetValue(key, out var kind))
            {
                throw RecipeRefusals.UnknownKey(path + key, Spelling.Nearest(key, known.Keys), known.Keys);
            }

            if (kind == typeof(RecipeData) || kind == typeof(TrialSettings)) { CheckKeys(value, kind, $"{path}{key}."); }
        }
    }

    /// <summary>The keys that a part of a recipe may have, as documents spell them.</summary>
    internal static IReadOnlyDictionary<string, Type> Keys(Type type) =>
        type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .ToDictionary(property => JsonNamingPolicy.CamelCase.ConvertName(property.Name), property => property.PropertyType, StringComparer.Ordinal);
}

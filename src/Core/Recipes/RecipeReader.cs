using System.Text.Json;
using System.Text.Json.Nodes;
using AethergenAI.Recipes.Checks;

namespace AethergenAI.Recipes;

/// <summary>Reads recipes from JSON or YAML; the same meaning gives the same <see cref="RecipeHash"/>.</summary>
public static class RecipeReader
{
    private const int MaxCharacters = 1_000_000;

    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    /// <exception cref="RefusedException">The text cannot be read, has an unknown key,
    /// or describes a recipe that cannot be carried out.</exception>
    public static Recipe Read(string text, bool yaml)
    {
        if (text.Length > MaxCharacters)
        {
            throw RecipeRefusals.TooLong(text.Length, MaxCharacters);
        }

        if (!yaml)
        {
            InputGate.CheckJson(text);
        }
        var document = yaml ? YamlData.Parse(text) : ParseJson(text);
        string? claimed = TakeHash(document);
        RecipeKeys.Check(document, typeof(Recipe), "");
        var recipe = Deserialize(document);
        RecipeCheck.Check(recipe);
        if (claimed is not null)
        {
            RecipeHash.Verify(recipe, claimed);
        }
        return recipe;
    }

    /// <summary>Checks a recipe that did not come from a file by the same rules.</summary>
    /// <returns>The same recipe.</returns>
    /// <exception cref="RefusedException">The recipe cannot be carried out.</exception>
    public static Recipe Check(Recipe recipe)
    {
        RecipeCheck.Check(recipe);
        return recipe;
    }

    /// <summary>Removes the recipe's hash, which a shared file may carry, from the document and returns it.</summary>
    private static string? TakeHash(JsonNode? document)
    {
        if (document is not JsonObject keys || !keys.TryGetPropertyValue("hash", out var hash))
        {
            return null;
        }
        if (hash is not JsonValue value || value.GetValueKind() != JsonValueKind.String)
        {
            throw RecipeRefusals.WrongKind("hash");
        }
        keys.Remove("hash");
        return value.GetValue<string>();
    }

    private static JsonNode? ParseJson(string text)
    {
        try
        {
            return JsonNode.Parse(text, documentOptions: Strict);
        }
        catch (JsonException problem)
        {
            // The parser appends the position, which the refusal already states.
            string reason = problem.Message.Split(" LineNumber:")[0].Split(" Path:")[0];
            throw RecipeRefusals.Malformed(
                "JSON",
                (problem.LineNumber ?? 0) + 1,
                (problem.BytePositionInLine ?? 0) + 1,
                reason
            );
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
}

namespace AethergenAI.Recipes;

/// <summary>SHA-256 of the recipe's canonical JSON, defaults written out: JSON and YAML of the same meaning have the same hash.</summary>
public static class RecipeHash
{
    public static string Of(Recipe recipe) => Sha256.Hex(CanonicalJson.Serialize(recipe));
}

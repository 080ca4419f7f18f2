namespace AethergenAI.Recipes;

/// <summary>
/// SHA-256 of the recipe's canonical JSON, in which settings of the first format have their defaults written out
/// and parts with only defaults are absent. JSON and YAML of the same meaning have the same hash.
/// </summary>
public static class RecipeHash
{
    public static string Of(Recipe recipe) => Sha256.Hex(CanonicalJson.Serialize(recipe));

    /// <param name="claimed">64 hex digits, or the first of them (at least 8).</param>
    /// <exception cref="RefusedException">The recipe has another hash.</exception>
    public static void Verify(Recipe recipe, string claimed)
    {
        string hash = Of(recipe);
        if (claimed.Length < 8 || !hash.StartsWith(claimed, StringComparison.OrdinalIgnoreCase))
        {
            throw RecipeRefusals.HashMismatch(claimed, hash);
        }
    }
}

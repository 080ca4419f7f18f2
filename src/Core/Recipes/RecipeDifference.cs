using System.Text.Json;
using AethergenAI.Recipes.Checks;

namespace AethergenAI.Recipes;

/// <summary>One setting in which two recipes differ.</summary>
/// <param name="Path">For example <c>factors.rows</c> or <c>base.options.epsilon</c>.</param>
/// <param name="Before">Null if only the second recipe has the setting.</param>
/// <param name="After">Null if only the first recipe has the setting.</param>
public sealed record RecipeChange(string Path, JsonElement? Before, JsonElement? After);

/// <summary>Compares two recipes by their canonical forms, so that the way they are written does not matter.</summary>
public static class RecipeDifference
{
    /// <returns>In the order of the paths; empty if both recipes have the same hash.</returns>
    public static IReadOnlyList<RecipeChange> Of(Recipe before, Recipe after) =>
        [
            .. Changes(
                "",
                JsonSerializer.SerializeToElement(before, Json.Options),
                JsonSerializer.SerializeToElement(after, Json.Options)
            ),
        ];

    private static IEnumerable<RecipeChange> Changes(string path, JsonElement? before, JsonElement? after)
    {
        if (before is { ValueKind: JsonValueKind.Object } left && after is { ValueKind: JsonValueKind.Object } right)
        {
            var keys = left.EnumerateObject()
                .Concat(right.EnumerateObject())
                .Select(key => key.Name)
                .Distinct()
                .Order(StringComparer.Ordinal);
            return keys.SelectMany(key =>
                Changes(path.Length == 0 ? key : $"{path}.{key}", Value(left, key), Value(right, key))
            );
        }

        bool same = before is { } one && after is { } other && LevelComparer.Instance.Equals(one, other);
        return same ? [] : [new RecipeChange(path, before, after)];
    }

    private static JsonElement? Value(JsonElement element, string key) =>
        element.TryGetProperty(key, out var value) ? value : null;
}

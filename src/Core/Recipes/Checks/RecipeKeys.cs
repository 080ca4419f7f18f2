using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace AethergenAI.Recipes.Checks;

/// <summary>Checks that a document has only keys and enumeration names that recipes know, at every level.</summary>
internal static class RecipeKeys
{
    /// <exception cref="RefusedException">A key or a name is unknown; the nearest known one is suggested.</exception>
    internal static void Check(JsonNode? node, Type type, string path)
    {
        if (node is not JsonObject keys)
        {
            return;
        }

        var known = Of(type);
        foreach (var (key, value) in keys)
        {
            if (!known.TryGetValue(key, out var kind))
            {
                throw RecipeRefusals.UnknownKey(path + key, Spelling.Nearest(key, known.Keys), known.Keys);
            }

            CheckValue(value, Nullable.GetUnderlyingType(kind) ?? kind, path + key);
        }
    }

    /// <summary>The keys that a part of a recipe may have, as written in documents.</summary>
    internal static IReadOnlyDictionary<string, Type> Of(Type type) =>
        type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .ToDictionary(
                property => JsonNamingPolicy.CamelCase.ConvertName(property.Name),
                property => property.PropertyType,
                StringComparer.Ordinal
            );

    /// <summary>The names of an enumeration, as written in documents.</summary>
    internal static IReadOnlyList<string> Names(Type enumeration) =>
        [.. Enum.GetNames(enumeration).Select(JsonNamingPolicy.KebabCaseLower.ConvertName)];

    private static void CheckValue(JsonNode? value, Type kind, string path)
    {
        if (kind.IsEnum && value is not null)
        {
            var names = Names(kind);
            string? name = value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : null;
            if (name is null || !names.Contains(name))
            {
                throw RecipeRefusals.UnknownName(path, name, Spelling.Nearest(name ?? "", names), names);
            }
        }
        else if (kind.Namespace == typeof(Recipe).Namespace)
        {
            Check(value, kind, $"{path}.");
        }
        else if (
            kind.IsGenericType
            && kind.GetGenericTypeDefinition() == typeof(IReadOnlyList<>)
            && value is JsonArray items
        )
        {
            for (int i = 0; i < items.Count; i++)
            {
                CheckValue(items[i], kind.GetGenericArguments()[0], $"{path}[{i}]");
            }
        }
        else if (
            kind.IsGenericType
            && kind.GetGenericTypeDefinition() == typeof(IReadOnlyDictionary<,>)
            && value is JsonObject entries
        )
        {
            foreach (var (key, entry) in entries)
            {
                CheckValue(entry, kind.GetGenericArguments()[1], $"{path}.{key}");
            }
        }
    }
}

using System.Collections;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace AethergenAI;

/// <summary>
/// Lists and maps of a document hold no null unless their type says so. The serializer checks this of properties, not
/// of what is in them.
/// </summary>
internal static class JsonLists
{
    internal static void RefuseNull(JsonTypeInfo type)
    {
        if (type.Kind != JsonTypeInfoKind.Object)
        {
            return;
        }

        (string Name, Func<object, object?> Get)[] lists =
        [
            .. type
                .Properties.Where(property => property.Get is not null && HoldsNoNull(property))
                .Select(property => (property.Name, property.Get!)),
        ];
        if (lists.Length > 0)
        {
            type.OnDeserialized = document => Check(document, lists);
        }
    }

    private static void Check(object document, (string Name, Func<object, object?> Get)[] lists)
    {
        foreach ((string name, Func<object, object?> get) in lists)
        {
            IEnumerable? values = get(document) is IDictionary map ? map.Values : get(document) as IEnumerable;
            if (values is not null && values.Cast<object?>().Contains(null))
            {
                throw new JsonException($"'{name}' holds null.");
            }
        }
    }

    private static bool HoldsNoNull(JsonPropertyInfo property)
    {
        if (property.AttributeProvider is not PropertyInfo member || !member.PropertyType.IsGenericType)
        {
            return false;
        }

        bool isList = typeof(IEnumerable).IsAssignableFrom(member.PropertyType);
        NullabilityInfo? item = new NullabilityInfoContext().Create(member).GenericTypeArguments.LastOrDefault();
        return isList && item is { Type.IsValueType: false, ReadState: NullabilityState.NotNull };
    }
}

using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using AethergenAI.Schemas.Checks;
using AethergenAI.Tables;
using AethergenAI.Tables.Csv;

namespace AethergenAI.Schemas;

/// <summary>Reads schemas from JSON.</summary>
public static class SchemaReader
{
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    /// <exception cref="RefusedException">The text is not JSON, a key is unknown, a value has the wrong type,
    /// or the schema contradicts itself.</exception>
    public static Schema Read(string json)
    {
        Schema schema = Parse(json);
        SchemaCheck.Check(schema);
        return schema;
    }

    /// <summary>
    /// Like <see cref="Read"/>, but without the check for contradictions;
    /// for callers that show <see cref="SchemaCheck.Problems"/> themselves.
    /// </summary>
    /// <exception cref="RefusedException">The text is not JSON, a key is unknown,
    /// or a value has the wrong type.</exception>
    public static Schema Parse(string json)
    {
        InputGate.CheckJson(json);
        try
        {
            JsonNode? document = JsonNode.Parse(json, documentOptions: Strict);
            CheckSize(document);
            CheckKeys(document, typeof(Schema), "");
            return document.Deserialize<Schema>(Json.Options) ?? throw SchemaRefusals.WrongValue("The whole schema");
        }
        catch (JsonException problem) when (problem.Path is null or "")
        {
            // The parser appends the position, which the refusal already states.
            string reason = problem.Message.Split(" LineNumber:")[0].Split(" Path:")[0].TrimEnd('.');
            throw SchemaRefusals.Malformed(
                (problem.LineNumber ?? 0) + 1,
                (problem.BytePositionInLine ?? 0) + 1,
                reason
            );
        }
        catch (JsonException problem)
        {
            throw SchemaRefusals.WrongValue(
                problem.Path is null or "$"
                    ? "The whole schema"
                    : problem.Path.Replace("$.", "", StringComparison.Ordinal)
            );
        }
    }

    /// <summary>Before anything is made of each column.</summary>
    private static void CheckSize(JsonNode? document)
    {
        if ((document as JsonObject)?["columns"] is JsonArray { Count: > HeaderNames.MaxColumns and var columns })
        {
            throw SchemaRefusals.Contradicts([ColumnProblems.TooMany(columns)]);
        }
    }

    private static void CheckKeys(JsonNode? node, Type type, string path)
    {
        JsonTypeInfo shape = Json.Options.GetTypeInfo(type);
        if (node is JsonArray items && shape.Kind == JsonTypeInfoKind.Enumerable && HasKeys(shape.ElementType!))
        {
            for (int i = 0; i < items.Count; i++)
            {
                CheckKeys(items[i], shape.ElementType!, $"{path}[{i}]");
            }
        }
        else if (node is JsonObject keys && shape.Kind == JsonTypeInfoKind.Object)
        {
            CheckKeys(keys, shape, path);
        }
    }

    /// <summary>Whether values of a type are documents or lists of them.</summary>
    private static bool HasKeys(Type type) =>
        Json.Options.GetTypeInfo(type).Kind is JsonTypeInfoKind.Object or JsonTypeInfoKind.Enumerable;

    private static void CheckKeys(JsonObject keys, JsonTypeInfo shape, string path)
    {
        string prefix = path.Length == 0 ? "" : path + ".";
        string? discriminator = null;
        if (shape.PolymorphismOptions is { } union)
        {
            discriminator = union.TypeDiscriminatorPropertyName;
            shape = Json.Options.GetTypeInfo(Kind(keys, union, prefix));
        }

        var known = shape.Properties.ToDictionary(
            property => property.Name,
            property => property.PropertyType,
            StringComparer.Ordinal
        );
        foreach ((string key, JsonNode? value) in keys)
        {
            if (key == discriminator)
            {
                continue;
            }
            if (!known.TryGetValue(key, out Type? type))
            {
                throw SchemaRefusals.UnknownKey(prefix + key, Spelling.Nearest(key, known.Keys), known.Keys);
            }
            CheckKeys(value, type, prefix + key);
        }
    }

    private static Type Kind(JsonObject keys, JsonPolymorphismOptions union, string prefix)
    {
        string name = union.TypeDiscriminatorPropertyName;
        string[] known = [.. union.DerivedTypes.Select(kind => (string)kind.TypeDiscriminator!)];
        string? written = keys[name] is JsonValue value && value.TryGetValue(out string? text) ? text : null;
        int at = Array.IndexOf(known, written);
        return at >= 0
            ? union.DerivedTypes[at].DerivedType
            : throw SchemaRefusals.UnknownKind($"{prefix}{name} '{written}'", Nearest(written, known), known);
    }

    private static string? Nearest(string? written, string[] known) =>
        written is null ? null : Spelling.Nearest(written, known);
}

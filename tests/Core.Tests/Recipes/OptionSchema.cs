using System.Text.Json;
using System.Text.Json.Nodes;
using AethergenAI.Generation;

namespace AethergenAI.Core.Tests.Recipes;

/// <summary>What docs/recipe.schema.json says of generators' options, made from the options themselves.</summary>
internal static class OptionSchema
{
    internal const string Key = "options";

    /// <summary><c>$defs/options</c>: each generator's options.</summary>
    internal static JsonObject Definition() =>
        new(KnownGenerators.All.Select(generator => KeyValuePair.Create(generator.Name, (JsonNode?)Of(generator))));

    /// <summary>An option's name to the values that some generator takes, each by itself.</summary>
    internal static JsonObject Values() => Named(value => value);

    /// <summary>The same as levels of a factor.</summary>
    internal static IEnumerable<KeyValuePair<string, JsonNode?>> Levels() =>
        Named(value => new JsonObject
        {
            ["type"] = "array",
            ["minItems"] = 2,
            ["uniqueItems"] = true,
            ["items"] = value,
        });

    private static JsonObject Named(Func<JsonNode, JsonNode> shape)
    {
        var owners =
            from generator in KnownGenerators.All
            from option in generator.Options
            group generator.Name by option.Name;
        return new JsonObject(
            owners.Select(owner =>
            {
                var references = owner
                    .Select(generator =>
                        (JsonNode)new JsonObject { ["$ref"] = $"#/$defs/{Key}/{generator}/properties/{owner.Key}" }
                    )
                    .ToArray();
                JsonNode value =
                    references.Length == 1 ? references[0] : new JsonObject { ["anyOf"] = new JsonArray(references) };
                return KeyValuePair.Create(owner.Key, (JsonNode?)shape(value));
            })
        );
    }

    private static JsonObject Of(GeneratorDescription generator) =>
        new()
        {
            ["description"] = generator.Summary,
            ["type"] = "object",
            ["additionalProperties"] = false,
            ["properties"] = new JsonObject(
                generator.Options.Select(option => KeyValuePair.Create(option.Name, (JsonNode?)Of(option)))
            ),
        };

    private static JsonObject Of(GeneratorOption option)
    {
        string applies = option.AppliesWhen is { } condition ? $" {condition.Words}." : "";
        var schema = new JsonObject { ["description"] = $"{option.Description}.{applies}" };
        switch (option.Kind)
        {
            case OptionKind.Integer or OptionKind.Number:
                schema["type"] = option.Kind == OptionKind.Integer ? "integer" : "number";
                Bound("minimum", option.Minimum);
                Bound("exclusiveMinimum", option.ExclusiveMinimum);
                Bound("maximum", option.Maximum);
                Bound("exclusiveMaximum", option.ExclusiveMaximum);
                break;
            case OptionKind.Boolean:
                schema["type"] = "boolean";
                break;
            case OptionKind.Choice:
                schema["enum"] = new JsonArray([.. option.Choices!.Select(choice => (JsonNode)choice)]);
                break;
            case OptionKind.List:
                string choices = string.Join('|', option.Choices!);
                schema["type"] = "string";
                schema["pattern"] = $@"^[\s,]*({choices})(\s*,[\s,]*({choices}))*[\s,]*$";
                break;
            default:
                schema["type"] = "string";
                schema["pattern"] = @"^[\s,]*([^,]+=\d+[\s,]*)*$";
                break;
        }

        if (option.Default.Length > 0)
        {
            bool text = option.Kind is OptionKind.Choice or OptionKind.List or OptionKind.Weights;
            schema["default"] = text ? option.Default : JsonNode.Parse(option.Default);
        }
        return schema;

        void Bound(string keyword, double? bound)
        {
            if (bound is { } limit)
            {
                schema[keyword] = JsonSerializer.SerializeToNode(limit);
            }
        }
    }
}

using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace AethergenAI.Recipes;

/// <summary>
/// Writes recipes as files. Reading a file back gives a recipe with the same <see cref="RecipeHash"/>.
/// </summary>
public static partial class RecipeWriter
{
    public static string Write(Recipe recipe, bool yaml) =>
        yaml ? Yaml(recipe) : JsonSerializer.Serialize(recipe, Json.Indented) + "\n";

    private static string Yaml(Recipe recipe)
    {
        using var text = new StringWriter { NewLine = "\n" };
        var emitter = new Emitter(
            text,
            new EmitterSettings(bestIndent: 2, bestWidth: int.MaxValue, isCanonical: false, maxSimpleKeyLength: 1024)
        );
        emitter.Emit(new StreamStart());
        emitter.Emit(new DocumentStart(null, null, isImplicit: true));
        Emit(emitter, JsonSerializer.SerializeToNode(recipe, Json.Options));
        emitter.Emit(new DocumentEnd(isImplicit: true));
        emitter.Emit(new StreamEnd());
        return text.ToString();
    }

    private static void Emit(Emitter emitter, JsonNode? node)
    {
        switch (node)
        {
            case JsonObject keys:
                emitter.Emit(new MappingStart(AnchorName.Empty, TagName.Empty, isImplicit: true, MappingStyle.Block));
                foreach (var (key, value) in keys)
                {
                    emitter.Emit(Text(key));
                    Emit(emitter, value);
                }

                emitter.Emit(new MappingEnd());
                break;
            case JsonArray items:
                bool flat = items.All(item => item is JsonValue);
                emitter.Emit(
                    new SequenceStart(
                        AnchorName.Empty,
                        TagName.Empty,
                        isImplicit: true,
                        flat ? SequenceStyle.Flow : SequenceStyle.Block
                    )
                );
                foreach (var item in items)
                {
                    Emit(emitter, item);
                }
                emitter.Emit(new SequenceEnd());
                break;
            case JsonValue value when value.GetValueKind() == JsonValueKind.String:
                emitter.Emit(Text(value.GetValue<string>()));
                break;
            default:
                emitter.Emit(
                    new Scalar(
                        AnchorName.Empty,
                        TagName.Empty,
                        node?.ToJsonString() ?? "null",
                        ScalarStyle.Plain,
                        true,
                        false
                    )
                );
                break;
        }
    }

    /// <summary>A plain scalar if every YAML reader would take it for text, else a quoted one.</summary>
    private static Scalar Text(string text) =>
        new(
            AnchorName.Empty,
            TagName.Empty,
            text,
            IsWords().IsMatch(text) && !IsReserved().IsMatch(text) ? ScalarStyle.Plain : ScalarStyle.DoubleQuoted,
            true,
            true
        );

    [GeneratedRegex(@"^[A-Za-z][A-Za-z0-9_./-]*( [A-Za-z0-9_./-]+)*$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex IsWords();

    [GeneratedRegex(
        @"^(null|true|false|yes|no|on|off|y|n)$",
        RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase,
        1000
    )]
    private static partial Regex IsReserved();
}

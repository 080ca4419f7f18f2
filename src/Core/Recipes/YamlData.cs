using System.Globalization;
using System.Numerics;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace AethergenAI.Recipes;

/// <summary>
/// Reads the part of YAML 1.2 that holds data: mappings with text keys, sequences, and scalars of the core schema (so
/// <c>yes</c>, <c>no</c> and <c>on</c> are text). Refuses anchors, aliases, tags and merge keys, and names the line.
/// </summary>
internal static partial class YamlData
{
    private const int MaxDepth = 32,
        MaxDigits = 310,
        MaxNodes = 40_000;

    /// <exception cref="RefusedException">The text is not YAML, or uses more than plain data.</exception>
    internal static JsonNode? Parse(string text)
    {
        InputGate.CheckText(text, "the text");
        var parser = new Parser(new StringReader(text));
        try
        {
            parser.Consume<StreamStart>();
            if (parser.Accept<StreamEnd>(out _))
            {
                return null;
            }
            parser.Consume<DocumentStart>();
            int left = MaxNodes;
            var root = Node(parser, depth: 0, ref left);
            parser.Consume<DocumentEnd>();
            if (parser.Accept<DocumentStart>(out var second))
            {
                throw RecipeRefusals.MoreThanData("second document", "---", second.Start.Line);
            }
            parser.Consume<StreamEnd>();
            return root;
        }
        catch (YamlException problem)
        {
            throw RecipeRefusals.Malformed("YAML", problem.Start.Line, problem.Start.Column, problem.Message);
        }
        // The scanner trips over some brackets and quotes that are left open.
        catch (Exception tripped) when (tripped is InvalidOperationException or ArgumentException or FormatException)
        {
            Mark at = parser.Current?.End ?? Mark.Empty;
            throw RecipeRefusals.Malformed("YAML", at.Line, at.Column, "what follows cannot be read");
        }
    }

    /// <param name="left">How many more nodes the document may have.</param>
    private static JsonNode? Node(Parser parser, int depth, ref int left)
    {
        if (left-- == 0)
        {
            throw RecipeRefusals.TooManyParts(MaxNodes);
        }
        if (parser.Accept<AnchorAlias>(out var alias))
        {
            throw RecipeRefusals.MoreThanData("alias", $"*{alias.Value}", alias.Start.Line);
        }

        var node = parser.Consume<NodeEvent>();
        if (!node.Anchor.IsEmpty)
        {
            throw RecipeRefusals.MoreThanData("anchor", $"&{node.Anchor}", node.Start.Line);
        }
        if (!node.Tag.IsEmpty)
        {
            throw RecipeRefusals.MoreThanData("tag", node.Tag.ToString(), node.Start.Line);
        }
        if (depth > MaxDepth)
        {
            throw RecipeRefusals.Malformed(
                "YAML",
                node.Start.Line,
                node.Start.Column,
                $"it is nested more than {MaxDepth} deep"
            );
        }

        if (node is Scalar written)
        {
            InputGate.CheckText(written.Value, $"line {written.Start.Line}");
        }
        return node switch
        {
            MappingStart => Mapping(parser, depth, ref left),
            SequenceStart => Sequence(parser, depth, ref left),
            Scalar scalar => scalar.Style == ScalarStyle.Plain ? Plain(scalar) : JsonValue.Create(scalar.Value),
            _ => throw new YamlException(node.Start, node.End, "neither a mapping, nor a sequence, nor a scalar"),
        };
    }

    private static JsonObject Mapping(Parser parser, int depth, ref int left)
    {
        var mapping = new JsonObject();
        while (!parser.TryConsume<MappingEnd>(out _))
        {
            if (!parser.Accept<Scalar>(out var key))
            {
                throw RecipeRefusals.MoreThanData("key", "a mapping, sequence or alias", parser.Current!.Start.Line);
            }

            bool merges = key.Style == ScalarStyle.Plain && key.Value == "<<";
            if (merges)
            {
                throw RecipeRefusals.MoreThanData("merge key", "<<", key.Start.Line);
            }
            Node(parser, depth + 1, ref left);
            if (!mapping.TryAdd(key.Value, Node(parser, depth + 1, ref left)))
            {
                throw RecipeRefusals.Malformed(
                    "YAML",
                    key.Start.Line,
                    key.Start.Column,
                    $"the key '{key.Value}' occurs twice"
                );
            }
        }

        return mapping;
    }

    private static JsonArray Sequence(Parser parser, int depth, ref int left)
    {
        var sequence = new JsonArray();
        while (!parser.TryConsume<SequenceEnd>(out _))
        {
            sequence.Add(Node(parser, depth + 1, ref left));
        }
        return sequence;
    }

    /// <summary>YAML 1.2.2, section 10.3.2: the core schema.</summary>
    private static JsonValue? Plain(Scalar scalar) =>
        scalar.Value switch
        {
            "" or "~" or "null" or "Null" or "NULL" => null,
            "true" or "True" or "TRUE" => JsonValue.Create(true),
            "false" or "False" or "FALSE" => JsonValue.Create(false),
            var text when text.Length > MaxDigits && Numeric().IsMatch(text) => throw InputRefusals.NumberRange(
                $"line {scalar.Start.Line}"
            ),
            var text when Decimal().IsMatch(text) => Whole(BigInteger.Parse(text, CultureInfo.InvariantCulture)),
            var text when Octal().IsMatch(text) => Whole(
                text[2..].Aggregate(BigInteger.Zero, (sum, digit) => (sum * 8) + (digit - '0'))
            ),
            var text when Hexadecimal().IsMatch(text) => Whole(
                BigInteger.Parse("0" + text[2..], NumberStyles.HexNumber, CultureInfo.InvariantCulture)
            ),
            var text when Float().IsMatch(text) => Fraction(text, scalar),
            var text when NotFinite().IsMatch(text) => throw RecipeRefusals.Malformed(
                "YAML",
                scalar.Start.Line,
                scalar.Start.Column,
                $"{text} is not a number that JSON can hold"
            ),
            var text => JsonValue.Create(text),
        };

    private static JsonValue Fraction(string text, Scalar scalar) =>
        double.Parse(text, CultureInfo.InvariantCulture) is var number && double.IsFinite(number)
            ? JsonValue.Create(number)
            : throw InputRefusals.NumberRange($"line {scalar.Start.Line}");

    private static JsonValue Whole(BigInteger number) =>
        number >= long.MinValue && number <= long.MaxValue
            ? JsonValue.Create((long)number)
            : (JsonValue)JsonNode.Parse(number.ToString(CultureInfo.InvariantCulture))!;

    [GeneratedRegex(@"^[-+]?(0x[0-9a-fA-F]+|0o[0-7]+|[0-9]+)$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Numeric();

    [GeneratedRegex(@"^[-+]?[0-9]+$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Decimal();

    [GeneratedRegex(@"^0o[0-7]+$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Octal();

    [GeneratedRegex(@"^0x[0-9a-fA-F]+$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Hexadecimal();

    [GeneratedRegex(@"^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Float();

    [GeneratedRegex(@"^([-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN))$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex NotFinite();
}

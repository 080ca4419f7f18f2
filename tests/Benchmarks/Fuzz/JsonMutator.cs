using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace AethergenAI.Benchmarks.Fuzz;

/// <summary>Changes values of a JSON document and leaves it JSON, so that what reads the values is reached.</summary>
internal static class JsonMutator
{
    /// <summary>Stands for half a character, which .NET does not write.</summary>
    private const string Half = "HALF";

    private static readonly string[] Values =
    [
        "null",
        "true",
        "0",
        "-1",
        "1",
        "2",
        "1e308",
        "-1e308",
        "1e-320",
        "1e999",
        "0.1",
        "2147483647",
        "-2147483648",
        "9223372036854775807",
        "1e18",
        "9007199254740993",
        "\"\"",
        "\" \"",
        "\"a\"",
        "\"1\"",
        "\"\\u0000\"",
        "\"HALF\"",
        "\"../../x\"",
        "\"none\"",
        "[]",
        "{}",
        "[null]",
        "[[]]",
        "[0]",
        "[\"\"]",
        "[\"a\",\"a\"]",
        "[1,0]",
        "{\"\":null}",
        "{\"kind\":\"x\"}",
        "\"0001-01-01\"",
        "\"9999-12-31\"",
        "\"9999-12-31T23:59:59.9999999\"",
        "\"NaN\"",
        "\"Infinity\"",
        "\"yyyy\"",
        "\"'\"",
        "\"%\"",
        "\"[.fff]\"",
        "\"0.00;(0.00)\"",
        "\"#,##0\"",
        "\"h:mm\"",
        "\"########\"",
        "\"################################################################\"",
        "\";\"",
        "\"\\t\"",
        "\"utf-7\"",
        "\"utf-32\"",
    ];

    /// <param name="file">An object or a list in JSON.</param>
    /// <returns>Null if nothing is left to change.</returns>
    public static byte[]? Mutate(byte[] file, Random random)
    {
        JsonNode root = JsonNode.Parse(Encoding.UTF8.GetString(file))!;
        for (int changes = 1 + random.Next(3); changes > 0; changes--)
        {
            List<JsonNode> parents = [];
            Collect(root, parents);
            if (parents.Count == 0)
            {
                return null;
            }
            Change(parents[random.Next(parents.Count)], parents, random);
        }

        string json = root.ToJsonString(Json.Options);
        return Encoding.UTF8.GetBytes(json.Replace(Half, "\\uD800", StringComparison.Ordinal));
    }

    private static void Collect(JsonNode? node, List<JsonNode> parents)
    {
        IEnumerable<JsonNode?> children = node switch
        {
            JsonObject map => map.Select(pair => pair.Value),
            JsonArray list => list,
            _ => [],
        };
        List<JsonNode?> kept = [.. children];
        if (kept.Count > 0)
        {
            parents.Add(node!);
        }
        kept.ForEach(child => Collect(child, parents));
    }

    private static void Change(JsonNode parent, List<JsonNode> parents, Random random)
    {
        if (parent is JsonObject map)
        {
            string key = map.ElementAt(random.Next(map.Count)).Key;
            if (random.Next(6) == 0)
            {
                map.Remove(key);
                return;
            }
            map[key] = Value(map[key], parents, random);
            return;
        }

        var list = (JsonArray)parent;
        int at = random.Next(list.Count);
        switch (random.Next(5))
        {
            case 0:
                list.RemoveAt(at);
                break;
            case 1:
                list.Insert(at, list[at]?.DeepClone());
                break;
            default:
                list[at] = Value(list[at], parents, random);
                break;
        }
    }

    private static JsonNode? Value(JsonNode? old, List<JsonNode> parents, Random random) =>
        random.Next(8) switch
        {
            0 => parents[random.Next(parents.Count)].DeepClone(),
            1 => JsonValue.Create(new string((char)random.Next(0x20, 0x2FF), random.Next(1, 3000))),
            2 when old?.GetValueKind() == JsonValueKind.Number => Scaled(old, random),
            3 when old?.GetValueKind() == JsonValueKind.String => Text(old.GetValue<string>(), random),
            _ => JsonNode.Parse(Values[random.Next(Values.Length)]),
        };

    private static JsonNode Scaled(JsonNode old, Random random)
    {
        double scaled = old.GetValue<double>() * Math.Pow(10, random.Next(-30, 30)) * (random.Next(2) == 0 ? 1 : -1);
        return JsonNode.Parse(JsonSerializer.Serialize(double.IsFinite(scaled) ? scaled : 1e300))!;
    }

    private static JsonValue Text(string old, Random random)
    {
        int at = random.Next(old.Length + 1);
        string token = Encoding.UTF8.GetString(Mutator.Token(random));
        return JsonValue.Create(random.Next(3) == 0 ? old[..at] : old[..at] + token + old[at..]);
    }
}

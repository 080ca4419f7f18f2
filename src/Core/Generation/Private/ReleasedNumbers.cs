using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace AethergenAI.Generation.Private;

/// <summary>
/// Reads every number and every text of a model.json by its place in the document, as an attacker may compare it
/// between models.
/// </summary>
internal static class ReleasedNumbers
{
    /// <summary>
    /// The time that the fit took is a declared side channel (docs/privacy.md); the graph's hash says only that
    /// the graph differs, and the graph is a function of the parameters.
    /// </summary>
    private static readonly string[] Skipped = ["fitSeconds", "graphHash"];

    internal static void Read(ModelManifest manifest, Dictionary<string, double> into)
    {
        var document = JsonElement.Parse(ModelDocument.Write(manifest));
        Walk(document, "", into);
    }

    private static void Walk(JsonElement element, string path, Dictionary<string, double> into)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object when element.TryGetProperty("potentials", out var potentials):
                Potentials(potentials, into);
                break;
            case JsonValueKind.Object:
                foreach (var property in element.EnumerateObject().Where(one => !Skipped.Contains(one.Name)))
                {
                    Walk(property.Value, path.Length == 0 ? property.Name : $"{path}.{property.Name}", into);
                }
                break;
            case JsonValueKind.Array:
                int at = 0;
                foreach (var item in element.EnumerateArray())
                {
                    Walk(item, string.Create(CultureInfo.InvariantCulture, $"{path}[{at++}]"), into);
                }
                into[$"{path}.length"] = at;
                break;
            case JsonValueKind.Number:
                into[path] = element.GetDouble();
                break;
            case JsonValueKind.String:
                into[$"{path} = {element.GetString()}"] = 1;
                break;
            case JsonValueKind.True:
            case JsonValueKind.False:
                into[path] = element.ValueKind == JsonValueKind.True ? 1 : 0;
                break;
        }
    }

    /// <summary>Potentials are named by their columns, so that the same cells compare whatever was chosen.</summary>
    private static void Potentials(JsonElement potentials, Dictionary<string, double> into)
    {
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var potential in potentials.EnumerateArray())
        {
            string columns = string.Join(',', potential.GetProperty("columns").EnumerateArray());
            int time = seen[columns] = seen.GetValueOrDefault(columns) + 1;
            byte[] bytes = potential.GetProperty("values").GetBytesFromBase64();
            var values = MemoryMarshal.Cast<byte, float>(bytes);
            for (int cell = 0; cell < values.Length; cell++)
            {
                into[string.Create(CultureInfo.InvariantCulture, $"potential({columns})#{time}[{cell}]")] = values[
                    cell
                ];
            }
        }
    }
}

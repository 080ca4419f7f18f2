using System.Text.Json.Nodes;

namespace AethergenAI.Launcher.Publishing;

/// <summary>Packages as components of a bill of materials.</summary>
internal static class PackageComponents
{
    private const string Prefix = "node_modules/";

    /// <param name="folder">A folder with a package-lock.json; its installed packages count, except for development
    /// packages.</param>
    public static IEnumerable<JsonObject> Of(string folder)
    {
        JsonNode locked = JsonNode.Parse(File.ReadAllText(Checkout.At($"{folder}/package-lock.json")))!;
        foreach ((string path, JsonNode? package) in locked["packages"]!.AsObject())
        {
            bool installed =
                path.StartsWith(Prefix, StringComparison.Ordinal) && Directory.Exists(Checkout.At($"{folder}/{path}"));
            if (installed && package!["dev"] is null)
            {
                string name = path[(path.LastIndexOf(Prefix, StringComparison.Ordinal) + Prefix.Length)..];
                yield return Component("npm", name, (string)package["version"]!, (string?)package["license"]);
            }
        }
    }

    /// <param name="kind">The type in the package URL: npm or nuget.</param>
    /// <param name="license">An SPDX expression, or null if it is not known.</param>
    public static JsonObject Component(string kind, string name, string version, string? license)
    {
        string url = $"pkg:{kind}/{name.Replace("@", "%40", StringComparison.Ordinal)}@{version}";
        JsonObject component = new()
        {
            ["type"] = "library",
            ["bom-ref"] = url,
            ["name"] = name,
            ["version"] = version,
            ["purl"] = url,
        };
        if (license is not null)
        {
            component["licenses"] = new JsonArray(new JsonObject { ["expression"] = license });
        }

        return component;
    }
}

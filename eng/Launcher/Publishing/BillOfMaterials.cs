using System.Text.Json;
using System.Text.Json.Nodes;

namespace AethergenAI.Launcher.Publishing;

/// <summary>sbom.json: the packages of NuGet and npm that a publication contains, in CycloneDX.</summary>
/// <param name="Projects">The projects whose NuGet packages are listed, without development packages.</param>
/// <param name="Npm">Folders with a package-lock.json whose installed packages are listed.</param>
internal sealed record BillOfMaterials(string[] Projects, string[] Npm)
{
    private const string FileName = "sbom.json";

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    public static BillOfMaterials OfCommandLine { get; } =
        new(["src/Cli/Cli.csproj"], ["native"]) { Without = "@embedded-postgres/" };

    public static BillOfMaterials OfSystem { get; } =
        new(
            ["AppHost/AppHost.csproj", "src/Api/Api.csproj", "src/Worker/Worker.csproj", "src/Cli/Cli.csproj"],
            ["native", "web"]
        );

    /// <summary>The prefix of npm packages that are installed but not published.</summary>
    public string Without { get; private init; } = "(none)";

    private static string Version => typeof(BillOfMaterials).Assembly.GetName().Version!.ToString(3);

    /// <returns>Why the file is missing, or null if it was written.</returns>
    public async Task<string?> WriteAsync(string folder, CancellationToken ct)
    {
        if (await new Command("dotnet", "tool", "restore").AskAsync(ct) is null)
        {
            return "it has no sbom.json: `dotnet tool restore` failed.";
        }

        JsonNode? bill = null;
        List<JsonObject> components =
        [
            .. Npm.SelectMany(PackageComponents.Of).Where(IsPublished),
            .. RuntimeOf(folder),
        ];
        foreach (string project in Projects)
        {
            JsonNode? part = await ListAsync(project, folder, ct);
            if (part is null)
            {
                return $"it has no sbom.json: the packages of {project} could not be listed.";
            }

            bill ??= part;
            components.AddRange(part["components"]!.AsArray().Select(component => component!.DeepClone().AsObject()));
        }

        bill!.AsObject().Remove("dependencies"); // they are those of only one project
        bill["components"] = new JsonArray([
            .. components
                .DistinctBy(component => (string)component["purl"]!)
                .OrderBy(component => (string)component["purl"]!),
        ]);
        await File.WriteAllTextAsync(Path.Combine(folder, FileName), bill.ToJsonString(Indented), ct);
        return null;
    }

    private bool IsPublished(JsonObject component) =>
        !((string)component["name"]!).StartsWith(Without, StringComparison.Ordinal);

    private static async Task<JsonNode?> ListAsync(string project, string folder, CancellationToken ct)
    {
        string[] output = ["-o", folder, "-fn", FileName, "-F", "Json"];
        string[] options = ["--recursive", "--exclude-dev", "-sn", "aethergen", "-sv", Version];
        return await new Command("dotnet", ["CycloneDX", project, .. output, .. options]).AskAsync(ct) is null
            ? null
            : JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(folder, FileName), ct));
    }

    /// <summary>The .NET runtime, if the folder contains it.</summary>
    private static IEnumerable<JsonObject> RuntimeOf(string folder)
    {
        string file = Path.Combine(folder, "AethergenAI.Cli.runtimeconfig.json");
        JsonNode? options = File.Exists(file) ? JsonNode.Parse(File.ReadAllText(file))!["runtimeOptions"] : null;
        return options?["includedFrameworks"] is JsonArray frameworks
            ? frameworks.Select(framework =>
                PackageComponents.Component("nuget", (string)framework!["name"]!, (string)framework["version"]!, "MIT")
            )
            : [];
    }
}

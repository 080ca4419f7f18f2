namespace AethergenAI.Launcher.Publishing;

/// <summary>Runs builds of the SDK and captures their output.</summary>
internal static class Dotnet
{
    /// <summary>A separate folder for builds of packages and of other platforms.</summary>
    private static string Apart => Checkout.At(".aethergen/publish");

    /// <summary>Leaves the XML documentation out of a published program.</summary>
    public static string[] Lean { get; } =
    ["-p:PublishDocumentationFiles=false", "-p:PublishReferencesDocumentationFiles=false"];

    /// <returns>Whether the build succeeded, and its output.</returns>
    public static async Task<(bool Succeeded, IReadOnlyList<string> Output)> RunAsync(
        string[] arguments,
        CancellationToken ct
    )
    {
        List<string> output = [];
        int code = await new Command("dotnet", [.. arguments, "-v", "q", "-nologo"]).RunAsync(output.Add, ct);
        return (code == 0, output);
    }

    /// <summary>Runs a build in the separate folder.</summary>
    public static Task<(bool Succeeded, IReadOnlyList<string> Output)> ApartAsync(
        string[] arguments,
        CancellationToken ct
    ) => RunAsync([.. arguments, "--artifacts-path", Apart, "-p:OpenApiGenerateDocumentsOnBuild=false", .. Lean], ct);
}

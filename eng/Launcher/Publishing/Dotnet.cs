namespace AethergenAI.Launcher.Publishing;

/// <summary>Builds of the SDK whose output is kept and judged.</summary>
internal static class Dotnet
{
    /// <summary>What is built for other platforms and packages stays apart from the builds of every day.</summary>
    private static string Apart => Checkout.At(".aethergen/publish");

    /// <summary>No documentation of types beside a program.</summary>
    public static string[] Lean { get; } =
    ["-p:PublishDocumentationFiles=false", "-p:PublishReferencesDocumentationFiles=false"];

    /// <returns>Whether it succeeded, and what it printed.</returns>
    public static async Task<(bool Succeeded, IReadOnlyList<string> Output)> RunAsync(
        string[] arguments,
        CancellationToken ct
    )
    {
        List<string> output = [];
        int code = await new Command("dotnet", [.. arguments, "-v", "q", "-nologo"]).RunAsync(output.Add, ct);
        return (code == 0, output);
    }

    /// <summary>The same, built in a folder apart.</summary>
    public static Task<(bool Succeeded, IReadOnlyList<string> Output)> ApartAsync(
        string[] arguments,
        CancellationToken ct
    ) => RunAsync([.. arguments, "--artifacts-path", Apart, "-p:OpenApiGenerateDocumentsOnBuild=false", .. Lean], ct);
}

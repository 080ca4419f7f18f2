namespace AethergenAI.Launcher.Testing;

/// <summary>The checks that <c>--style</c> adds.</summary>
internal static class StyleChecks
{
    public static IEnumerable<Check> All() => [Formatting()];

    /// <summary>CSharpier if the tool manifest names it, otherwise the formatter of the SDK.</summary>
    private static Check Formatting()
    {
        string manifest = Checkout.At(".config/dotnet-tools.json");
        bool csharpier =
            File.Exists(manifest) && File.ReadAllText(manifest).Contains("\"csharpier\"", StringComparison.Ordinal);
        return csharpier
            ? new Check("style", new("dotnet", "tool", "restore"), new("dotnet", "csharpier", "check", "."))
            : new Check(
                "style",
                new Command(
                    "dotnet",
                    ["format", "AethergenAI.sln", "--verify-no-changes", "--no-restore", "--exclude", "native/"]
                )
            );
    }
}

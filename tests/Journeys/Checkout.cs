namespace AethergenAI.Journeys;

/// <summary>Where the system that is tested was built.</summary>
internal static class Checkout
{
    internal static string Root { get; } = FindRoot();

    internal static string Web => Path.Combine(Root, "web", "dist", "index.html");

    /// <summary>The AppHost of the configuration that the tests were built in.</summary>
    internal static string AppHost =>
        Path.Combine(
            Root,
            "AppHost",
            "bin",
            Path.GetRelativePath(Path.Combine(Root, "tests", "Journeys", "bin"), AppContext.BaseDirectory),
            "AethergenAI.AppHost.dll"
        );

    private static string FindRoot()
    {
        string folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "AethergenAI.sln")))
        {
            folder = Path.GetDirectoryName(folder)
                ?? throw new InvalidOperationException("The tests do not lie in a checkout.");
        }

        return folder;
    }
}

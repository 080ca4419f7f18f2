namespace AethergenAI.Launcher;

/// <summary>The checkout that this program was built in.</summary>
internal static class Checkout
{
    public static string Root { get; } = FindRoot();

    /// <summary>The folder of the build stamps.</summary>
    public static string Stamps => At(".aethergen/built");

    public static string Artifacts => At("artifacts");

    /// <param name="path">Relative to the root, with '/'.</param>
    public static string At(string path) => Path.Combine(Root, path.Replace('/', Path.DirectorySeparatorChar));

    private static string FindRoot()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "AethergenAI.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw Refusals.NoCheckout();
    }
}

namespace AethergenAI.Launcher.Testing;

/// <summary>An xunit project below tests/.</summary>
/// <param name="NeedsDatabase">Whether it uses PostgreSQL; two such projects do not run at the same time.</param>
internal sealed record TestProject(string Name, bool NeedsDatabase)
{
    private const string Journeys = "Journeys";

    /// <summary>These projects start the product's processes and wait for them with a time limit.</summary>
    private static readonly string[] Alone = [Journeys, "AppHost.Tests", "Worker.Tests"];

    private static readonly string[] WithDatabase = ["src/Data/", "src/Api/", "src/Worker/", "AppHost/"];

    /// <summary>Whether the project runs after all others have ended.</summary>
    public bool NeedsMachine => Alone.Contains(Name);

    public string Dll => Checkout.At($"tests/{Name}/bin/Release/net10.0/AethergenAI.{Name}.dll");

    public static IEnumerable<TestProject> All() =>
        Directory
            .EnumerateDirectories(Checkout.At("tests"))
            .Select(folder => Path.GetFileName(folder))
            .Where(name => name.EndsWith(".Tests", StringComparison.Ordinal) || name == Journeys)
            .Where(name => File.Exists(FileOf(name)))
            .Order(StringComparer.Ordinal)
            .Select(name => new TestProject(name, References(name)));

    private static bool References(string name)
    {
        string project = File.ReadAllText(FileOf(name));
        return WithDatabase.Any(reference => project.Contains(reference, StringComparison.Ordinal));
    }

    private static string FileOf(string name) => Checkout.At($"tests/{name}/{name}.csproj");
}

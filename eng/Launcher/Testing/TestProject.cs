namespace AethergenAI.Launcher.Testing;

/// <summary>A project below tests/ that xunit runs.</summary>
/// <param name="NeedsDatabase">Whether it works with a PostgreSQL: two such projects do not run at once.</param>
internal sealed record TestProject(string Name, bool NeedsDatabase)
{
    private const string Journeys = "Journeys";

    /// <summary>They start the product's own processes and wait for them with a limit.</summary>
    private static readonly string[] Alone = [Journeys, "AppHost.Tests", "Worker.Tests"];

    private static readonly string[] WithDatabase = ["src/Data/", "src/Api/", "src/Worker/", "AppHost/"];

    /// <summary>Whether it runs when everything else has ended.</summary>
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

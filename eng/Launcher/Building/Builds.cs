namespace AethergenAI.Launcher.Building;

/// <summary>The builds that the wrapper's commands need.</summary>
internal static class Builds
{
    private static readonly string[] Rules =
    [
        "Directory.Build.props",
        "Directory.Build.targets",
        "Directory.Packages.props",
        "global.json",
        "BannedSymbols.txt",
        ".editorconfig",
        "native/package-lock.json",
        "native/native.proj",
    ];

    private static readonly string[] Engine = ["src/Core", "src/Onnx", "src/Formats"];

    public static Build Cli { get; } = Dotnet("cli", "src/Cli", [.. Engine, "src/Cli"]);

    public static Build App { get; } = Dotnet("app", "app.slnf", ["src", "AppHost"]);

    public static Build Benchmarks { get; } = Dotnet("bench", "tests/Benchmarks", [.. Engine, "tests/Benchmarks"]);

    public static Build AllTests { get; } = Dotnet("tests", "AethergenAI.sln", ["src", "AppHost", "eng", "tests"]);

    public static Build FastTests { get; } =
        Dotnet("fast-tests", "tests/fast.slnf", ["src", "AppHost", "eng", "tests"]);

    public static Build Web { get; } =
        new("web", ["web", "src/Api/openapi/aethergen.json"], () =>
            [.. InstallPackages(), new("npm", "run", "build") { Folder = "web" }]
        );

    /// <summary>What the web app's lint, types and unit tests need: they read its sources, not its build.</summary>
    public static Build WebPackages { get; } = new("web-packages", ["web/package-lock.json"], InstallPackages);

    public static Build Test(string project) =>
        Dotnet($"tests-{project}", $"tests/{project}", ["src", "AppHost", "eng", "tests"]);

    private static Build Dotnet(string name, string project, string[] sources) =>
        new(name, [.. sources, .. Rules], () =>
            [new("dotnet", "build", project, "-c", "Release", "-v", "q", "-nologo", "-clp:ErrorsOnly;NoSummary")]
        );

    private static IEnumerable<Command> InstallPackages() =>
        Installed() ? [] : [new Command("npm", "ci", "--no-audit", "--no-fund") { Folder = "web" }];

    /// <summary>Whether npm has installed the packages of the lock file.</summary>
    private static bool Installed()
    {
        string installed = Checkout.At("web/node_modules/.package-lock.json");
        return File.Exists(installed)
            && File.GetLastWriteTimeUtc(installed) >= File.GetLastWriteTimeUtc(Checkout.At("web/package-lock.json"));
    }
}

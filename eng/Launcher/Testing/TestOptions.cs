namespace AethergenAI.Launcher.Testing;

/// <param name="Only">A test project, or <c>web</c>; null for all tests.</param>
internal sealed record TestOptions(bool Fast, bool Style, string? Only)
{
    public const string Help = """
        Runs the tests of this checkout. The last line is 'N passed, N failed'.

        Usage: aethergen test [--fast | --only NAME] [--style]

          --fast        leave out tests that need a database or a browser or are marked slow: for each commit
          --only NAME   run one test project, such as Core.Tests or Journeys; or web
          --style       also check the formatting of all sources
          -h, --help    show this text

        The exit code is 0 if at least one test passed and none failed, otherwise 1. Logs are in artifacts/tests.
        """;

    /// <exception cref="LauncherUsageException">
    /// An argument is unknown, lacks its value, or excludes another.
    /// </exception>
    public static TestOptions Parse(string[] args)
    {
        var options = new TestOptions(false, false, null);
        for (int i = 0; i < args.Length; i++)
        {
            options = args[i] switch
            {
                "--fast" => options with { Fast = true },
                "--style" => options with { Style = true },
                "--only" when i + 1 < args.Length => options with { Only = Known(args[++i]) },
                "--only" => throw new LauncherUsageException($"--only needs a NAME, one of: {Names()}."),
                var other => throw new LauncherUsageException($"unknown {Kind(other)} '{other}'."),
            };
        }

        return options is { Fast: true, Only: not null }
            ? throw new LauncherUsageException(
                "--fast and --only exclude each other: --only runs all tests of one project."
            )
            : options;
    }

    private static string Kind(string argument) => argument.StartsWith('-') ? "option" : "argument";

    private static string Known(string name) =>
        name == WebTests.Name || TestProject.All().Any(project => project.Name == name)
            ? name
            : throw new LauncherUsageException($"there are no tests with the name '{name}'. Choose one of: {Names()}.");

    private static string Names() =>
        string.Join(", ", TestProject.All().Select(project => project.Name).Append(WebTests.Name));
}

using AethergenAI.Launcher.Building;

namespace AethergenAI.Launcher.Testing;

/// <summary>The jobs that <c>aethergen test</c> runs, and the build that they need.</summary>
internal static class TestPlan
{
    /// <summary>The projects of tests/fast.slnf. Slow tests in them have <c>[Trait("Speed", "Slow")]</c>.</summary>
    private static readonly string[] FastProjects =
    [
        "Core.Tests",
        "Formats.Tests",
        "House.Tests",
        "Launcher.Tests",
        "Onnx.Tests",
    ];

    public static async Task BuildAsync(TestOptions options, CancellationToken ct)
    {
        if (options.Only is { } only && only != WebTests.Name)
        {
            await Builds.Test(only).RunAsync(ct);
        }
        else if (options.Fast)
        {
            await Builds.FastTests.RunAsync(ct);
        }
        else
        {
            await Builds.AllTests.RunAsync(ct);
        }

        if (options.Fast || options.Only == WebTests.Name)
        {
            await Builds.WebPackages.RunAsync(ct);
        }
        else if (options.Only is null or "Journeys")
        {
            await Builds.Web.RunAsync(ct);
        }
    }

    /// <summary>The jobs in the order in which they start.</summary>
    public static IEnumerable<ITestJob> Jobs(TestOptions options) =>
        [
            .. Projects(options).Select(project => new XunitTests(project, options.Fast)),
            .. options.Only is null or WebTests.Name ? WebTests.All() : [],
            .. options.Style ? StyleChecks.All() : [],
        ];

    private static IEnumerable<TestProject> Projects(TestOptions options) =>
        TestProject
            .All()
            .Where(project => options.Only is null || project.Name == options.Only)
            .Where(project => !options.Fast || FastProjects.Contains(project.Name));
}

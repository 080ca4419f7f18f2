using System.Runtime.CompilerServices;
using AethergenAI.Recipes;

namespace AethergenAI.Cli.Tests;

/// <summary>The recipes in docs/ are ones that this program carries out.</summary>
public sealed class ExampleRecipeTests(Workspace work) : IClassFixture<Workspace>
{
    private static readonly string Docs = Path.GetFullPath(
        Path.Combine(Path.GetDirectoryName(Here())!, "..", "..", "docs")
    );

    public static TheoryData<string> Examples =>
        [
            .. Directory
                .EnumerateFiles(Path.Combine(Docs, "examples", "recipes"))
                .Where(file => !file.EndsWith(".md", StringComparison.Ordinal))
                .Select(file => Path.GetFileName(file)!),
        ];

    public static TheoryData<string> Templates => [.. RecipeTemplates.All.Select(template => template.Name)];

    [Theory]
    [MemberData(nameof(Examples))]
    public async Task An_example_is_sound_and_its_data_are_there(string file)
    {
        string recipe = Path.Combine(Docs, "examples", "recipes", file);
        await work.Expect(ExitCode.Done, "recipe", "check", recipe);
        await work.Expect(ExitCode.Done, "plan", recipe);
    }

    [Theory]
    [MemberData(nameof(Templates))]
    public async Task A_template_is_written_and_sound(string name)
    {
        await work.Expect(ExitCode.Done, "recipe", "new", "--template", name, "-o", $"{name}.yaml");
        var check = await work.Expect(ExitCode.Done, "recipe", "check", $"{name}.yaml", "--json");
        Assert.Equal(RecipeTemplates.Find(name).WaitsFor is not null, check.Json.TryGetProperty("waitsFor", out _));
    }

    [Fact]
    public async Task The_example_recipe_is_carried_out()
    {
        var run = await work.Expect(
            ExitCode.Done,
            "run",
            Path.Combine(Docs, "ABLATION_RECIPES_EXAMPLE.json"),
            "-o",
            "example/",
            "--json"
        );
        Assert.All(run.Json.GetProperty("trials").EnumerateArray(), trial =>
            Assert.False(trial.TryGetProperty("failure", out _))
        );
        Assert.Equal(6, run.Json.GetProperty("trials").GetArrayLength());
    }

    private static string Here([CallerFilePath] string here = "") => Path.GetFullPath(here);
}

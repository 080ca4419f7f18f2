using AethergenAI.Cli.Tests;

[assembly: AssemblyFixture(typeof(FittedOnce))]

namespace AethergenAI.Cli.Tests;

/// <summary>
/// A folder with a part of the bird strikes, the schema inferred from it, and a model fitted to it; made once for all
/// tests, which copy it.
/// </summary>
public sealed class FittedOnce : IAsyncLifetime
{
    private const int TrainRows = 800;
    private const int HoldoutRows = 600;

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("aethergen-cli-fitted-");

    public async ValueTask InitializeAsync()
    {
        string[] lines = await File.ReadAllLinesAsync(
            Path.Combine(AppContext.BaseDirectory, "samples", "birdstrikes.csv")
        );
        await WriteAsync("train.csv", lines[..(TrainRows + 1)]);
        await WriteAsync("holdout.csv", [lines[0], .. lines[(TrainRows + 1)..(TrainRows + HoldoutRows + 1)]]);
        await ExpectAsync("schema", "infer", "sample:birdstrikes.csv", "-o", "s.schema.json");
        await ExpectAsync(
            "fit",
            "--schema",
            "s.schema.json",
            "--seed",
            "train.csv",
            "--generator",
            "independent",
            "-o",
            "model/"
        );
    }

    public ValueTask DisposeAsync()
    {
        folder.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }

    internal void CopyTo(DirectoryInfo target)
    {
        foreach (var file in folder.EnumerateFiles("*", SearchOption.AllDirectories))
        {
            string copy = Path.Combine(target.FullName, Path.GetRelativePath(folder.FullName, file.FullName));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            file.CopyTo(copy);
        }
    }

    private Task WriteAsync(string name, string[] lines) =>
        File.WriteAllLinesAsync(Path.Combine(folder.FullName, name), lines);

    private async Task ExpectAsync(params string[] arguments)
    {
        var ended = await Cli.RunIn(folder.FullName, arguments);
        Assert.True(ended.ExitCode == ExitCode.Done, $"{arguments[0]} ended with {ended.ExitCode}: {ended.Stderr}");
    }
}

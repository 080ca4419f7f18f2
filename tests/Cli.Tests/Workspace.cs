namespace AethergenAI.Cli.Tests;

/// <summary>A folder with a part of the bird strikes, the schema inferred from it, and a model fitted to it.</summary>
public sealed class Workspace : IAsyncLifetime
{
    private const int TrainRows = 800;
    private const int HoldoutRows = 600;

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("aethergen-cli-");

    internal string Folder => folder.FullName;

    internal string this[string name] => Path.Combine(folder.FullName, name);

    public async ValueTask InitializeAsync()
    {
        string[] lines = await File.ReadAllLinesAsync(
            Path.Combine(AppContext.BaseDirectory, "samples", "birdstrikes.csv")
        );
        await File.WriteAllLinesAsync(this["train.csv"], lines[..(TrainRows + 1)]);
        await File.WriteAllLinesAsync(
            this["holdout.csv"],
            [lines[0], .. lines[(TrainRows + 1)..(TrainRows + HoldoutRows + 1)]]
        );
        await Expect(ExitCode.Done, "schema", "infer", "sample:birdstrikes.csv", "-o", "s.schema.json");
        await Expect(
            ExitCode.Done,
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

    /// <summary>Runs a command in this folder.</summary>
    internal Task<Ended> Run(params string[] arguments) => Cli.RunIn(Folder, arguments);

    internal async Task<Ended> Expect(int exitCode, params string[] arguments)
    {
        var ended = await Run(arguments);
        Assert.True(
            ended.ExitCode == exitCode,
            $"{string.Join(' ', arguments)} ended with {ended.ExitCode}, not {exitCode}: {ended.Stderr}"
        );
        return ended;
    }

    internal string Write(string name, string text)
    {
        File.WriteAllText(this[name], text);
        return name;
    }

    /// <summary>Files and folders that a command began and did not finish.</summary>
    internal IEnumerable<string> HalfWritten =>
        Directory.EnumerateFileSystemEntries(Folder, "*.part*", SearchOption.AllDirectories);
}

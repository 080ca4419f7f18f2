namespace AethergenAI.Cli.Tests;

/// <summary>A folder of one test class: a copy of what was <see cref="FittedOnce"/>.</summary>
public sealed class Workspace : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("aethergen-cli-");

    public Workspace(FittedOnce fitted) => fitted.CopyTo(folder);

    internal string Folder => folder.FullName;

    internal string this[string name] => Path.Combine(folder.FullName, name);

    public void Dispose() => folder.Delete(recursive: true);

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

namespace AethergenAI.Cli.Tests;

/// <summary>
/// A folder of each test, a copy of what was <see cref="FittedOnce"/>: no test meets the files or the ledger of
/// another, whatever their order.
/// </summary>
public sealed class Workspace(FittedOnce fitted) : IDisposable
{
    private readonly Dictionary<string, DirectoryInfo> folders = [];

    internal string Folder
    {
        get
        {
            string test = TestContext.Current.Test!.UniqueID;
            if (!folders.TryGetValue(test, out var folder))
            {
                folders[test] = folder = Directory.CreateTempSubdirectory("aethergen-cli-");
                fitted.CopyTo(folder);
            }

            return folder.FullName;
        }
    }

    internal string this[string name] => Path.Combine(Folder, name);

    public void Dispose()
    {
        foreach (var folder in folders.Values)
        {
            folder.Delete(recursive: true);
        }
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

namespace AethergenAI.Formats.Tests;

/// <summary>A folder that is gone after the test.</summary>
public sealed class Folder : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("aethergen-formats-");

    internal string this[string name] => Path.Combine(folder.FullName, name);

    internal string[] Names => [.. folder.EnumerateFileSystemInfos().Select(entry => entry.Name).Order()];

    public void Dispose() => folder.Delete(recursive: true);
}

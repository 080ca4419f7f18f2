using AethergenAI.Artefacts;
using AethergenAI.Formats;

namespace AethergenAI.Cli;

/// <summary>Stores a run's artefacts as files in one folder.</summary>
internal sealed class FolderArtefacts(string folder) : IArtefacts
{
    /// <summary>The folder of the lock files, which are not artefacts.</summary>
    internal const string Locks = ".locks";

    private const string Partial = ".part";

    private readonly string root = OutputPath.Of(folder);

    public Task<bool> HasAsync(string name, CancellationToken ct) => Task.FromResult(File.Exists(PathOf(name)));

    public Task<Stream> OpenAsync(string name, CancellationToken ct)
    {
        string path = PathOf(name);
        return File.Exists(path)
            ? Task.FromResult<Stream>(
                new FileStream(
                    path,
                    FileMode.Open,
                    FileAccess.Read,
                    FileShare.Read,
                    1 << 16,
                    FileOptions.Asynchronous | FileOptions.SequentialScan
                )
            )
            : throw new FileNotFoundException($"There is no artefact '{name}'.", name);
    }

    public Task WriteAsync(string name, Func<Stream, CancellationToken, Task> write, CancellationToken ct) =>
        AtomicFile.WriteAsync(PathOf(name), write, ct);

    public Task<IReadOnlyList<string>> ListAsync(CancellationToken ct) =>
        Task.FromResult<IReadOnlyList<string>>(
            !Directory.Exists(root)
                ? []
                :
                [
                    .. Directory
                        .EnumerateFiles(root, "*", SearchOption.AllDirectories)
                        .Where(path => !path.EndsWith(Partial, StringComparison.Ordinal))
                        .Select(path => Path.GetRelativePath(root, path).Replace(Path.DirectorySeparatorChar, '/'))
                        .Where(name => !name.StartsWith('.'))
                        .Order(StringComparer.Ordinal),
                ]
        );

    /// <exception cref="ArgumentException">The path lies outside the folder.</exception>
    private string PathOf(string name)
    {
        string path = Path.GetFullPath(Path.Combine(root, name));
        return path.StartsWith(root + Path.DirectorySeparatorChar, StringComparison.Ordinal)
            ? path
            : throw new ArgumentException($"'{name}' is not the name of an artefact.", nameof(name));
    }
}

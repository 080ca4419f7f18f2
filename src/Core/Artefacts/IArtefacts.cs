namespace AethergenAI.Artefacts;

/// <summary>
/// Stores the files that a run makes: a folder for the command line, blobs and rows for the worker.
/// A name is a relative path with '/', for example <c>trials/c01-r2/report.json</c>. Writing is atomic:
/// a reader sees a complete file or none. Writing to an existing name replaces the file.
/// </summary>
public interface IArtefacts
{
    Task<bool> HasAsync(string name, CancellationToken ct);

    /// <exception cref="FileNotFoundException">There is no such artefact.</exception>
    Task<Stream> OpenAsync(string name, CancellationToken ct);

    Task WriteAsync(string name, Func<Stream, CancellationToken, Task> write, CancellationToken ct);

    Task<IReadOnlyList<string>> ListAsync(CancellationToken ct);
}

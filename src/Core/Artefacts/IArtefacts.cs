namespace AethergenAI.Artefacts;

/// <summary>
/// Where a run keeps what it made: a folder for the command line, blobs and rows for the worker.
/// A name is a relative path with '/', for example <c>trials/c01-r2/report.json</c>. Writing is all or nothing:
/// a reader sees the whole of an artefact or none of it, and writing the same name again replaces it.
/// </summary>
public interface IArtefacts
{
    Task<bool> HasAsync(string name, CancellationToken ct);

    /// <exception cref="FileNotFoundException">There is no such artefact.</exception>
    Task<Stream> OpenAsync(string name, CancellationToken ct);

    Task WriteAsync(string name, Func<Stream, CancellationToken, Task> write, CancellationToken ct);

    Task<IReadOnlyList<string>> ListAsync(CancellationToken ct);
}

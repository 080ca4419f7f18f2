namespace AethergenAI.Data.Blobs;

/// <summary>
/// A blob as a file on this machine. Do not write, move or delete the file; dispose this when it was read.
/// </summary>
public sealed class LocalBlob : IDisposable
{
    private readonly bool copied;

    /// <param name="path">The file.</param>
    /// <param name="copied">Whether the file is a copy that goes with this object.</param>
    internal LocalBlob(string path, bool copied)
    {
        Path = path;
        this.copied = copied;
    }

    public string Path { get; }

    /// <summary>Hands the bytes over; a copy goes when the stream is closed.</summary>
    internal Stream Read() =>
        new FileStream(
            Path,
            FileMode.Open,
            FileAccess.Read,
            FileShare.Read | FileShare.Delete,
            bufferSize: 128 * 1024,
            FileOptions.Asynchronous | (copied ? FileOptions.DeleteOnClose : FileOptions.None)
        );

    public void Dispose()
    {
        if (copied)
        {
            File.Delete(Path);
        }
    }
}

using AethergenAI.Formats;

namespace AethergenAI.Cli;

/// <summary>Writes a file completely or not at all; an existing file of the same name is replaced.</summary>
internal static class AtomicFile
{
    internal static async Task WriteAsync(
        string path,
        Func<Stream, CancellationToken, Task> write,
        CancellationToken ct
    )
    {
        string full = OutputPath.Of(path);
        string partial = $"{full}.{Guid.NewGuid():N}.part";
        Directory.CreateDirectory(OutputPath.Of(Path.GetDirectoryName(full)!));
        try
        {
            await using (
                var stream = new FileStream(
                    partial,
                    FileMode.CreateNew,
                    FileAccess.Write,
                    FileShare.None,
                    1 << 16,
                    FileOptions.Asynchronous
                )
            )
            {
                await write(stream, ct);
                await stream.FlushAsync(ct);
                stream.Flush(flushToDisk: true);
            }

            ct.ThrowIfCancellationRequested();
            File.Move(partial, full, overwrite: true);
        }
        finally
        {
            File.Delete(partial); // does nothing after a successful move
        }
    }

    internal static Task WriteAsync(string path, ReadOnlyMemory<byte> bytes, CancellationToken ct) =>
        WriteAsync(path, async (stream, stop) => await stream.WriteAsync(bytes, stop), ct);
}

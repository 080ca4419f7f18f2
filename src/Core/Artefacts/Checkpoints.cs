namespace AethergenAI.Artefacts;

/// <summary>
/// Files in one folder of a run's artefacts that survive an interruption of the stage.
/// Synchronous, because fits are synchronous.
/// </summary>
public sealed class Checkpoints(IArtefacts artefacts, string folder, CancellationToken ct)
{
    /// <returns>The file's bytes; null if there is no file with this name.</returns>
    public byte[]? Read(string name) =>
        artefacts.HasAsync(Path(name), ct).GetAwaiter().GetResult()
            ? artefacts.ReadBytesAsync(Path(name), ct).GetAwaiter().GetResult()
            : null;

    /// <summary>Writes the file, or replaces it, as one step. It is durable when the method returns.</summary>
    public void Write(string name, byte[] bytes) =>
        artefacts.WriteBytesAsync(Path(name), bytes, ct).GetAwaiter().GetResult();

    private string Path(string name) => $"{folder}/{name}";
}

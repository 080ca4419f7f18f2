namespace AethergenAI.Artefacts;

/// <summary>
/// Files that survive an interrupted stage, by name, in a folder of the run's artefacts. Synchronous, for fits.
/// </summary>
public sealed class Checkpoints(IArtefacts artefacts, string folder, CancellationToken ct)
{
    /// <returns>Null where there is none of that name.</returns>
    public byte[]? Read(string name) =>
        artefacts.HasAsync(Path(name), ct).GetAwaiter().GetResult()
            ? artefacts.ReadBytesAsync(Path(name), ct).GetAwaiter().GetResult()
            : null;

    /// <summary>Replaces what has that name, whole or not at all; durable when it returns.</summary>
    public void Write(string name, byte[] bytes) =>
        artefacts.WriteBytesAsync(Path(name), bytes, ct).GetAwaiter().GetResult();

    private string Path(string name) => $"{folder}/{name}";
}

using AethergenAI.Artefacts;

namespace AethergenAI.Core.Tests.Artefacts;

/// <summary>Artefacts that end with the process.</summary>
internal sealed class MemoryArtefacts : IArtefacts
{
    private readonly Lock gate = new();

    public SortedDictionary<string, byte[]> Files { get; } = new(StringComparer.Ordinal);

    /// <summary>Called with the name of every artefact that has just been kept.</summary>
    public Action<string>? Kept { get; set; }

    public Task<bool> HasAsync(string name, CancellationToken ct)
    {
        lock (gate)
        {
            return Task.FromResult(Files.ContainsKey(name));
        }
    }

    public Task<Stream> OpenAsync(string name, CancellationToken ct)
    {
        lock (gate)
        {
            return Files.TryGetValue(name, out var bytes)
                ? Task.FromResult<Stream>(new MemoryStream(bytes, writable: false))
                : throw new FileNotFoundException(name);
        }
    }

    public async Task WriteAsync(string name, Func<Stream, CancellationToken, Task> write, CancellationToken ct)
    {
        using var bytes = new MemoryStream();
        await write(bytes, ct);
        lock (gate)
        {
            Files[name] = bytes.ToArray();
        }
        Kept?.Invoke(name);
    }

    public Task<IReadOnlyList<string>> ListAsync(CancellationToken ct) =>
        Task.FromResult<IReadOnlyList<string>>([.. Files.Keys]);
}

using System.Collections.Concurrent;
using System.Text.Json;
using AethergenAI.Artefacts;
using AethergenAI.Privacy.Ledger;

namespace AethergenAI.Generation.Private;

/// <summary>
/// Everything that a fit measured, in the form stored for resuming it:
/// the view of an attacker who sees more than the model.
/// </summary>
internal sealed class Transcript : IArtefacts
{
    private readonly ConcurrentDictionary<string, byte[]> files = new(StringComparer.Ordinal);

    /// <summary>
    /// All measured counts, in the order of their keys, each with the variance that its entry's ρ paid for
    /// (<c>σ² = k²/2ρ</c>), whatever variance the entry names.
    /// </summary>
    internal IReadOnlyList<NoisyCounts> Counts(PrivacyLedger ledger)
    {
        int rows = ledger.Unit?.Rows ?? 1;
        var counts = new List<NoisyCounts>();
        foreach (byte[] file in files.Values)
        {
            var document = JsonElement.Parse(file);
            if (document.ValueKind != JsonValueKind.Object || !document.TryGetProperty("value", out var cells))
            {
                continue;
            }
            if (cells.ValueKind != JsonValueKind.Array)
            {
                continue;
            }
            var entry = ledger.Entries[document.GetProperty("entry").GetInt32() - 1];
            if (entry.Mechanism != "discrete-gaussian")
            {
                continue;
            }
            long[] values = [.. cells.EnumerateArray().Select(cell => cell.GetInt64())];
            counts.Add(
                new NoisyCounts(document.GetProperty("key").GetString()!, rows * rows / (2 * entry.Rho), values)
            );
        }

        return [.. counts.OrderBy(measured => measured.Key, StringComparer.Ordinal)];
    }

    public Task<bool> HasAsync(string name, CancellationToken ct) => Task.FromResult(files.ContainsKey(name));

    public Task<Stream> OpenAsync(string name, CancellationToken ct) =>
        Task.FromResult<Stream>(new MemoryStream(files[name], writable: false));

    public async Task WriteAsync(string name, Func<Stream, CancellationToken, Task> write, CancellationToken ct)
    {
        using var bytes = new MemoryStream();
        await write(bytes, ct);
        files[name] = bytes.ToArray();
    }

    public Task<IReadOnlyList<string>> ListAsync(CancellationToken ct) =>
        Task.FromResult<IReadOnlyList<string>>([.. files.Keys]);
}

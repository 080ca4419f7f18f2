using System.Collections.Concurrent;
using System.Globalization;
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

    /// <summary>The sum of the last cells of all measured counts, each divided by its variance.</summary>
    internal double LastCells(PrivacyLedger ledger)
    {
        double sum = 0;
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
            if (!entry.Parameters.TryGetValue("variance", out string? variance))
            {
                continue;
            }
            sum += cells[cells.GetArrayLength() - 1].GetDouble() / Value(variance);
        }

        return sum;
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

    private static double Value(string fraction)
    {
        string[] parts = fraction.Split('/');
        return double.Parse(parts[0], CultureInfo.InvariantCulture)
            / double.Parse(parts[1], CultureInfo.InvariantCulture);
    }
}

using System.Text.Json;
using AethergenAI.Artefacts;
using AethergenAI.Runs;

namespace AethergenAI.Pipeline;

/// <summary>A trial's folder in the run's artefacts: <c>trials/c01-r2/</c>.</summary>
internal sealed class TrialFolder(IArtefacts artefacts, string trial)
{
    private const string RecordFile = "trial.json";

    internal Task<Stream> OpenAsync(string file, CancellationToken ct) => artefacts.OpenAsync(Name(file), ct);

    internal Task<byte[]> ReadBytesAsync(string file, CancellationToken ct) => artefacts.ReadBytesAsync(Name(file), ct);

    internal Task WriteBytesAsync(string file, byte[] bytes, CancellationToken ct) =>
        artefacts.WriteBytesAsync(Name(file), bytes, ct);

    internal Task WriteFileAsync(string file, Action<Stream> write, CancellationToken ct) =>
        artefacts.WriteAsync(Name(file), (stream, _) => Task.Run(() => write(stream), ct), ct);

    internal Checkpoints Kept(string file, CancellationToken ct) => new(artefacts, Name(file), ct);

    internal Task WriteAsync(TrialRecord record, CancellationToken ct) =>
        artefacts.WriteDocumentAsync(Name(RecordFile), record, ct);

    /// <summary>
    /// The record of an earlier attempt at the same trial; <paramref name="fresh"/> if there is none.
    /// </summary>
    internal async Task<TrialRecord> ResumeAsync(TrialRecord fresh, CancellationToken ct)
    {
        if (await ReadAsync(ct) is not { } record)
        {
            return fresh;
        }

        // A refusal by another version of the program may not hold for this one,
        // and a trial that was not started may be started now.
        bool holds =
            record.IsSameTrial(fresh)
            && (
                record.Failure is null
                || (record.Software == fresh.Software && record.Failure.Code != RunRefusals.LimitReached)
            );
        return holds ? record : fresh;
    }

    /// <returns>Null if there is no record or it cannot be read.</returns>
    internal async Task<TrialRecord?> ReadAsync(CancellationToken ct)
    {
        if (!await artefacts.HasAsync(Name(RecordFile), ct))
        {
            return null;
        }

        try
        {
            return await artefacts.ReadDocumentAsync<TrialRecord>(Name(RecordFile), ct);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Copies a file from elsewhere.</summary>
    /// <returns>Whether the file has the expected hash.</returns>
    internal async Task<bool> CopyAsync(
        string file,
        string sha256,
        Func<CancellationToken, Task<Stream>> open,
        CancellationToken ct
    )
    {
        await artefacts.WriteAsync(
            Name(file),
            async (target, stop) =>
            {
                await using var source = await open(stop);
                await source.CopyToAsync(target, stop);
            },
            ct
        );
        return await artefacts.HashAsync(Name(file), ct) == sha256;
    }

    /// <summary>Whether these files exist with the record's hashes.</summary>
    internal async Task<bool> HoldsAsync(TrialRecord record, IEnumerable<string> files, CancellationToken ct)
    {
        foreach (string file in files)
        {
            bool there = record.Files.ContainsKey(file) && await artefacts.HasAsync(Name(file), ct);
            if (!there || await artefacts.HashAsync(Name(file), ct) != record.Files[file])
            {
                return false;
            }
        }

        return true;
    }

    /// <returns>The known hashes, and those of the new files.</returns>
    internal async Task<IReadOnlyDictionary<string, string>> HashAsync(
        IReadOnlyDictionary<string, string> known,
        IEnumerable<string> made,
        CancellationToken ct
    )
    {
        var hashes = new SortedDictionary<string, string>(known.ToDictionary(), StringComparer.Ordinal);
        foreach (string file in made)
        {
            hashes[file] = await artefacts.HashAsync(Name(file), ct);
        }
        return hashes;
    }

    private string Name(string file) => $"trials/{trial}/{file}";
}

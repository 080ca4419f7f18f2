using System.Text.Json;
using AethergenAI.Cli.Datasets;
using AethergenAI.Privacy.Ledger;

namespace AethergenAI.Cli;

/// <summary>
/// A privacy ledger in a file. To add an entry, a process locks the file, reads it again and replaces it, so that two
/// processes cannot spend the same budget.
/// </summary>
/// <param name="path">The real path: a link is never replaced by a file.</param>
/// <param name="dataset">The id of the data set that the ledger belongs to; null: the ledger's own.</param>
internal sealed class LedgerFile(string path, string? dataset = null) : ILedger
{
    internal const string Name = "ledger.json";

    private readonly Lazy<byte[]> key = new(UserData.Key);

    /// <exception cref="RefusedException">The file is not a ledger, or that of another data set.</exception>
    public PrivacyLedger Read()
    {
        if (!File.Exists(path))
        {
            return new PrivacyLedger { Dataset = dataset };
        }
        // What is remembered first: another process may add an entry in between, and remembers it after it is stored.
        var seen = LedgerMemory.Of(Parsed(), key.Value);
        var ledger = Parsed();
        string? fault = ledger.Fault(TimeProvider.System.GetUtcNow());
        if (fault is null && dataset is not null && ledger.Dataset is { } other && other != dataset)
        {
            fault = "it belongs to another data set";
        }
        if (fault is null && LedgerSeal.IsBroken(ledger, key.Value))
        {
            fault = "it was changed by something other than this program";
        }
        fault ??= LedgerMemory.Fault(ledger, seen, key.Value);
        return fault is null ? ledger : throw DatasetRefusals.NotALedger(path, fault);
    }

    public LedgerEntry Append(LedgerCharge charge) =>
        Change(ledger => ledger.Append(charge, TimeProvider.System.GetUtcNow())).Entries[^1];

    /// <summary>Replaces the ledger, as one step that no other process can interrupt.</summary>
    /// <exception cref="RefusedException">The change is refused, or the file cannot be written: the ledger is
    /// unchanged. Or what is remembered of it cannot: then the ledger has the change, and nothing is drawn for it.
    /// </exception>
    internal PrivacyLedger Change(Func<PrivacyLedger, PrivacyLedger> change)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            using var locked = UserData.Lock(
                Path.Combine(Path.GetDirectoryName(path)!, $".{Path.GetFileName(path)}.lock")
            );
            var before = Read();
            var after = change(before with { Dataset = before.Dataset ?? dataset ?? Guid.NewGuid().ToString("N") });
            AtomicFile
                .WriteAsync(path, Output.Bytes(LedgerSeal.Sealed(after, key.Value)), CancellationToken.None)
                .GetAwaiter()
                .GetResult();
            LedgerMemory.Remember(after, key.Value);
            return after;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw DatasetRefusals.NotWritable(path, problem.Message.TrimEnd('.', ' ') + ".");
        }
    }

    private PrivacyLedger Parsed()
    {
        try
        {
            return JsonSerializer.Deserialize<PrivacyLedger>(File.ReadAllBytes(path), Json.Options)
                ?? throw DatasetRefusals.NotALedger(path, "it is empty");
        }
        catch (JsonException problem)
        {
            throw DatasetRefusals.NotALedger(
                path,
                $"it ends early, or is no JSON document of a ledger{(problem.Path is { } place ? $" ({place})" : "")}"
            );
        }
    }
}

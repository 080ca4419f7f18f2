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

    /// <exception cref="RefusedException">The file is not a ledger, or that of another data set, or what is seen of
    /// it cannot be remembered.</exception>
    public PrivacyLedger Read() => Seen().Ledger;

    /// <summary>The ledger, with its entries that another user has sealed.</summary>
    /// <exception cref="RefusedException">As for <see cref="Read"/>.</exception>
    internal SeenLedger Seen()
    {
        if (!File.Exists(path))
        {
            return new(new PrivacyLedger { Dataset = dataset }, [], null);
        }
        // What is remembered first: another process may add an entry in between, and remembers it after it is stored.
        var seen = LedgerMemory.Of(Parsed(), key.Value);
        var ledger = Parsed();
        var fault = ledger.Fault(TimeProvider.System.GetUtcNow());
        if (fault is null && dataset is not null && ledger.Dataset != dataset)
        {
            fault = new("it belongs to another data set");
        }
        if (fault is null && LedgerSeal.IsBroken(ledger, key.Value))
        {
            fault = new("it was changed by something other than this program");
        }
        fault ??= LedgerMemory.Fault(ledger, seen, key.Value) is { } missing ? new(missing) : null;
        if (fault is not null)
        {
            throw DatasetRefusals.NotALedger(path, fault);
        }
        try
        {
            LedgerMemory.Remember(ledger, own: false, key.Value);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw DatasetRefusals.NotRemembered(path, problem.Message.TrimEnd('.', ' ') + ".");
        }
        return new(
            ledger,
            LedgerMemory.OfOthers(ledger, seen, key.Value),
            LedgerMemory.Waiting(ledger, seen, key.Value)
        );
    }

    public LedgerEntry Append(LedgerCharge charge) =>
        Change(ledger => ledger.Append(charge, TimeProvider.System.GetUtcNow())).Entries[^1];

    /// <summary>Replaces the ledger, as one step that no other process can interrupt.</summary>
    /// <exception cref="RefusedException">The change is refused, or the file cannot be written: the ledger is
    /// unchanged. Or what is remembered of it cannot: then the ledger has the change, and nothing is drawn for it.
    /// </exception>
    internal PrivacyLedger Change(Func<PrivacyLedger, PrivacyLedger> change) => Change((ledger, _) => change(ledger));

    /// <param name="change">Gets the ledger, and what waits for this user's word.</param>
    /// <inheritdoc cref="Change(Func{PrivacyLedger, PrivacyLedger})"/>
    internal PrivacyLedger Change(Func<PrivacyLedger, WaitingChanges?, PrivacyLedger> change)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            string turns = Path.Combine(Path.GetDirectoryName(path)!, $".{Path.GetFileName(path)}.lock");
            using var locked = UserData.Lock(turns, shared: true);
            var (before, others, waiting) = Seen();
            var named = Named(
                others,
                before with
                {
                    Dataset = before.Dataset ?? dataset ?? Guid.NewGuid().ToString("N"),
                }
            );
            var after = change(named, waiting);
            var added = after.Entries.Skip(named.Entries.Count).ToList();
            bool waits = waiting is not null && !Budgets.Answered(added, waiting);
            if (waits && added.Exists(entry => entry.Within is null && !entry.IsFree))
            {
                throw DatasetRefusals.BudgetRaised(path, waiting!, before.Limit!);
            }
            AtomicFile
                .WriteAsync(path, Output.Bytes(LedgerSeal.Sealed(after, key.Value)), CancellationToken.None)
                .GetAwaiter()
                .GetResult();
            LedgerMemory.Remember(
                after,
                own: true,
                key.Value,
                accepted: waits ? waiting!.Accepted : after.Entries.Count
            );
            return after;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw DatasetRefusals.NotWritable(path, problem.Message.TrimEnd('.', ' ') + ".");
        }
    }

    /// <summary>Names what another user has added by an entry, since this user's seal vouches for all of it then.
    /// </summary>
    private static PrivacyLedger Named(IReadOnlyList<LedgerEntry> others, PrivacyLedger ledger) =>
        others is []
            ? ledger
            : ledger.Append(
                new(
                    null,
                    "ledger",
                    $"{Numbers(others)} added by another user of this file",
                    LedgerCharge.Declaration,
                    new Dictionary<string, string>(),
                    0
                ),
                TimeProvider.System.GetUtcNow()
            );

    /// <summary>Entries of a ledger's end, as the beginning of a sentence.</summary>
    internal static string Numbers(IReadOnlyList<LedgerEntry> entries) =>
        entries is [var only]
            ? $"entry {only.Number} was"
            : $"entries {entries[0].Number} to {entries[^1].Number} were";

    private PrivacyLedger Parsed()
    {
        try
        {
            return JsonSerializer.Deserialize<PrivacyLedger>(File.ReadAllBytes(path), Json.Options)
                ?? throw DatasetRefusals.NotALedger(path, new("it is empty"));
        }
        catch (JsonException problem)
        {
            throw DatasetRefusals.NotALedger(
                path,
                new($"it ends early, or is no JSON document of a ledger{At(problem.Path)}")
            );
        }
    }

    private static string At(string? place) => place is null ? "" : $" ({place})";
}

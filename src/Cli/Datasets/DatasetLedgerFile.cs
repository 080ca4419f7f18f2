using AethergenAI.Privacy.Ledger;

namespace AethergenAI.Cli.Datasets;

/// <summary>
/// The ledger of a seed's data set, which also counts for the other seeds of the same recipe. What the user declares,
/// the budget and the record of the files are stored together with the first entry, so that a command that is refused
/// changes nothing; a command that makes no entry stores them when it ends.
/// </summary>
/// <param name="seeds">The seed that tells the data set, then the others.</param>
/// <param name="by">The command, for the entries that it makes.</param>
internal sealed class DatasetLedgerFile(
    IReadOnlyList<FingerprintedFile> seeds,
    DatasetChoice choice,
    AskedBudget? budget,
    string by
) : ILedger
{
    private readonly Lock gate = new();
    private DatasetPlace place = DatasetSearch.For(seeds, choice);
    private bool opened;

    /// <summary>The name of the data set.</summary>
    internal string Dataset => place.Name;

    internal string Path => place.Ledger;

    /// <summary>The ledger as the first entry will find it.</summary>
    /// <exception cref="RefusedException">It is not a ledger, or the budget is refused.</exception>
    public PrivacyLedger Read()
    {
        lock (gate)
        {
            var seen = File(place).Seen();
            return opened ? seen.Ledger : Opened(seen.Ledger, seen.Waiting);
        }
    }

    /// <exception cref="RefusedException">Another user has raised the budget or changed the unit, and this one says
    /// nothing about it.
    /// </exception>
    internal void RequireAccepted()
    {
        var seen = File(place).Seen();
        if (budget is null && seen.Waiting is { } waiting && (waiting.Budget is not null || choice.Unit is null))
        {
            throw DatasetRefusals.BudgetRaised(Path, waiting, seen.Ledger.Limit!);
        }
    }

    /// <summary>What another user has added to the ledger since this one last wrote it, in words; null: nothing.
    /// </summary>
    internal string? OfOthers()
    {
        var others = File(place).Seen().OfOthers;
        return others is []
            ? null
            : $"In the ledger of data set '{Dataset}' {LedgerFile.Numbers(others)} added by another user. "
                + "That counts against its budget, and the next entry of yours records it.";
    }

    public LedgerEntry Append(LedgerCharge charge)
    {
        lock (gate)
        {
            return opened
                ? File(place).Append(charge)
                : Open(ledger => ledger.Append(charge, TimeProvider.System.GetUtcNow())).Entries[^1];
        }
    }

    /// <summary>Stores the budget and what the user declared, if the command that now ends has made no entry.</summary>
    internal void Settle()
    {
        lock (gate)
        {
            if (!opened && (budget is not null || choice.Unit is not null || place.Declarations is not []))
            {
                Open(ledger => ledger);
            }
        }
    }

    private PrivacyLedger Open(Func<PrivacyLedger, PrivacyLedger> first)
    {
        using var records = UserData.Lock();
        place = DatasetSearch.For(seeds, choice); // another process may have made the data set known since
        var after = File(place).Change((ledger, waiting) => first(Opened(ledger, waiting)));
        opened = true;
        var known = place.Known
            ?? new KnownDataset(place.Name, after.Dataset!, place.Ledger, []) { DeclaredNew = choice.New };
        var added = seeds
            .Where(seed => !known.Has(seed.Content))
            .Select(seed => seed.Known)
            .DistinctBy(file => file.Content)
            .ToList();
        if (added.Count > 0)
        {
            (known with { Files = [.. known.Files, .. added] }).Save();
        }
        foreach (var (other, declaration) in place.Others)
        {
            new LedgerFile(other.Ledger, other.Id).Append(Declared(declaration));
        }
        return after;
    }

    private PrivacyLedger Opened(PrivacyLedger ledger, WaitingChanges? waiting)
    {
        var now = TimeProvider.System.GetUtcNow();
        ledger = place.Declarations.Aggregate(ledger, (said, declaration) => said.Append(Declared(declaration), now));
        ledger = choice.Unit is { } unit ? ledger.CountBy(unit, by, choice.Reason, now) : ledger;
        return budget is null ? ledger : Budgets.Set(ledger, budget, waiting, by);
    }

    private LedgerCharge Declared(string declaration) =>
        new(null, by, declaration, LedgerCharge.Declaration, new Dictionary<string, string>(), 0);

    private static LedgerFile File(DatasetPlace place) => new(place.Ledger, place.Known?.Id);
}

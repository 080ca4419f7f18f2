using AethergenAI.Privacy.Ledger;

namespace AethergenAI.Cli.Datasets;

/// <summary>A budget as the user asks for it.</summary>
/// <param name="Delta">Null: that of the ledger's budget, else the fit's.</param>
internal sealed record AskedBudget(double Epsilon, double? Delta, double FitDelta, string? Reason)
{
    internal PrivacyLimit For(PrivacyLedger ledger) => new(Epsilon, Delta ?? ledger.Limit?.Delta ?? FitDelta);
}

/// <summary>
/// The ledger of a seed's data set, which also counts for the other seeds of the same recipe. What the user declares,
/// the budget and the record of the files are stored together with the first entry, so that a command that is refused
/// changes nothing.
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
            var ledger = File(place).Read();
            return opened ? ledger : Opened(ledger);
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
            return opened ? File(place).Append(charge) : Open(charge);
        }
    }

    private LedgerEntry Open(LedgerCharge charge)
    {
        using var records = UserData.Lock();
        place = DatasetSearch.For(seeds, choice); // another process may have made the data set known since
        var after = File(place).Change(ledger => Opened(ledger).Append(charge, TimeProvider.System.GetUtcNow()));
        opened = true;
        var known = place.Known ?? new KnownDataset(place.Name, after.Dataset!, place.Ledger, []);
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
        return after.Entries[^1];
    }

    private PrivacyLedger Opened(PrivacyLedger ledger)
    {
        var now = TimeProvider.System.GetUtcNow();
        ledger = place.Declarations.Aggregate(ledger, (said, declaration) => said.Append(Declared(declaration), now));
        if (budget is null)
        {
            return ledger;
        }
        ledger.RequireReason(budget.For(ledger), budget.Reason);
        return ledger.SetLimit(budget.For(ledger), by, budget.Reason, now);
    }

    private LedgerCharge Declared(string declaration) =>
        new(null, by, declaration, LedgerCharge.Declaration, new Dictionary<string, string>(), 0);

    private static LedgerFile File(DatasetPlace place) => new(place.Ledger, place.Known?.Id);
}

namespace AethergenAI.Privacy.Ledger;

/// <summary>What a ledger has spent by another unit of privacy than it counts by.</summary>
/// <param name="Entries">How many entries have a cost.</param>
/// <param name="Rho">Their sum, rounded up.</param>
/// <param name="Delta">The sum of what they add to δ, rounded up.</param>
public sealed record SpentByOtherUnit(PrivacyUnit Unit, int Entries, double Rho, double Delta);

/// <summary>
/// Which entries of a ledger add up. A cost per row bounds nothing per person: a person may have any number of rows,
/// and a cost per person says nothing of a person who loses one row of several. So the two are never added. A ledger
/// may change its unit, by an entry: what was spent by other units stays in it and is named; and it counts again when
/// the ledger comes back to a unit of the same entity, so that going to and fro forgets nothing. Costs by the same
/// entity add up whatever its most rows: each bounds all rows of that entity that the fit has seen.
/// </summary>
internal static class LedgerUnits
{
    /// <summary>The entries whose costs add up by the ledger's unit.</summary>
    internal static IEnumerable<LedgerEntry> Counted(PrivacyLedger ledger) =>
        WithUnits(ledger).Where(pair => IsCounted(ledger, pair.Unit)).Select(pair => pair.Entry);

    /// <summary>What was spent by each other unit, in the order of its first entry.</summary>
    internal static IEnumerable<SpentByOtherUnit> NotCovered(PrivacyLedger ledger) =>
        WithUnits(ledger)
            .Where(pair => pair.Entry is { Within: null, IsFree: false } && !IsCounted(ledger, pair.Unit))
            .GroupBy(pair => pair.Unit!, pair => pair.Entry.Cost)
            .Select(group =>
            {
                var total = PrivacyTotal.Of(group);
                return new SpentByOtherUnit(group.Key, group.Count(), total.Rho.RoundUp(), total.Delta.RoundUp());
            });

    /// <summary>Why the entries do not lead to the ledger's unit, as a clause; null if they do.</summary>
    internal static string? Fault(PrivacyLedger ledger)
    {
        PrivacyUnit? unit = null;
        foreach (var entry in ledger.Entries.Where(entry => entry.Mechanism == LedgerCharge.UnitChange))
        {
            if (entry.Units is not var (from, to) || (unit is not null && unit != from))
            {
                return $"entry {entry.Number} does not change the unit of privacy that the entries before it have";
            }
            unit = to;
        }
        return unit is null || unit == ledger.Unit ? null : "its unit of privacy is not the one that its entries set";
    }

    /// <summary>The unit after the first entries.</summary>
    internal static PrivacyUnit? After(PrivacyLedger ledger, int count) =>
        ledger.Entries.Take(count).LastOrDefault(entry => entry.Units is not null)?.Units?.To ?? First(ledger);

    private static bool IsCounted(PrivacyLedger ledger, PrivacyUnit? unit) => unit?.Entity == ledger.Unit?.Entity;

    /// <summary>The unit before any entry changed it.</summary>
    private static PrivacyUnit? First(PrivacyLedger ledger) =>
        ledger.Entries.Select(entry => entry.Units).FirstOrDefault(change => change is not null)?.From ?? ledger.Unit;

    /// <summary>Each entry with the unit that held when it was made.</summary>
    private static IEnumerable<(LedgerEntry Entry, PrivacyUnit? Unit)> WithUnits(PrivacyLedger ledger)
    {
        var unit = First(ledger);
        foreach (var entry in ledger.Entries)
        {
            unit = entry.Units?.To ?? unit;
            yield return (entry, unit);
        }
    }
}

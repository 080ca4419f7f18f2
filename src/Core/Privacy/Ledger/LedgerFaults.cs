using System.Globalization;

namespace AethergenAI.Privacy.Ledger;

/// <summary>Why a ledger cannot be used.</summary>
/// <param name="What">What is wrong, as a clause.</param>
/// <param name="Remedy">What to do, in sentences, where the ledger is whole and no entry needs to be put back; else
/// null.</param>
public sealed record LedgerFault(string What, string? Remedy = null);

/// <summary>What cannot be in a ledger that only this program has written.</summary>
internal static class LedgerFaults
{
    /// <summary>How far the clocks of two machines that share a ledger may differ.</summary>
    private static readonly TimeSpan ClockDifference = TimeSpan.FromMinutes(5);

    /// <returns>The first fault; null if there is none.</returns>
    internal static LedgerFault? Of(PrivacyLedger ledger, DateTimeOffset now)
    {
        if (ledger.Version != PrivacyLedger.Format)
        {
            return new(
                $"its version is {ledger.Version}, and this program reads version {PrivacyLedger.Format}",
                "Leave it as it is, and use the version of this program that has written it."
            );
        }
        if (ledger.Entries.FirstOrDefault(entry => entry?.At > now + ClockDifference) is { } early)
        {
            return new(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"entry {early.Number} is of the future ({early.At.UtcDateTime:yyyy-MM-dd HH:mm} UTC), "
                        + $"or this machine's clock is wrong ({now.UtcDateTime:yyyy-MM-dd HH:mm} UTC)"
                ),
                "Set this machine's clock right. If another machine's was wrong, wait until then. Leave the ledger "
                    + "as it is."
            );
        }
        return Entry(ledger) is { } fault ? new(fault) : null;
    }

    private static string? Entry(PrivacyLedger ledger)
    {
        if (ledger.Limit?.IsSound == false)
        {
            return "its budget needs an ε above 0 and at most 1,000,000, and a δ between 0 and 1";
        }
        if (ledger.Unit is { Rows: < 1 })
        {
            return "its unit of privacy has no rows";
        }
        var paid = new Dictionary<int, ExactSum>();
        for (int at = 0; at < ledger.Entries.Count; at++)
        {
            if ((OfEntry(ledger.Entries[at], at) ?? OfPart(ledger, ledger.Entries[at], paid)) is { } fault)
            {
                return fault;
            }
        }

        if (
            ledger.Entries.LastOrDefault(entry => entry.Mechanism == LedgerCharge.Budget) is { } set
            && !Sets(set, ledger)
        )
        {
            return $"its budget is not the one that entry {set.Number} sets";
        }
        if (LedgerUnits.Fault(ledger) is { } unit)
        {
            return unit;
        }
        return ledger.IsWithinLimit ? null : "more is spent than its budget allows";
    }

    private static string? OfEntry(LedgerEntry? entry, int at)
    {
        if (entry is null)
        {
            return $"entry {at + 1} is empty";
        }
        if (entry.Number != at + 1)
        {
            return $"entry {at + 1} has the number {entry.Number}: entries are missing, doubled or out of order";
        }
        if (!IsCost(entry.Rho) || !IsCost(entry.Delta))
        {
            return $"the cost of entry {entry.Number} is not a number from 0 on";
        }
        if (entry.IsFree && (entry.Rho > 0 || entry.Delta > 0))
        {
            return $"entry {entry.Number} has a cost, and its kind ('{entry.Mechanism}') has none";
        }
        return null;
    }

    /// <param name="paid">What each reservation has paid for so far.</param>
    private static string? OfPart(PrivacyLedger ledger, LedgerEntry entry, Dictionary<int, ExactSum> paid)
    {
        if (entry.Within is not { } within)
        {
            return null;
        }
        if (within < 1 || within >= entry.Number || ledger.Entries[within - 1].Mechanism != LedgerCharge.Reservation)
        {
            return $"entry {entry.Number} is paid from entry {within}, which is no reservation before it";
        }
        paid[within] = paid.GetValueOrDefault(within) + ExactSum.Of(entry.Rho);
        return PrivacyLedger.Holds(ledger.Entries[within - 1].Rho, paid[within])
            ? null
            : $"the entries paid from reservation {within} cost more than it sets aside";
    }

    private static bool Sets(LedgerEntry entry, PrivacyLedger ledger) =>
        ledger.Limit is { } limit
        && LedgerCharge.Terms(limit).All(term => entry.Parameters.GetValueOrDefault(term.Key) == term.Value);

    private static bool IsCost(double cost) => cost >= 0 && double.IsFinite(cost);
}

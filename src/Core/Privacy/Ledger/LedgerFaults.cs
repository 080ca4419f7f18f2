using System.Globalization;

namespace AethergenAI.Privacy.Ledger;

/// <summary>What cannot be in a ledger that only this program has written.</summary>
internal static class LedgerFaults
{
    /// <summary>How far the clocks of two machines that share a ledger may differ.</summary>
    private static readonly TimeSpan ClockDifference = TimeSpan.FromMinutes(5);

    /// <returns>The first fault, as a clause; null if there is none.</returns>
    internal static string? Of(PrivacyLedger ledger, DateTimeOffset now)
    {
        if (ledger.Version != PrivacyLedger.Format)
        {
            return $"its version is {ledger.Version}, and this program reads version {PrivacyLedger.Format}";
        }
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
            if ((OfEntry(ledger.Entries[at], at, now) ?? OfPart(ledger, ledger.Entries[at], paid)) is { } fault)
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
        return ledger.IsWithinLimit ? null : "more is spent than its budget allows";
    }

    private static string? OfEntry(LedgerEntry? entry, int at, DateTimeOffset now)
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
        if (entry.At > now + ClockDifference)
        {
            return string.Create(
                CultureInfo.InvariantCulture,
                $"entry {entry.Number} is of the future ({entry.At.UtcDateTime:yyyy-MM-dd HH:mm} UTC), "
                    + $"or this machine's clock is wrong ({now.UtcDateTime:yyyy-MM-dd HH:mm} UTC)"
            );
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

using System.Globalization;
using AethergenAI.Privacy.Ledger;

namespace AethergenAI.Cli.Datasets;

/// <summary>A budget as the user asks for it.</summary>
/// <param name="Delta">Null: that of the ledger's budget, else the fit's.</param>
internal sealed record AskedBudget(double Epsilon, double? Delta, double FitDelta, string? Reason)
{
    internal PrivacyLimit For(PrivacyLedger ledger) => new(Epsilon, Delta ?? ledger.Limit?.Delta ?? FitDelta);
}

/// <summary>How budgets are set by several users of one ledger.</summary>
internal static class Budgets
{
    private const string Accepts = "accepts";

    /// <summary>Sets the budget that the user asks for, or accepts it if another user has already set it.</summary>
    /// <param name="raised">A budget that waits for the user's word.</param>
    /// <exception cref="RefusedException">It is more than the user has set or accepted so far, and no reason is given;
    /// or less than is spent.</exception>
    internal static PrivacyLedger Set(PrivacyLedger ledger, AskedBudget asked, RaisedBudget? raised, string by)
    {
        var (limit, now) = (asked.For(ledger), TimeProvider.System.GetUtcNow());
        (raised is null ? ledger : ledger with { Limit = raised.Known }).RequireReason(limit, asked.Reason);
        var set = limit == ledger.Limit ? ledger : ledger.SetLimit(limit, by, asked.Reason, now);
        if (raised is null || (set != ledger && !raised.IsOfUnit))
        {
            return set;
        }
        if (raised.IsOfUnit && string.IsNullOrWhiteSpace(asked.Reason))
        {
            throw DatasetRefusals.NoReasonToAccept(raised);
        }
        string what = raised.IsOfUnit ? $"unit {ledger.Unit?.Words}" : $"budget of {limit.Words}";
        var parameters = new Dictionary<string, string>
        {
            [Accepts] = raised.Entry.Number.ToString(CultureInfo.InvariantCulture),
        };
        string purpose = $"{what}, which another user set by entry {raised.Entry.Number}, accepted: {asked.Reason}";
        return set.Append(new(null, by, purpose, LedgerCharge.Declaration, parameters, 0), now);
    }

    /// <summary>Whether an entry of this user's answers what another has changed.</summary>
    internal static bool Answers(LedgerEntry entry, RaisedBudget raised) =>
        entry.Parameters.ContainsKey(Accepts)
        || (raised.IsOfUnit ? entry.Mechanism == LedgerCharge.UnitChange : entry.Limit is not null);

    /// <summary>What a raised budget waits for, in words.</summary>
    /// <param name="limit">The ledger's budget.</param>
    internal static string Wait(RaisedBudget raised, PrivacyLimit limit) =>
        $"Entry {raised.Entry.Number}, which another user of this file added, "
        + (
            raised.Entry.Units is var (from, to)
                ? $"counts privacy {to.Words} and no longer {from.Words}, so that what was spent before does not use "
                    + "up the budget. Your private fits wait until you accept that: give "
                    + $"--budget {Text(limit)} and --reason with the next one; to go back, a schema that counts "
                    + $"{from.Words}, --new-unit and --reason. "
                : $"raises the budget from {raised.Known.Words}, which you set or accepted, to {limit.Words}. Your "
                    + "private fits wait until you say which holds: to accept it, give "
                    + $"--budget {Text(limit)} and --reason with the next one; to keep yours, "
                    + $"--budget {Text(raised.Known)}. What is spent counts in any case. "
        )
        + "Both users go on with the same file.";

    private static string Text(PrivacyLimit limit) =>
        string.Create(CultureInfo.InvariantCulture, $"{limit.Epsilon:R}@{limit.Delta:R}");
}

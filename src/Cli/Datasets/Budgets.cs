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
        if (raised is null || limit != ledger.Limit)
        {
            return ledger.SetLimit(limit, by, asked.Reason, now);
        }
        string purpose = $"budget of {limit.Words}, which another user set by entry {raised.Entry.Number}, accepted";
        var parameters = new Dictionary<string, string>
        {
            [Accepts] = raised.Entry.Number.ToString(CultureInfo.InvariantCulture),
        };
        return ledger.Append(new(null, by, $"{purpose}: {asked.Reason}", LedgerCharge.Declaration, parameters, 0), now);
    }

    /// <summary>Whether an entry of this user's says which budget holds.</summary>
    internal static bool Answers(LedgerEntry entry) => entry.Limit is not null || entry.Parameters.ContainsKey(Accepts);

    /// <summary>What a raised budget waits for, in words.</summary>
    /// <param name="limit">The ledger's budget.</param>
    internal static string Wait(RaisedBudget raised, PrivacyLimit limit) =>
        $"Entry {raised.Entry.Number}, which another user of this file added, raises the budget from "
        + $"{raised.Known.Words}, which you set or accepted, to {limit.Words}. Your private fits wait until you say "
        + $"which holds: to accept it, give --budget {Text(limit)} and --reason with the next one; to keep yours, "
        + $"--budget {Text(raised.Known)}. What is spent counts in any case, and both users go on with the same file.";

    private static string Text(PrivacyLimit limit) =>
        string.Create(CultureInfo.InvariantCulture, $"{limit.Epsilon:R}@{limit.Delta:R}");
}

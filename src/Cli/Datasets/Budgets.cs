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

    /// <summary>Sets the budget that the user asks for, and accepts what another user has already set so.</summary>
    /// <param name="waiting">What waits for the user's word.</param>
    /// <exception cref="RefusedException">It is more than the user has set or accepted so far, or a unit waits, and no
    /// reason is given; or it is less than is spent.</exception>
    internal static PrivacyLedger Set(PrivacyLedger ledger, AskedBudget asked, WaitingChanges? waiting, string by)
    {
        var (limit, now) = (asked.For(ledger), TimeProvider.System.GetUtcNow());
        (waiting is null ? ledger : ledger with { Limit = waiting.Known }).RequireReason(limit, asked.Reason);
        var set = ledger.SetLimit(limit, by, asked.Reason, now);
        if (waiting?.Budget is { } raise && limit == ledger.Limit)
        {
            set = Accepted(set, raise, $"budget of {limit.Words}");
        }
        if (waiting?.Unit is { Units: var (_, unit) } change && unit == ledger.Unit) // else the user has changed it
        {
            if (string.IsNullOrWhiteSpace(asked.Reason))
            {
                throw DatasetRefusals.NoReasonToAccept(change);
            }
            set = Accepted(set, change, $"unit {unit.Words}");
        }
        return set;

        PrivacyLedger Accepted(PrivacyLedger before, LedgerEntry theirs, string what) =>
            before.Append(
                new(
                    null,
                    by,
                    $"{what}, which another user set by entry {theirs.Number}, accepted: {asked.Reason}",
                    LedgerCharge.Declaration,
                    new Dictionary<string, string> { [Accepts] = Number(theirs) },
                    0
                ),
                now
            );
    }

    /// <summary>Whether entries of this user's answer all that another has changed.</summary>
    internal static bool Answered(IReadOnlyList<LedgerEntry> added, WaitingChanges waiting)
    {
        return Answers(waiting.Budget) && Answers(waiting.Unit);

        bool Answers(LedgerEntry? theirs) =>
            theirs is null
            || added.Any(entry =>
                entry.Mechanism == theirs.Mechanism || entry.Parameters.GetValueOrDefault(Accepts) == Number(theirs)
            );
    }

    /// <summary>What waits for the user's word, and how to give it.</summary>
    /// <param name="limit">The ledger's budget.</param>
    internal static string Wait(WaitingChanges waiting, PrivacyLimit limit)
    {
        string theirs = $"--budget {Text(limit)}",
            own = $"--budget {Text(waiting.Known)}",
            back = $"to go back, a schema that counts {waiting.KnownUnit?.Words}, --new-unit and --reason";
        string answer = waiting switch
        {
            { Unit: null } => $"say which holds: to accept it, give {theirs} and --reason with the next one; to keep "
                + $"yours, {own}. What is spent counts in any case, so yours must not be below it",
            { Budget: null } => $"accept that: give {theirs} and --reason with the next one; {back}",
            _ => $"answer both with the next one: to accept the budget, give {theirs}, to keep yours, {own}; to accept "
                + $"the unit, give --reason too; {back}. What is spent counts in any case, so yours must not be below "
                + "it",
        };
        return Raise() + Change() + $"Your private fits wait until you {answer}. Both users go on with the same file.";

        string Raise() =>
            waiting.Budget is { } entry
                ? $"Entry {entry.Number}, which another user of this file added, raises the budget from "
                    + $"{waiting.Known.Words}, which you set or accepted, to {limit.Words}. "
                : "";

        string Change() =>
            waiting.Unit is { } entry
                ? $"Entry {entry.Number}, which another user of this file added, counts privacy "
                    + $"{entry.Units?.To.Words} and no longer {waiting.KnownUnit?.Words}, so that what was spent "
                    + "before does not use up the budget. "
                : "";
    }

    private static string Number(LedgerEntry entry) => entry.Number.ToString(CultureInfo.InvariantCulture);

    private static string Text(PrivacyLimit limit) =>
        string.Create(CultureInfo.InvariantCulture, $"{limit.Epsilon:R}@{limit.Delta:R}");
}

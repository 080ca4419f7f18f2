using AethergenAI.Privacy.Ledger;

namespace AethergenAI.Cli.Datasets;

/// <summary>
/// A budget that another user of the same ledger has raised, or a unit that they have changed. This user's private
/// fits wait until they accept it or set another one; all that is spent counts in any case.
/// </summary>
/// <param name="Entry">The first entry that raises it.</param>
/// <param name="Known">The budget that this user set or accepted last.</param>
/// <param name="Accepted">The entries up to that budget.</param>
internal sealed record RaisedBudget(LedgerEntry Entry, PrivacyLimit Known, int Accepted)
{
    /// <summary>Whether the unit was changed, and not the budget.</summary>
    internal bool IsOfUnit => Entry.Units is not null;
}

/// <summary>A ledger as a user finds it.</summary>
/// <param name="OfOthers">Its last entries, if another user has sealed them.</param>
/// <param name="Raised">Null: no budget waits for this user.</param>
internal sealed record SeenLedger(PrivacyLedger Ledger, IReadOnlyList<LedgerEntry> OfOthers, RaisedBudget? Raised);

using AethergenAI.Privacy.Ledger;

namespace AethergenAI.Cli.Datasets;

/// <summary>
/// A budget that another user of the same ledger has raised, or a unit that they have changed, or both. This user's
/// private fits wait until they answer each; all that is spent counts in any case.
/// </summary>
/// <param name="Budget">The first entry that raises the budget; null: none does.</param>
/// <param name="Unit">The entry that set the unit; null: it is the one that this user knows.</param>
/// <param name="Known">The budget that this user set or accepted last.</param>
/// <param name="KnownUnit">The unit that the ledger counted by then.</param>
/// <param name="Accepted">The entries that this user has accepted, from the first.</param>
internal sealed record WaitingChanges(
    LedgerEntry? Budget,
    LedgerEntry? Unit,
    PrivacyLimit Known,
    PrivacyUnit? KnownUnit,
    int Accepted
);

/// <summary>A ledger as a user finds it.</summary>
/// <param name="OfOthers">Its last entries, if another user has sealed them.</param>
/// <param name="Waiting">Null: nothing waits for this user's word.</param>
internal sealed record SeenLedger(PrivacyLedger Ledger, IReadOnlyList<LedgerEntry> OfOthers, WaitingChanges? Waiting);

using AethergenAI.Privacy.Ledger;
using AethergenAI.Seeding;

namespace AethergenAI.Cli.Datasets;

internal static class DatasetRefusals
{
    internal static RefusedException NoHome() =>
        new(
            RefusalKind.Invalid,
            "cli.no-home",
            "Your system names no folder for your data, so privacy ledgers have no place. "
                + "Set AETHERGEN_HOME to a folder that only you can read."
        );

    internal static RefusedException NotAKey(string path) =>
        new(
            RefusalKind.Invalid,
            "cli.not-a-fingerprint-key",
            $"'{path}' is not the key with which this program takes the fingerprints of data sets. Restore "
                + "it from a backup: without it no data set is recognised."
        );

    internal static RefusedException NotARecord(string path) =>
        new(
            RefusalKind.Invalid,
            "cli.not-a-dataset",
            $"'{path}' is not a record of a data set that this program wrote. Restore it from a backup."
        );

    internal static RefusedException NotALedger(string path, LedgerFault fault) =>
        new(
            RefusalKind.Invalid,
            "cli.not-a-ledger",
            $"'{path}' is not a privacy ledger as this program writes it: {fault.What}. Nothing was spent. "
                + (
                    fault.Remedy
                    ?? "Undo the change, or put back a copy that has every entry: an older one lacks what was spent "
                        + "since. If there is none, nobody knows all that was spent; keep this file, which is all that "
                        + "is known of it. To begin again nevertheless, move the file away and give the command "
                        + "again: it names what else to move. That does not undo the privacy loss."
                )
        );

    /// <param name="limit">The ledger's budget.</param>
    internal static RefusedException BudgetRaised(string path, WaitingChanges waiting, PrivacyLimit limit) =>
        new(RefusalKind.Conflict, "cli.budget-raised", $"'{path}': {Budgets.Wait(waiting, limit)} Nothing was spent.");

    internal static RefusedException NoReasonToAccept(LedgerEntry change) =>
        new(
            RefusalKind.Invalid,
            "privacy.no-reason",
            $"To accept the unit that another user set by entry {change.Number}, give --reason, which the ledger "
                + "records."
        );

    internal static RefusedException NotRemembered(string path, string reason) =>
        new(
            RefusalKind.Conflict,
            "cli.ledger-not-writable",
            $"What the privacy ledger '{path}' holds cannot be remembered in '{UserData.Folder}': {reason} Without "
                + "that, entries that it loses would not be missed. Nothing was spent. Free some space, ask for "
                + "permission to write there, or name another data folder in AETHERGEN_HOME."
        );

    internal static RefusedException KeyNotMade(string path, string reason) =>
        new(
            RefusalKind.Conflict,
            "cli.ledger-not-writable",
            $"The key that seals your privacy ledgers, '{path}', cannot be read or made: {reason} Nothing was spent. "
                + "Free some space, ask for permission there, or name another data folder in AETHERGEN_HOME."
        );

    internal static RefusedException NotWritable(string path, string reason) =>
        new(
            RefusalKind.Conflict,
            "cli.ledger-not-writable",
            $"The privacy ledger '{path}' cannot be written: {reason} No noise was drawn without a record, and "
                + "what the ledger records stays spent. Free some space, or ask for permission to write there; "
                + "then give the command again: it continues where it stopped."
        );

    internal static RefusedException LedgerInModel(string path, string model) =>
        new(
            RefusalKind.Invalid,
            "cli.ledger-in-model",
            $"The privacy ledger '{path}' would lie in '{model}', which a fit replaces. "
                + "Name another place with --ledger, or leave it out."
        );

    internal static RefusedException LedgerMissing(string name, string path, string record) =>
        new(
            RefusalKind.Conflict,
            "cli.ledger-missing",
            $"Data set '{name}' has its privacy ledger in '{path}', and there is no such file. Put it back. "
                + "If it is lost, nobody knows what was spent; to begin again all the same, move the folder "
                + $"'{record}' to a place outside of '{UserData.Folder}', which does not undo the privacy loss."
        );

    internal static RefusedException TwoLedgers(string name, string path, string given) =>
        new(
            RefusalKind.Conflict,
            "cli.two-ledgers",
            $"Data set '{name}' has its privacy ledger in '{path}', and a data set has only one. "
                + $"Leave --ledger {given} out, or name that file."
        );

    internal static RefusedException LedgerOfAnother(string path, string owner, string file) =>
        new(
            RefusalKind.Conflict,
            "cli.other-dataset",
            $"'{path}' is the privacy ledger of data set '{owner}', and {file} is not known to belong to it. "
                + $"If it has rows of the same people, give --dataset {owner}; otherwise name another ledger."
        );

    internal static RefusedException BelongsTo(string file, string owner, string named) =>
        new(
            RefusalKind.Conflict,
            "cli.other-dataset",
            $"{file} belongs to data set '{owner}', so its fits cannot be paid from the budget of '{named}'. "
                + $"Give --dataset {owner}, or leave --dataset out."
        );

    internal static RefusedException SharesRows(string file, string known, string share) =>
        new(
            RefusalKind.Conflict,
            "cli.shares-rows",
            $"{file} shares {share} of the rows with data set '{known}', so a ledger of its own would "
                + "bypass that budget. "
                + $"If it has rows of the same people, give --dataset {known}; "
                + "if it is a data set of its own all the same, give --new-dataset. The ledger records your answer."
        );

    internal static RefusedException SameFile(string file, string known) =>
        new(
            RefusalKind.Conflict,
            "cli.same-file",
            $"{file} is a file of data set '{known}', byte by byte, and cannot be a new one. Leave --new-dataset out."
        );

    internal static RefusedException Exists(string name) =>
        new(
            RefusalKind.Conflict,
            "cli.dataset-exists",
            $"There is a data set '{name}' already. Leave --new-dataset out, or give another name with --dataset."
        );

    internal static RefusedException Unknown(string name, IEnumerable<string> known) =>
        new(
            RefusalKind.NotFound,
            "cli.unknown-dataset",
            known.ToList() is { Count: > 0 } names
                ? $"No data set has the name '{name}'. Give one of: {string.Join(", ", names)}."
                : $"No data set has the name '{name}'; none is known yet. Leave --dataset out."
        );

    /// <param name="like">The data set that shares rows with the file, with the share; null: none does.</param>
    internal static RefusedException NoLedger(string file, (KnownDataset Dataset, double Share)? like) =>
        new(
            RefusalKind.NotFound,
            "cli.no-ledger",
            like is var (dataset, share)
                ? $"{file} belongs to no data set yet, but shares {RowSketch.Words(share)} of the rows with "
                    + $"'{dataset.Name}'. To see that ledger, give --dataset {dataset.Name}."
                : $"{file} has no privacy ledger: no private fit has used it. 'aethergen ledger' lists the ledgers "
                    + "that exist."
        );

    internal static RefusedException NotAName(string name) =>
        new(
            RefusalKind.Invalid,
            "cli.dataset-name",
            $"'{name}' cannot name a data set. Use letters, digits, '-', '_' and '.', at most 64."
        );
}

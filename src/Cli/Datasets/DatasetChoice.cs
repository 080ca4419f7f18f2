using AethergenAI.Privacy.Ledger;

namespace AethergenAI.Cli.Datasets;

/// <summary>What the user says about a seed's data set and ledger.</summary>
/// <param name="Name"><c>--dataset</c>; null: the data set is recognised by the file.</param>
/// <param name="New"><c>--new-dataset</c>: the rows count as a data set of their own.</param>
/// <param name="Ledger"><c>--ledger</c>; null: the data set's own.</param>
/// <param name="Unit"><c>--new-unit</c>: what the ledger counts by from now on; null: as before.</param>
/// <param name="Reason">Why it does; <c>--reason</c>.</param>
internal sealed record DatasetChoice(
    string? Name,
    bool New,
    string? Ledger,
    PrivacyUnit? Unit = null,
    string? Reason = null
);

/// <summary>The data set that a seed counts to.</summary>
/// <param name="Known">The data set as it is recorded; null: it is new.</param>
/// <param name="Ledger">The real path of its ledger.</param>
/// <param name="Declarations">What was declared about its rows, for its ledger.</param>
/// <param name="Others">The same, for the ledgers of other data sets.</param>
internal sealed record DatasetPlace(
    string Name,
    KnownDataset? Known,
    string Ledger,
    IReadOnlyList<string> Declarations,
    IReadOnlyList<(KnownDataset Dataset, string Declaration)> Others
);

namespace AethergenAI.Workspace;

/// <summary>What was said about rows that an earlier data set has too.</summary>
public enum SharedRowsState
{
    /// <summary>No earlier data set shares rows, or the ledger is shared already.</summary>
    Nothing,

    /// <summary>An owner has to say whose rows they are; until then no private fit starts.</summary>
    Undecided,

    /// <summary>They are rows of the same people: the ledger of an earlier data set counts.</summary>
    SamePeople,

    /// <summary>They are not: the ledger is the data set's own.</summary>
    NotTheSame,
}

/// <summary>The data sets that share rows with a seed, and whose privacy ledger counts.</summary>
/// <param name="LedgerOf">The first seed of the data set whose ledger counts; null: it is the seed's own.</param>
/// <param name="LedgerName">The name of that seed.</param>
/// <param name="Seeds">Data sets that share at least a quarter of the rows, the largest share first.</param>
public sealed record SharedRows(
    SharedRowsState State,
    Id<SeedFile>? LedgerOf,
    string? LedgerName,
    IReadOnlyList<SharingSeed> Seeds
);

/// <summary>A data set that shares rows, by its first seed.</summary>
/// <param name="Share">The estimated share of the distinct rows of the smaller one that the other one has too.</param>
/// <param name="Earlier">Whether it was uploaded before.</param>
/// <param name="SameLedger">Whether the same privacy ledger counts for both.</param>
/// <param name="Waits">Whether its private runs wait until an owner says whose rows they are.</param>
public sealed record SharingSeed(
    Id<SeedFile> Id,
    Id<Project> ProjectId,
    string Name,
    DateTimeOffset CreatedAt,
    double Share,
    bool Earlier,
    bool SameLedger,
    bool Waits
);

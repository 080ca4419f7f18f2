using AethergenAI.Privacy.Ledger;

namespace AethergenAI.Workspace;

/// <summary>An entry of a dataset's privacy ledger, as the database stores it.</summary>
public sealed class LedgerLine
{
    /// <summary>SHA-256 of the seed file's bytes, in hex.</summary>
    public required string Dataset { get; init; }

    /// <summary>From 1, within the dataset.</summary>
    public required int Number { get; init; }

    public required DateTimeOffset At { get; init; }

    public required string Run { get; init; }

    public required string Purpose { get; init; }

    public required string Mechanism { get; init; }

    public required IReadOnlyDictionary<string, string> Parameters { get; init; }

    public required double Rho { get; init; }

    public required double Delta { get; init; }

    public required int? Within { get; init; }

    public required string? Entity { get; init; }

    /// <summary>Null if the access used no mechanism and therefore has no unit of privacy.</summary>
    public required int? RowsPerUnit { get; init; }

    public PrivacyUnit? Unit => RowsPerUnit is { } rows ? new PrivacyUnit(Entity, rows) : null;

    public LedgerEntry Entry =>
        new(Number, At, Run, Purpose, Mechanism, Parameters, Rho) { Delta = Delta, Within = Within };

    public static LedgerLine Of(string dataset, LedgerEntry entry, PrivacyUnit? unit) =>
        new()
        {
            Dataset = dataset,
            Number = entry.Number,
            At = entry.At,
            Run = entry.Run,
            Purpose = entry.Purpose,
            Mechanism = entry.Mechanism,
            Parameters = entry.Parameters,
            Rho = entry.Rho,
            Delta = entry.Delta,
            Within = entry.Within,
            Entity = unit?.Entity,
            RowsPerUnit = unit?.Rows,
        };
}

/// <summary>
/// A dataset's privacy budget as a person set it. The newest one counts; earlier ones are kept for the record.
/// </summary>
public sealed class BudgetLine
{
    /// <summary>SHA-256 of the seed file's bytes, in hex.</summary>
    public required string Dataset { get; init; }

    /// <summary>From 1, within the dataset.</summary>
    public required int Number { get; init; }

    public required double Epsilon { get; init; }

    public required double Delta { get; init; }

    /// <summary>The owner's e-mail address.</summary>
    public required string SetBy { get; init; }

    /// <summary>Why, in the owner's words; null if none were given.</summary>
    public string? Reason { get; init; }

    public required DateTimeOffset At { get; init; }
}

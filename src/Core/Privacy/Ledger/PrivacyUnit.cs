using AethergenAI.Tables;

namespace AethergenAI.Privacy.Ledger;

/// <summary>
/// The unit of privacy: what can be added or removed without a release revealing it.
/// One row, or all rows of one entity.
/// </summary>
/// <param name="Entity">The column that identifies the entity; null if the unit is a row.</param>
/// <param name="Rows">The maximum number of rows of one unit: 1 for a row.</param>
public sealed record PrivacyUnit(string? Entity, int Rows)
{
    /// <summary>Two tables are neighbours if one of them has one unit more and they are otherwise equal.</summary>
    public const string Adjacency = "add/remove";

    public static readonly PrivacyUnit Row = new(null, 1);

    public string Words => Entity is null ? "per row" : $"per '{Entity}' with at most {Rows:N0} rows";

    public static PrivacyUnit Of(SchemaPrivacy privacy) =>
        privacy.Entity is { } column ? new PrivacyUnit(column, privacy.RowsPerEntity) : Row;
}

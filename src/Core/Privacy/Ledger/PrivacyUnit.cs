using AethergenAI.Tables;

namespace AethergenAI.Privacy.Ledger;

/// <summary>
/// Whose data may be there or not without a release saying which: one row, or all rows of one entity.
/// </summary>
/// <param name="Entity">The column that names the entity; null where the unit is a row.</param>
/// <param name="Rows">How many rows one unit has at most: 1 for a row.</param>
public sealed record PrivacyUnit(string? Entity, int Rows)
{
    /// <summary>Two tables are neighbours where one has a unit more than the other; nothing else differs.</summary>
    public const string Adjacency = "add/remove";

    public static readonly PrivacyUnit Row = new(null, 1);

    public string Words => Entity is null ? "per row" : $"per '{Entity}' with at most {Rows:N0} rows";

    public static PrivacyUnit Of(SchemaPrivacy privacy) =>
        privacy.Entity is { } column ? new PrivacyUnit(column, privacy.RowsPerEntity) : Row;
}

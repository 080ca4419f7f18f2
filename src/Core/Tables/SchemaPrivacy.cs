namespace AethergenAI.Tables;

/// <summary>What happens to a value outside its column's public domain.</summary>
public enum OutsideValues
{
    Clamp,
    Refuse,
}

/// <summary>What happens to an entity's rows beyond its bound.</summary>
public enum ExcessRows
{
    Refuse,
    Trim,
}

/// <summary>What differential privacy needs to know, declared without looking at the data.</summary>
/// <param name="MaxRows">The most rows that a seed of this schema may have; the true count is private.</param>
public sealed record SchemaPrivacy(long MaxRows)
{
    /// <summary>
    /// The column that names whom a row is about: all rows of one entity are protected together. Null:
    /// each row by itself.
    /// </summary>
    public string? Entity { get; init; }

    /// <summary>The most rows of one entity; noise grows with it.</summary>
    public int RowsPerEntity { get; init; } = 1;

    /// <summary>Clamped to the nearest end of the domain, and counted; or the fit is refused.</summary>
    public OutsideValues Outside { get; init; }

    /// <summary>The fit is refused; or the first rows of the entity are kept, and the others counted.</summary>
    public ExcessRows Excess { get; init; }
}

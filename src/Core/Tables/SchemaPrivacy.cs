namespace AethergenAI.Tables;

/// <summary>What a fit does with a value outside its column's public domain.</summary>
public enum OutsideValues
{
    Clamp,
    Refuse,
}

/// <summary>What a fit does with an entity's rows beyond the limit.</summary>
public enum ExcessRows
{
    Refuse,
    Trim,
}

/// <summary>The declarations that differential privacy needs, made without looking at the data.</summary>
/// <param name="MaxRows">The largest number of rows that a seed of this schema may have;
/// the true number is private.</param>
public sealed record SchemaPrivacy(long MaxRows)
{
    /// <summary>The kinds of columns that can identify the entities, named as in a schema's JSON.</summary>
    public static readonly IReadOnlyList<string> EntityKinds =
    [
        ColumnKinds.Of<IdentifierColumn>(),
        ColumnKinds.Of<CategoricalColumn>(),
        ColumnKinds.Of<IntegerColumn>(),
    ];

    /// <summary>
    /// The column that identifies the person or thing a row is about: all rows of one entity are protected together.
    /// Null: each row is protected by itself.
    /// </summary>
    public string? Entity { get; init; }

    /// <summary>The maximum number of rows of one entity. The noise grows with it.</summary>
    public int RowsPerEntity { get; init; } = 1;

    /// <summary>A value outside is moved to the nearest end of the domain, or the fit is refused.</summary>
    public OutsideValues Outside { get; init; }

    /// <summary>
    /// The fit is refused, or only so many rows of the entity are kept, drawn by a hash of their cells.
    /// </summary>
    public ExcessRows Excess { get; init; }
}

namespace AethergenAI.Tables;

/// <summary>What a table may hold: columns in order, what holds across them, and how its files are written.</summary>
public sealed record Schema(string Name, IReadOnlyList<Column> Columns)
{
    /// <summary>The version of this document's format.</summary>
    public int Version { get; init; } = 1;

    public string? Description { get; init; }

    public IReadOnlyList<Constraint> Constraints { get; init; } = [];

    public FileFormat Format { get; init; } = new();

    /// <summary>Null: no generator with differential privacy can learn from such a table.</summary>
    public SchemaPrivacy? Privacy { get; init; }

    /// <summary>
    /// The column by which rows follow one another in time, a date, a datetime or a whole number; null:
    /// rows have no order.
    /// </summary>
    public string? TimeOrder { get; init; }

    /// <exception cref="KeyNotFoundException">There is no such column.</exception>
    public Column this[string name] =>
        Columns.FirstOrDefault(column => column.Name == name)
        ?? throw new KeyNotFoundException($"There is no column '{name}'.");
}

/// <summary>How files of this schema are written.</summary>
/// <param name="Delimiter">One character; null: detected from the header line.</param>
/// <param name="DecimalComma">Decimals stand as 3,14.</param>
/// <param name="Missing">What stands for a missing cell, beside the empty one.</param>
public sealed record FileFormat(
    string? Delimiter = null,
    bool DecimalComma = false,
    IReadOnlyList<string>? Missing = null
);

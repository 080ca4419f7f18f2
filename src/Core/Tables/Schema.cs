namespace AethergenAI.Tables;

/// <summary>
/// Describes a table: its columns in order, the constraints between them, and the format of its files.
/// </summary>
public sealed record Schema(string Name, IReadOnlyList<Column> Columns)
{
    /// <summary>The version of this document's format.</summary>
    public int Version { get; init; } = 1;

    public string? Description { get; init; }

    public IReadOnlyList<Constraint> Constraints { get; init; } = [];

    public FileFormat Format { get; init; } = new();

    /// <summary>
    /// The declarations for differential privacy; null: no differentially private generator can fit such a table.
    /// </summary>
    public SchemaPrivacy? Privacy { get; init; }

    /// <summary>
    /// The column that orders the rows in time: a date, a datetime or a whole number; null: rows have no order.
    /// </summary>
    public string? TimeOrder { get; init; }

    /// <summary>
    /// Columns that files may have and that are not used: names, free text. Null: files have the schema's columns only.
    /// </summary>
    public IReadOnlyList<string>? Dropped { get; init; }

    /// <exception cref="KeyNotFoundException">There is no such column.</exception>
    public Column this[string name] =>
        Columns.FirstOrDefault(column => column.Name == name)
        ?? throw new KeyNotFoundException($"There is no column '{name}'.");
}

/// <summary>The format of a schema's files.</summary>
/// <param name="Delimiter">One character; null: detected from the rows.</param>
/// <param name="DecimalComma">Whether decimals are written as 3,14.</param>
/// <param name="Missing">The texts that stand for a missing cell, in addition to the empty cell.</param>
/// <param name="Encoding">The encoding of files that are not UTF-8, such as windows-1251; null: detected.</param>
/// <param name="Names">The columns of files without a header line, in their order; null: files have a header.</param>
/// <param name="Types">The type in Parquet of each column, by name, that is not the one that its kind gets.</param>
public sealed record FileFormat(
    string? Delimiter = null,
    bool DecimalComma = false,
    IReadOnlyList<string>? Missing = null,
    string? Encoding = null,
    IReadOnlyList<string>? Names = null,
    IReadOnlyDictionary<string, string>? Types = null
);

namespace AethergenAI.Tables.Csv;

/// <summary>What the reader does with a row that has too few or too many cells.</summary>
public enum RaggedRows
{
    /// <summary>Refuses the file and names the line.</summary>
    Refuse,

    /// <summary>Fills absent cells with missing values and drops surplus cells.</summary>
    Pad,
}

/// <summary>The character encoding of a file.</summary>
public enum TextEncoding
{
    /// <summary>UTF-8; Latin-1 if the first byte outside ASCII cannot be UTF-8.</summary>
    Detect,

    Utf8,

    /// <summary>Read as Windows-1252, a superset of Latin-1's printable characters.</summary>
    Latin1,
}

/// <summary>What the reader does with columns that are not in the schema.</summary>
public enum UnknownColumns
{
    /// <summary>Refuses the file and names the columns.</summary>
    Refuse,

    /// <summary>Ignores the columns, so that a column can be removed from a schema without changing the file.</summary>
    Skip,
}

/// <summary>What the reader does if the file lacks columns of the schema.</summary>
public enum MissingColumns
{
    /// <summary>Refuses the file and names the columns.</summary>
    Refuse,

    /// <summary>Leaves the columns out of the table; the file needs at least one column of the schema.</summary>
    LeaveOut,
}

/// <summary>How to read one file, in addition to what its schema says.</summary>
public sealed record CsvOptions
{
    public static readonly CsvOptions Default = new();

    public RaggedRows Ragged { get; init; }

    public UnknownColumns Unknown { get; init; }

    public MissingColumns Lacking { get; init; }

    public TextEncoding Encoding { get; init; }

    /// <summary>
    /// Delimiter, decimal comma and missing tokens of this file; null: the schema's format,
    /// or the defaults if there is no schema.
    /// </summary>
    public FileFormat? Format { get; init; }
}

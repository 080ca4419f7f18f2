namespace AethergenAI.Tables.Csv;

/// <summary>What becomes of a row with too few or too many cells.</summary>
public enum RaggedRows
{
    /// <summary>The file is refused, naming the line.</summary>
    Refuse,

    /// <summary>Cells that lack are missing; surplus cells are dropped.</summary>
    Pad,
}

/// <summary>How the bytes of a file are letters.</summary>
public enum TextEncoding
{
    /// <summary>UTF-8; Latin-1 where the first byte outside ASCII cannot be UTF-8.</summary>
    Detect,

    Utf8,

    /// <summary>Read as Windows-1252, which holds Latin-1.</summary>
    Latin1,
}

/// <summary>What becomes of columns that the schema does not name.</summary>
public enum UnknownColumns
{
    /// <summary>The file is refused, naming them.</summary>
    Refuse,

    /// <summary>They are not read: what was taken out of a schema may stay in its file.</summary>
    Skip,
}

/// <summary>What becomes of columns of the schema that the file lacks.</summary>
public enum MissingColumns
{
    /// <summary>The file is refused, naming them.</summary>
    Refuse,

    /// <summary>The table lacks them too; the file needs one column of the schema at least.</summary>
    LeaveOut,
}

/// <summary>How one file is to be read, beside what its schema says.</summary>
public sealed record CsvOptions
{
    public static readonly CsvOptions Default = new();

    public RaggedRows Ragged { get; init; }

    public UnknownColumns Unknown { get; init; }

    public MissingColumns Lacking { get; init; }

    public TextEncoding Encoding { get; init; }

    /// <summary>
    /// Delimiter, decimal comma and missing tokens of this file; null: the schema's,
    /// or the defaults where there is no schema.
    /// </summary>
    public FileFormat? Format { get; init; }
}

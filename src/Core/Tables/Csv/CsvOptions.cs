namespace AethergenAI.Tables.Csv;

/// <summary>What the reader does with a row that has too few or too many cells.</summary>
public enum RaggedRows
{
    /// <summary>Refuses the file and names the line.</summary>
    Refuse,

    /// <summary>Fills absent cells with missing values and drops surplus cells.</summary>
    Pad,
}

/// <summary>What the first line of a file is, for the inference of a schema.</summary>
public enum HeaderLine
{
    /// <summary>Judged on the rows: a first line that looks like a row of data refuses the file.</summary>
    Detect,

    /// <summary>It names the columns.</summary>
    Present,

    /// <summary>It is a row; columns get <see cref="FileFormat.Names"/>, else column_1, column_2 …</summary>
    Absent,
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

/// <summary>What the reader does with a cell that is not of its column's kind.</summary>
public enum BrokenCells
{
    /// <summary>Refuses the file and names the first of them.</summary>
    Refuse,

    /// <summary>Counts it as missing, and notes how many a column has.</summary>
    CountAsMissing,
}

/// <summary>How to read one file, in addition to what its schema says.</summary>
public sealed record CsvOptions
{
    public static readonly CsvOptions Default = new();

    public RaggedRows Ragged { get; init; }

    public UnknownColumns Unknown { get; init; }

    public MissingColumns Lacking { get; init; }

    public BrokenCells Broken { get; init; }

    public HeaderLine Header { get; init; }

    /// <summary>Whether inference takes <see cref="FileFormat.DecimalComma"/> as it is, or judges it.</summary>
    public bool DecimalSignDeclared { get; init; }

    /// <summary>
    /// Delimiter, encoding, decimal comma and missing tokens of this file; null: the schema's format,
    /// or the defaults if there is no schema.
    /// </summary>
    public FileFormat? Format { get; init; }

    /// <summary>Takes sentences about how the file was read that a person should know; null: nobody listens.</summary>
    public Action<string>? Note { get; init; }

    /// <summary>
    /// Whether notes may tell what only some cells show, such as blanks around them. A reading for a private fit tells
    /// nothing that one row can change.
    /// </summary>
    public bool NotesOnCells { get; init; } = true;

    /// <summary>
    /// Whether all of the file is read in the declared encoding, or in UTF-8 if none is declared. Else the first bytes
    /// beyond ASCII decide, and one row could change how all others are read: a private fit would not be private.
    /// For the same reason a byte order mark does not decide either, and where the format lists the names of a file
    /// without a header, neither does its first line: cells end at the declared delimiter, else at commas.
    /// </summary>
    public bool OneEncoding { get; init; }

    /// <summary>What notes call the file; null: the name that it is stored under.</summary>
    public string? FileName { get; init; }

    /// <summary>Takes what inference judged on the first rows of a text file; null: nobody listens.</summary>
    public Action<FileReading>? Detected { get; init; }
}

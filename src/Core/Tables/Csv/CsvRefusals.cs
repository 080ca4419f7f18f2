namespace AethergenAI.Tables.Csv;

/// <summary>
/// The refusals of the CSV reader. Lines count from 1 as an editor shows them; rows count from 1 below the header.
/// </summary>
internal static class CsvRefusals
{
    private const string IfNoHeader = "If line 1 is a row, say that the file has no header.";

    internal static RefusedException Empty() =>
        Invalid(
            "csv.empty",
            "The file is empty: it needs a header line with column names and at least one row. Export the data again."
        );

    internal static RefusedException NoRows() =>
        Invalid(
            "csv.no-rows",
            "The file ends after its header (line 1): there is no row to read. Export the data again, with its rows."
        );

    internal static RefusedException NotText(string what, string remedy) =>
        Invalid("csv.not-text", $"The file is {what}, not text with separated columns. {remedy}");

    internal static RefusedException NulByte(long line) =>
        Invalid(
            "csv.nul-byte",
            $"Line {line} contains a NUL byte, which never occurs in text: the file is damaged, binary or UTF-16. "
                + "Export it as CSV in UTF-8, or declare its encoding."
        );

    internal static RefusedException Encoding(long line) =>
        Invalid(
            "csv.encoding",
            $"Line {line} is not UTF-8, though lines before it are. Export the file in UTF-8, "
                + "or declare its encoding, for example windows-1252."
        );

    internal static RefusedException NotInOneEncoding(long line) =>
        Invalid(
            "csv.encoding",
            $"Line {line} is not UTF-8. For differential privacy a file is read in one encoding, so that no row "
                + "decides how the others are read. Export the file in UTF-8, or declare its encoding, for example "
                + "windows-1252."
        );

    internal static RefusedException MarkOfAnother(string marked) =>
        Invalid(
            "csv.encoding",
            $"The file begins with the byte order mark of {marked}, which is not its declared encoding. "
                + "For differential privacy a file is read in the declared encoding alone. "
                + $"Declare {marked} if the mark is right, or export the file without it."
        );

    internal static RefusedException MarkWithoutHeader() =>
        Invalid(
            "csv.encoding",
            "The file begins with a byte order mark and has no header. For differential privacy it is read in the "
                + "declared encoding alone, because its first bytes may be a row's. Export the file without the mark."
        );

    internal static RefusedException EncodingUnknown(IReadOnlyList<string> candidates)
    {
        string likely = candidates.Count == 0 ? "" : $"; likely are {string.Join(", ", candidates)}";
        string message =
            "The file is neither UTF-8 nor Western European text, so its letters would come out as other letters. "
            + $"Declare its encoding{likely}. If it is Western European after all, "
            + $"declare {TextEncodings.Western}.";
        return new RefusedException(RefusalKind.Invalid, "csv.encoding-unknown", message)
        {
            About = new() { Suggestions = [.. candidates, TextEncodings.Western] },
        };
    }

    internal static RefusedException EncodingName(string name, IReadOnlyList<string> known) =>
        Invalid(
            "csv.encoding-name",
            Spelling.Nearest(name, known) is { } nearest
                ? $"There is no encoding '{name}'. Did you mean {nearest}?"
                : $"There is no encoding '{name}'. Examples are utf-8, utf-16, windows-1250 to windows-1258, koi8-r, "
                    + "shift_jis, euc-jp, euc-kr, gb18030 and big5."
        );

    internal static RefusedException Undecodable(string encoding, long line) =>
        Invalid(
            "csv.encoding",
            $"Line {line} cannot be read as {encoding}. Declare another encoding, or export the file in UTF-8."
        );

    internal static RefusedException NoHeader(double sure) =>
        Invalid(
            "csv.no-header",
            "Line 1 looks like a row of data, not like the names of the columns "
                + $"({sure:0 %} sure): its cells have the form of the cells below, or occur among them. "
                + "Say that the file has no header and give names to its columns, or confirm that line 1 is the header."
        );

    internal static RefusedException NameCount(int names, int columns) =>
        Invalid(
            "csv.names",
            $"{Counts.Of(names, "name", "is", "are")} given for the {Counts.Of(columns, "column")} of the file. "
                + "Give each column one name."
        );

    internal static RefusedException HeaderlessColumns(IReadOnlyList<string> names) =>
        Invalid(
            "csv.missing-columns",
            $"The file has no header, so its columns have the names that the schema's format lists, and "
                + $"{Named(names)} is not among them. Name the columns in the format as in the schema."
        );

    internal static RefusedException Delimiter() =>
        Invalid(
            "csv.delimiter",
            "The delimiter must be one ASCII character that is neither a quote, a control character, a letter, "
                + "a digit, a sign nor a point. Declare the one that stands between the file's cells, such as ; or |."
        );

    internal static RefusedException UnclosedQuote(long line) =>
        Invalid(
            "csv.unclosed-quote",
            $"The quote that opens a cell in line {line} is never closed. Add the closing quote, "
                + "or double the quote if it is part of the text."
        );

    internal static RefusedException StrayQuote(long line) =>
        Invalid(
            "csv.stray-quote",
            $"In line {line}, text follows the closing quote of a cell. Double every quote that is part of the text."
        );

    internal static RefusedException RowTooLong(long line, int megabytes) =>
        Invalid(
            "csv.row-too-long",
            $"The row that begins in line {line} is longer than {megabytes} MiB, "
                + "most likely because a quote in it is not closed. Close the quote."
        );

    internal static RefusedException RaggedRow(long line, int cells, int columns, char delimiter) =>
        Invalid(
            "csv.ragged-row",
            $"Line {line} has {Counts.Of(cells, "cell")}, but the header has "
                + $"{Counts.Of(columns, "column")}, with {CsvDelimiter.Name(delimiter)} between cells. Correct the "
                + "line, declare another delimiter, or choose to pad ragged rows."
        );

    internal static RefusedException TooManyColumns(int columns, int limit) =>
        Invalid(
            "csv.too-many-columns",
            $"Line 1 has {columns:N0} columns; the limit is {limit:N0}. Remove the columns that you do not need."
        );

    internal static RefusedException EmptyHeader(int position) =>
        Invalid(
            "csv.empty-header",
            $"Column {position} has no name in line 1. Give it a name, or remove the column. {IfNoHeader}"
        );

    internal static RefusedException LongName(int position, int limit) =>
        Invalid(
            "csv.long-name",
            $"The name of column {position} in line 1 is longer than {limit} characters. Shorten it. {IfNoHeader}"
        );

    internal static RefusedException MomentRange(string column) =>
        Invalid(
            "csv.moment-range",
            $"Column '{column}' has a date before year 1 or after year 9999, which cannot be written. "
                + "Correct the bounds of the column."
        );

    internal static RefusedException DuplicateHeader(string name, int first, int second) =>
        Invalid(
            "csv.duplicate-header",
            $"Line 1 has two columns named '{name}' (columns {first} and {second}). Give each its own name. "
                + IfNoHeader
        );

    /// <param name="delimiter">Null: the file is no text.</param>
    internal static RefusedException MissingColumns(IReadOnlyList<string> names, char? delimiter)
    {
        string read = delimiter is { } sign
            ? $" Cells were separated at {CsvDelimiter.Name(sign)}: if that is wrong, declare the delimiter. "
                + "If the file has no header, the schema must say so."
            : "";
        return Invalid(
            "csv.missing-columns",
            $"The file does not have {Named(names)}, which the schema requires. Add what is missing to the file, "
                + $"or remove it from the schema.{read}"
        );
    }

    internal static RefusedException UnknownColumns(IReadOnlyList<string> names) =>
        Invalid(
            "csv.unknown-columns",
            $"The file has {Named(names)}, which the schema does not name. Remove it from the file, "
                + "add it to the schema, or choose to skip unknown columns."
        );

    /// <param name="line">Null: the file has no lines.</param>
    internal static RefusedException Cell(long row, int? line, string column, string expected) =>
        Invalid(
            "csv.cell",
            $"Row {row}{(line is null ? "" : $" (line {line})")}, column '{column}': the cell is not {expected}. "
                + "Correct the cell, declare its text as a missing token, or change the column's kind."
        );

    private static string Named(IReadOnlyList<string> names) =>
        (names.Count == 1 ? "the column " : $"{names.Count} columns, ")
        + string.Join(", ", names.Take(8).Select(name => $"'{name}'"))
        + (names.Count > 8 ? " …" : "");

    private static RefusedException Invalid(string code, string message) => new(RefusalKind.Invalid, code, message);
}

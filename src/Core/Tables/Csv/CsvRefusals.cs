namespace AethergenAI.Tables.Csv;

/// <summary>
/// The refusals of the CSV reader. Lines count from 1 as an editor shows them; rows count from 1 below the header.
/// </summary>
internal static class CsvRefusals
{
    internal static RefusedException Empty() =>
        Invalid("csv.empty", "The file is empty: it needs a header line with column names and at least one row.");

    internal static RefusedException NoRows() =>
        Invalid(
            "csv.no-rows",
            "The file ends after its header (line 1): there is no row to read. Export the data again, with its rows."
        );

    internal static RefusedException NotText(string what) =>
        Invalid("csv.not-text", $"The file is {what}, not text with separated columns. Export it as CSV in UTF-8.");

    internal static RefusedException NulByte(long line) =>
        Invalid(
            "csv.nul-byte",
            $"Line {line} contains a NUL byte, which never occurs in text: the file is damaged, binary or UTF-16. "
                + "Export it as CSV in UTF-8."
        );

    internal static RefusedException Encoding(long line) =>
        Invalid(
            "csv.encoding",
            $"Line {line} is not UTF-8, though lines before it are. Export the file in UTF-8, "
                + "or declare its encoding as latin-1."
        );

    internal static RefusedException Delimiter() =>
        Invalid(
            "csv.delimiter",
            "The delimiter must be one ASCII character that is neither a quote, a line break, a letter, "
                + "a digit, a sign nor a point."
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

    internal static RefusedException RaggedRow(long line, int cells, int columns) =>
        Invalid(
            "csv.ragged-row",
            $"Line {line} has {cells} cell{(cells == 1 ? "" : "s")}, but the header has {columns} "
                + $"column{(columns == 1 ? "" : "s")}. Correct the line, or choose to pad ragged rows."
        );

    internal static RefusedException TooManyColumns(int columns, int limit) =>
        Invalid(
            "csv.too-many-columns",
            $"Line 1 has {columns:N0} columns; the limit is {limit:N0}. Remove the columns that you do not need."
        );

    internal static RefusedException EmptyHeader(int position) =>
        Invalid("csv.empty-header", $"Column {position} has no name in line 1. Give it a name, or remove the column.");

    internal static RefusedException DuplicateHeader(string name, int first, int second) =>
        Invalid(
            "csv.duplicate-header",
            $"Line 1 has two columns named '{name}' (columns {first} and {second}). Give each its own name."
        );

    internal static RefusedException MissingColumns(IReadOnlyList<string> names) =>
        Invalid(
            "csv.missing-columns",
            $"The file does not have {Named(names)}, which the schema requires. Add what is missing to the file, "
                + "or remove it from the schema. If the whole header was read as one column, declare the delimiter."
        );

    internal static RefusedException UnknownColumns(IReadOnlyList<string> names) =>
        Invalid(
            "csv.unknown-columns",
            $"The file has {Named(names)}, which the schema does not name. Remove it from the file, "
                + "add it to the schema, or choose to skip unknown columns."
        );

    internal static RefusedException Cell(int row, int line, string column, string expected) =>
        Invalid(
            "csv.cell",
            $"Row {row} (line {line}), column '{column}': the cell is not {expected}. Correct the cell, "
                + "declare its text as a missing token, or change the column's kind."
        );

    private static string Named(IReadOnlyList<string> names) =>
        (names.Count == 1 ? "the column " : $"{names.Count} columns, ")
        + string.Join(", ", names.Take(8).Select(name => $"'{name}'"))
        + (names.Count > 8 ? " …" : "");

    private static RefusedException Invalid(string code, string message) => new(RefusalKind.Invalid, code, message);
}

namespace AethergenAI.Formats;

internal static class FormatsRefusals
{
    internal static RefusedException DuckDbMissing() =>
        new(
            RefusalKind.Invalid,
            "formats.duckdb-missing",
            "Parquet needs DuckDB's native library, which does not load on this platform. "
                + "Use a CSV file instead, or work on Linux, Windows or macOS."
        );

    internal static RefusedException Unreadable(string file, string reason) =>
        new(
            RefusalKind.Invalid,
            "formats.parquet-unreadable",
            $"'{file}' cannot be read as Parquet: {reason} Write the file again, or save it as CSV."
        );

    /// <param name="failure">The words of the library that reads Parquet: they name paths, and are not ours.</param>
    internal static RefusedException Damaged(string file, string failure)
    {
        bool isCut =
            failure.Contains("magic bytes", StringComparison.OrdinalIgnoreCase)
            || failure.Contains("too small", StringComparison.OrdinalIgnoreCase);
        bool isEncrypted = failure.Contains("encrypt", StringComparison.OrdinalIgnoreCase);
        string otherwise = isEncrypted ? "it is encrypted." : "its content is damaged.";
        return Unreadable(file, isCut ? "its end is missing, as after a download that broke off." : otherwise);
    }

    internal static RefusedException Unwritable(string file, string reason) =>
        new(
            RefusalKind.Invalid,
            "formats.parquet-unwritable",
            $"'{file}' could not be written as Parquet: {reason} Free some space on that disk, or choose another "
                + "place; no incomplete file was left."
        );

    internal static RefusedException Nested(string file, string column, string type) =>
        new(
            RefusalKind.Invalid,
            "formats.nested-type",
            $"'{file}', column '{column}': its type is {type}, so its cells hold several values or bytes. Split it "
                + "into columns of single values, or leave it out of the file or the schema."
        );

    internal static RefusedException TooLong(string file, string column) =>
        new(
            RefusalKind.Invalid,
            "formats.long-number",
            $"'{file}', column '{column}' has whole numbers beyond 2^53, which would be rounded. "
                + "Make the column an identifier or categorical in the schema."
        );

    internal static RefusedException NotFinite(string file, string column, long row, string value) =>
        new(
            RefusalKind.Invalid,
            "generation.not-finite",
            $"'{file}', row {row}, column '{column}': the number is {value}, so nothing can be computed with it. "
                + "Leave the row out, make the cell missing, or declare that inf, -inf or nan means missing."
        );

    internal const string OutOfYearsCode = "formats.date-range";

    internal static RefusedException OutOfYears(string file, string column, long row) =>
        new(
            RefusalKind.Invalid,
            OutOfYearsCode,
            $"'{file}', row {row}, column '{column}': the date lies before year 1 or after year 9999. "
                + "Correct it, or make the cell missing."
        );

    internal static RefusedException NoRows(string file) =>
        new(
            RefusalKind.Invalid,
            "csv.no-rows",
            $"'{file}' has columns, but no row to read. Export the data again, with its rows."
        );

    internal static RefusedException NulByte(string file, string column, long row) =>
        new(
            RefusalKind.Invalid,
            "formats.nul-byte",
            $"'{file}', row {row}, column '{column}': the text contains a NUL byte, which never occurs in text. "
                + "Remove it from the cell, or leave the column out of the schema."
        );

    internal static RefusedException LongText(string file, string column, long row, int megabytes) =>
        new(
            RefusalKind.Invalid,
            "formats.long-text",
            $"'{file}', row {row}, column '{column}': the text is longer than {megabytes} MiB. Shorten it, "
                + "or leave the column out of the schema."
        );

    internal static RefusedException FileMissing(string file) =>
        new(
            RefusalKind.NotFound,
            "formats.file-missing",
            $"There is no file '{file}'. Check the path; relative paths start at the current folder."
        );
}

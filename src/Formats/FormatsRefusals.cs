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

    internal static RefusedException Unwritable(string file, string reason) =>
        new(
            RefusalKind.Invalid,
            "formats.parquet-unwritable",
            $"'{file}' could not be written as Parquet: {reason} Free some space on that disk, or choose another "
                + "place; no incomplete file was left."
        );

    internal static RefusedException FileMissing(string file) =>
        new(
            RefusalKind.NotFound,
            "formats.file-missing",
            $"There is no file '{file}'. Check the path; relative paths start at the current folder."
        );
}

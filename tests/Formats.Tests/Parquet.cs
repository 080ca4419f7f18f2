namespace AethergenAI.Formats.Tests;

/// <summary>Parquet files as another program writes them, and what another program reads in ours.</summary>
internal static class Parquet
{
    /// <param name="query">The rows, in DuckDB's SQL; <c>i</c> counts from 0 in <c>range(300) t(i)</c>.</param>
    internal static string Write(Folder folder, string name, string query)
    {
        string path = folder[name];
        using var duckDb = new DuckDb(Path.GetDirectoryName(path)!);
        duckDb.Execute($"copy ({query}) to {DuckDb.Quote(path)} (format parquet)");
        return path;
    }

    /// <summary>The rows of a query over the file, which the query calls <c>$file</c>; all cells as text.</summary>
    internal static string?[][] Ask(string path, string query)
    {
        using var duckDb = new DuckDb(Path.GetDirectoryName(path)!);
        return
        [
            .. duckDb.Texts(query.Replace("$file", $"read_parquet({DuckDb.Quote(path)})", StringComparison.Ordinal)),
        ];
    }

    internal static string?[] Types(string path) =>
        [.. Ask(path, "select column_type from (describe select * from $file)").Select(row => row[0])];

    /// <summary>Infers the file's schema, reads the file by it and writes the same rows again.</summary>
    internal static string Again(string path)
    {
        var schema = TableFile.Infer(path, "again").Schema;
        string again = path.Replace(".parquet", ".again.parquet", StringComparison.Ordinal);
        Tables.Write(again, TableFile.Read(path, schema), schema);
        return again;
    }
}

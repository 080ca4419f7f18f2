using System.Runtime.InteropServices;
using static AethergenAI.Formats.DuckDbApi;

namespace AethergenAI.Formats;

/// <summary>
/// An error that DuckDB reports. The message is the first line of DuckDB's; it may name files, but never quotes cells.
/// </summary>
internal sealed class DuckDbException(string message) : Exception(message);

/// <summary>An in-process DuckDB database that can read and write only one folder.</summary>
internal sealed class DuckDb : IDisposable
{
    private nint database;
    private nint connection;

    /// <param name="path">The database file; null for an in-memory database.</param>
    /// <param name="folder">The only folder that SQL can access.</param>
    /// <exception cref="RefusedException">This platform has no DuckDB.</exception>
    internal DuckDb(string? path, string folder)
    {
        if (!Available)
        {
            throw FormatsRefusals.DuckDbMissing();
        }
        _ = duckdb_create_config(out nint config);
        _ = duckdb_set_config(config, "autoinstall_known_extensions", "false");
        _ = duckdb_set_config(config, "autoload_known_extensions", "false");
        _ = duckdb_set_config(config, "memory_limit", "1GB");
        _ = duckdb_set_config(config, "threads", Math.Min(Environment.ProcessorCount, 4).ToString());
        int opened = duckdb_open_ext(path, out database, config, out nint error);
        duckdb_destroy_config(ref config);
        if (opened != 0)
        {
            string message = FirstLine(error);
            duckdb_free(error);
            throw new DuckDbException(message);
        }

        _ = duckdb_connect(database, out connection);
        Execute($"set temp_directory = {Quote(folder)}");
        Execute($"set allowed_directories = [{Quote(folder.TrimEnd('/') + "/")}]");
        Execute("set enable_external_access = false");
        Execute("set lock_configuration = true");
    }

    internal nint Connection => connection;

    internal void Execute(string sql)
    {
        int state = duckdb_query(connection, sql, out Result result);
        string? message = state == 0 ? null : FirstLine(duckdb_result_error(ref result));
        duckdb_destroy_result(ref result);
        if (message is not null)
        {
            throw new DuckDbException(message);
        }
    }

    /// <summary>Runs a query whose rows are fetched chunk by chunk.</summary>
    internal Result Stream(string sql)
    {
        int prepared = duckdb_prepare(connection, sql, out nint statement);
        try
        {
            if (prepared != 0)
            {
                throw new DuckDbException(FirstLine(duckdb_prepare_error(statement)));
            }
            if (duckdb_execute_prepared_streaming(statement, out Result result) == 0)
            {
                return result;
            }
            string message = FirstLine(duckdb_result_error(ref result));
            duckdb_destroy_result(ref result);
            throw new DuckDbException(message);
        }
        finally
        {
            duckdb_destroy_prepare(ref statement);
        }
    }

    /// <summary>An SQL string literal.</summary>
    internal static string Quote(string text) => $"'{text.Replace("'", "''")}'";

    /// <summary>An SQL identifier.</summary>
    internal static string Name(string text) => $"\"{text.Replace("\"", "\"\"")}\"";

    internal static string FirstLine(nint message) =>
        (Marshal.PtrToStringUTF8(message) ?? "DuckDB gave no reason.").Split('\n', 2)[0].TrimEnd('.', ' ') + ".";

    public void Dispose()
    {
        duckdb_disconnect(ref connection);
        duckdb_close(ref database);
    }
}

using System.Globalization;
using System.Text.RegularExpressions;
using DuckDB.NET.Native;
using static DuckDB.NET.Native.NativeMethods;

namespace AethergenAI.Formats;

/// <summary>
/// An error that DuckDB reports. The message is the first line of DuckDB's; it may name files, but never quotes cells.
/// </summary>
internal sealed class DuckDbException(string message) : Exception(message);

/// <summary>An in-memory DuckDB database that can read and write only one folder.</summary>
internal sealed partial class DuckDb : IDisposable
{
    private static readonly Lazy<bool> Loads = new(() =>
    {
        try
        {
            return Startup.DuckDBLibraryVersion().Length > 0;
        }
        catch (Exception missing) when (missing is DllNotFoundException or BadImageFormatException)
        {
            return false;
        }
    });

    private readonly DuckDBDatabase database;

    /// <param name="folder">The only folder that SQL can access.</param>
    /// <param name="threads">With 1 a statement runs on its caller's thread, which otherwise spins while others work;
    /// null: as many as the machine has, at most four.</param>
    /// <exception cref="RefusedException">This platform has no DuckDB.</exception>
    internal DuckDb(string folder, int? threads = null)
    {
        if (!Available)
        {
            throw FormatsRefusals.DuckDbMissing();
        }
        _ = Configuration.DuckDBCreateConfig(out DuckDBConfig config);
        using (config)
        {
            _ = Configuration.DuckDBSetConfig(config, "autoinstall_known_extensions", "false");
            _ = Configuration.DuckDBSetConfig(config, "autoload_known_extensions", "false");
            _ = Configuration.DuckDBSetConfig(config, "memory_limit", "1GB");
            int used = threads ?? Math.Min(Environment.ProcessorCount, 4);
            _ = Configuration.DuckDBSetConfig(config, "threads", used.ToString(CultureInfo.InvariantCulture));
            if (Startup.DuckDBOpen(null!, out database, config, out string error) != DuckDBState.Success)
            {
                throw new DuckDbException(FirstLine(error));
            }
        }

        DuckDBState connected = Startup.DuckDBConnect(database, out DuckDBNativeConnection connection);
        Connection = connection;
        try
        {
            if (connected != DuckDBState.Success)
            {
                throw new DuckDbException("DuckDB did not connect to its database.");
            }
            Execute($"set temp_directory = {Quote(folder)}");
            Execute($"set allowed_directories = [{Quote(folder.TrimEnd('/') + "/")}]");
            Execute("set enable_external_access = false");
            Execute("set lock_configuration = true");
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>Whether this platform has DuckDB.</summary>
    internal static bool Available => Loads.Value;

    internal DuckDBNativeConnection Connection { get; }

    internal void Execute(string sql)
    {
        DuckDBState state = Query.DuckDBQuery(Connection, sql, out DuckDBResult result);
        string? message = state == DuckDBState.Success ? null : FirstLine(Query.DuckDBResultError(ref result));
        Query.DuckDBDestroyResult(ref result);
        if (message is not null)
        {
            throw new DuckDbException(message);
        }
    }

    /// <summary>Runs a query whose rows are fetched chunk by chunk.</summary>
    internal DuckDBResult Stream(string sql)
    {
        DuckDBState prepared = PreparedStatements.DuckDBPrepare(Connection, sql, out DuckDBPreparedStatement statement);
        using (statement)
        {
            if (prepared != DuckDBState.Success)
            {
                throw new DuckDbException(FirstLine(PreparedStatements.DuckDBPrepareError(statement)));
            }
            if (
                PreparedStatements.DuckDBExecutePreparedStreaming(statement, out DuckDBResult result)
                == DuckDBState.Success
            )
            {
                return result;
            }
            string message = FirstLine(Query.DuckDBResultError(ref result));
            Query.DuckDBDestroyResult(ref result);
            throw new DuckDbException(message);
        }
    }

    /// <summary>The rows of a query whose columns are all text; for few rows.</summary>
    internal unsafe List<string?[]> Texts(string sql)
    {
        DuckDBResult result = Stream(sql);
        try
        {
            var rows = new List<string?[]>();
            int width = (int)Query.DuckDBColumnCount(ref result);
            while (true)
            {
                using DuckDBDataChunk chunk = Query.DuckDBFetchChunk(result);
                if (chunk.IsInvalid)
                {
                    return Query.DuckDBResultError(ref result) is not { Length: > 0 } error
                        ? rows
                        : throw new DuckDbException(FirstLine(error));
                }
                for (int row = 0; row < (int)DataChunks.DuckDBDataChunkGetSize(chunk); row++)
                {
                    rows.Add([.. Enumerable.Range(0, width).Select(column => Text(chunk, column, row))]);
                }
            }
        }
        finally
        {
            Query.DuckDBDestroyResult(ref result);
        }
    }

    private static unsafe string? Text(DuckDBDataChunk chunk, int column, int row)
    {
        nint vector = DataChunks.DuckDBDataChunkGetVector(chunk, column);
        ulong* valid = Vectors.DuckDBVectorGetValidity(vector);
        if (valid != null && (valid[row >> 6] >> (row & 63) & 1) == 0)
        {
            return null;
        }
        var cell = (DuckDBString*)Vectors.DuckDBVectorGetData(vector) + row;
        return System.Text.Encoding.UTF8.GetString(new ReadOnlySpan<byte>(cell->Data, cell->Length));
    }

    /// <summary>An SQL string literal.</summary>
    internal static string Quote(string text) => $"'{text.Replace("'", "''")}'";

    /// <summary>An SQL identifier.</summary>
    internal static string Name(string text) => $"\"{text.Replace("\"", "\"\"")}\"";

    /// <summary>The first line of a message, without the paths of files, which are the server's own.</summary>
    internal static string FirstLine(string? message) =>
        FilePath().Replace((message ?? "DuckDB gave no reason.").Split('\n', 2)[0], "").TrimEnd('.', ' ') + ".";

    [GeneratedRegex(@"\s*(in|for)?\s*file\s*['""][^'""]*['""]", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex FilePath();

    public void Dispose()
    {
        Connection.Dispose();
        database.Dispose();
    }
}

using AethergenAI.Tables;

namespace AethergenAI.Formats;

/// <summary>
/// Writes Parquet with Zstandard compression through DuckDB, which reads the blocks on a thread of its own while the
/// caller makes the next ones. Memory does not grow with the rows; the same blocks give the same bytes.
/// </summary>
internal sealed class ParquetWriter : TableWriter
{
    private readonly string file;
    private readonly string copy;
    private readonly DuckDb? duckDb;
    private readonly BlockSource? source;
    private readonly Thread? copying;
    private string? problem;

    internal ParquetWriter(string path, Schema schema)
        : base(path)
    {
        file = Path.GetFileName(path);
        var types = schema.Format.Types;
        ParquetColumn[] columns =
        [
            .. schema.Columns.Select(column => ParquetColumn.Of(column, types?.GetValueOrDefault(column.Name))),
        ];
        string cells = string.Join(", ", columns.Select(Cast));
        // Level 1 takes less time than the default, 3, and makes tables about as small.
        copy = $"""
            copy (select {cells} from blocks()) to {DuckDb.Quote(Partial)}
            (format parquet, compression zstd, compression_level 1)
            """;
        try
        {
            duckDb = new DuckDb(Path.GetDirectoryName(Partial)!, threads: 1);
            source = new BlockSource(duckDb, columns);
            copying = new Thread(Copy) { IsBackground = true };
            copying.Start();
        }
        catch (DuckDbException failure)
        {
            Dispose();
            throw FormatsRefusals.Unwritable(file, failure.Message);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <remarks>The block is read later: it must not change.</remarks>
    public override void Append(Table block)
    {
        if (!source!.Add(block))
        {
            throw FormatsRefusals.Unwritable(file, problem!);
        }
    }

    protected override void Finish()
    {
        source!.Complete();
        copying!.Join();
        source.ThrowFault();
        if (problem is not null)
        {
            throw FormatsRefusals.Unwritable(file, problem);
        }
    }

    protected override void Release()
    {
        source?.Stop();
        copying?.Join();
        duckDb?.Dispose();
        source?.Dispose();
    }

    private void Copy()
    {
        try
        {
            duckDb!.Execute(copy);
        }
        catch (DuckDbException failure)
        {
            problem = failure.Message;
        }
        catch (Exception bug)
        {
            source!.Fail(bug); // an exception of this thread would end the process
        }
        finally
        {
            source!.End();
        }
    }

    private static string Cast(ParquetColumn column)
    {
        string name = DuckDb.Name(column.Name);
        return column.FileType is { } type ? $"{name}::{type} as {name}" : name;
    }
}

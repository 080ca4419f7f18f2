using AethergenAI.Schemas;
using AethergenAI.Tables;
using AethergenAI.Tables.Csv;

namespace AethergenAI.Formats;

/// <summary>
/// A table's file, CSV or Parquet: read by what its first bytes are, written by what its name ends in.
/// </summary>
public static class TableFile
{
    private static readonly byte[] ParquetMagic = "PAR1"u8.ToArray();

    /// <summary>Whether this platform reads and writes Parquet.</summary>
    public static bool CanParquet => DuckDb.Available;

    /// <summary>
    /// The rows, typed by the schema. What was taken out of a schema may stay in its file:
    /// columns it does not name are not read.
    /// </summary>
    /// <exception cref="RefusedException">There is no such file, it is malformed,
    /// or a cell is not of its column's kind.</exception>
    public static Table Read(string path, Schema schema, CsvOptions? options = null, CancellationToken ct = default) =>
        Reading(path, schema, options, (text, csv) =>
            CsvReader.Read(text, schema, csv with { Unknown = UnknownColumns.Skip }, ct)
        );

    /// <summary>Rows that have some of the schema's columns, and no other: those that are to be completed.</summary>
    /// <exception cref="RefusedException">There is no such file, it is malformed, has a column that the schema lacks,
    /// or a cell is not of its column's kind.</exception>
    public static Table ReadPartial(
        string path,
        Schema schema,
        CsvOptions? options = null,
        CancellationToken ct = default
    ) =>
        Reading(path, schema, options, (text, csv) =>
            CsvReader.Read(text, schema, csv with { Lacking = MissingColumns.LeaveOut }, ct)
        );

    /// <summary>Proposes a schema for the rows.</summary>
    /// <param name="name">The schema's.</param>
    public static SchemaProposal Infer(
        string path,
        string name,
        CsvOptions? options = null,
        CancellationToken ct = default
    ) => Reading(path, null, options, (text, csv) => SchemaInference.Infer(text, name, csv, ct));

    /// <summary>Finds what in the rows breaks the schema.</summary>
    /// <param name="seed">The rows whose combinations are allowed; without it, combinations are not checked.</param>
    public static SchemaFindings Check(
        string path,
        Schema schema,
        CsvOptions? options = null,
        Table? seed = null,
        CancellationToken ct = default
    ) => Reading(path, schema, options, (text, csv) => SchemaCheck.Check(text, schema, csv, ct, seed));

    /// <summary>Writes the table; the file appears as a whole or not at all.</summary>
    /// <param name="path">Parquet where it ends in <c>.parquet</c>, else CSV.</param>
    public static void Write(string path, Table table, Schema schema)
    {
        using var writer = Create(path, schema);
        writer.Append(table);
        writer.Complete();
    }

    /// <summary>Begins a file that is written block by block.</summary>
    /// <param name="path">Parquet where it ends in <c>.parquet</c>, else CSV.</param>
    public static TableWriter Create(string path, Schema schema)
    {
        string full = Path.GetFullPath(path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        return Path.GetExtension(full).Equals(".parquet", StringComparison.OrdinalIgnoreCase)
            ? new ParquetWriter(full, schema)
            : new CsvFileWriter(full, schema);
    }

    private static T Reading<T>(string path, Schema? schema, CsvOptions? options, Func<Stream, CsvOptions, T> read)
    {
        if (!File.Exists(path))
        {
            throw FormatsRefusals.FileMissing(path);
        }
        options ??= CsvOptions.Default;
        if (!IsParquet(path))
        {
            using var file = new FileStream(
                path,
                FileMode.Open,
                FileAccess.Read,
                FileShare.Read,
                bufferSize: 0,
                FileOptions.SequentialScan
            );
            return read(file, options);
        }

        using var text = new ParquetText(path, Path.GetFileName(path), schema);
        var format = new FileFormat(Delimiter: ",", DecimalComma: false, (options.Format ?? schema?.Format)?.Missing);
        return read(text, options with { Encoding = TextEncoding.Utf8, Ragged = RaggedRows.Refuse, Format = format });
    }

    private static bool IsParquet(string path)
    {
        Span<byte> first = stackalloc byte[4];
        using var file = File.OpenRead(path);
        return file.ReadAtLeast(first, first.Length, throwOnEndOfStream: false) == first.Length
            && first.SequenceEqual(ParquetMagic);
    }
}

using AethergenAI.Schemas;
using AethergenAI.Tables;
using AethergenAI.Tables.Csv;

namespace AethergenAI.Formats;

/// <summary>
/// Reads and writes tables as CSV or Parquet. The first bytes of a file tell its format for reading, the extension of
/// its name for writing.
/// </summary>
public static class TableFile
{
    private static readonly byte[] ParquetMagic = "PAR1"u8.ToArray();

    /// <summary>Whether this platform can read and write Parquet.</summary>
    public static bool CanParquet => DuckDb.Available;

    /// <summary>
    /// Reads the rows, typed by the schema. Columns that the schema does not name are skipped.
    /// </summary>
    /// <exception cref="RefusedException">The file does not exist or is malformed, or a cell does not have its column's
    /// type.</exception>
    public static Table Read(string path, Schema schema, CsvOptions? options = null, CancellationToken ct = default) =>
        Rows(path, schema, (options ?? CsvOptions.Default) with { Unknown = UnknownColumns.Skip }, ct);

    /// <summary>Reads partial rows to complete: they have some of the schema's columns, and no others.</summary>
    /// <exception cref="RefusedException">The file does not exist or is malformed, it has a column that the schema
    /// lacks, or a cell does not have its column's type.</exception>
    public static Table ReadPartial(
        string path,
        Schema schema,
        CsvOptions? options = null,
        CancellationToken ct = default
    ) => Rows(path, schema, (options ?? CsvOptions.Default) with { Lacking = MissingColumns.LeaveOut }, ct);

    /// <summary>Proposes a schema for the rows.</summary>
    /// <param name="name">The schema's name.</param>
    /// <param name="dropped">Of the file's columns, those that the schema is not to have. In a Parquet file they are
    /// not read, and stand in the proposal as free text, so that one that cannot be read stops nothing.</param>
    public static SchemaProposal Infer(
        string path,
        string name,
        CsvOptions? options = null,
        CancellationToken ct = default,
        Func<IReadOnlyList<string>, IReadOnlyList<string>>? dropped = null
    )
    {
        var notes = new List<string>();
        var noting = (options ?? CsvOptions.Default) with { Note = notes.Add };
        (noting, bool parquet) = Opened(path, noting);
        var proposal = parquet
            ? InferStored(path, name, noting.Format?.Missing, dropped, ct)
            : InferText(path, name, noting, ct);
        return proposal with { Notes = [.. notes, .. proposal.Notes] };
    }

    /// <summary>Finds the rows that break the schema.</summary>
    /// <param name="seed">The rows that define the allowed combinations; null to not check combinations.</param>
    public static SchemaFindings Check(
        string path,
        Schema schema,
        CsvOptions? options = null,
        Table? seed = null,
        CancellationToken ct = default
    )
    {
        var notes = new List<string>();
        var noting = (options ?? CsvOptions.Default) with { Note = notes.Add + options?.Note };
        (noting, bool parquet) = Opened(path, noting);
        var findings = parquet
            ? CheckStored(path, schema, noting, seed, ct)
            : CheckText(path, schema, noting, seed, ct);
        return findings with { Notes = [.. notes, .. findings.Notes] };
    }

    /// <summary>Creates a file that is written block by block.</summary>
    /// <param name="path">Parquet if it ends in <c>.parquet</c>, otherwise CSV.</param>
    public static TableWriter Create(string path, Schema schema)
    {
        string full = Path.GetFullPath(path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        return Path.GetExtension(full).Equals(".parquet", StringComparison.OrdinalIgnoreCase)
            ? new ParquetWriter(full, schema)
            : new CsvFileWriter(full, schema);
    }

    private static Table Rows(string path, Schema schema, CsvOptions options, CancellationToken ct)
    {
        (options, bool parquet) = Opened(path, options);
        if (parquet)
        {
            return ParquetTypedRows.Read(path, Path.GetFileName(path), schema, options, ct);
        }
        using var text = Text(path);
        return CsvReader.Read(text, schema, options, ct);
    }

    private static SchemaProposal InferText(string path, string name, CsvOptions options, CancellationToken ct)
    {
        using var text = Text(path);
        return SchemaInference.Infer(text, name, options, ct);
    }

    private static SchemaProposal InferStored(
        string path,
        string name,
        IReadOnlyList<string>? missing,
        Func<IReadOnlyList<string>, IReadOnlyList<string>>? dropped,
        CancellationToken ct
    )
    {
        string file = Path.GetFileName(path);
        IReadOnlyList<string> columns = ColumnsOf(path, file),
            without = dropped?.Invoke(columns) ?? [];
        // Nothing would be left to read; to drop all columns is refused once the proposal is there.
        without = columns.All(without.Contains) ? [] : without;
        using var cells = new ParquetBlocks(path, file, missing, without);
        var format = ParquetBlocks.Format(missing);
        var proposal = SchemaInference.Infer(cells, name, format, cells.Fields.Stored, ct);
        return Unread(
            proposal with
            {
                Schema = ParquetTypes.Kept(proposal.Schema, cells.Fields.Types, missing),
            },
            columns
        );
    }

    private static string[] ColumnsOf(string path, string file)
    {
        using var rows = new ParquetRows(path, file, _ => false, schema: null);
        return [.. rows.Fields.All.Select(field => field.Name)];
    }

    /// <summary>The proposal with the columns that were not read, as free text.</summary>
    private static SchemaProposal Unread(SchemaProposal proposal, IReadOnlyList<string> columns) =>
        proposal with
        {
            Schema = proposal.Schema with
            {
                Columns =
                [
                    .. columns.Select(name =>
                        proposal.Schema.Columns.FirstOrDefault(column => column.Name == name) ?? new TextColumn(name)
                    ),
                ],
            },
            Columns =
            [
                .. columns.Select(name =>
                    proposal.Columns.FirstOrDefault(finding => finding.Name == name)
                    ?? new ColumnFinding(
                        name,
                        "It was not read, as was asked.",
                        1,
                        new ColumnProfile { Missing = 0, Distinct = 0 }
                    )
                ),
            ],
        };

    private static SchemaFindings CheckText(
        string path,
        Schema schema,
        CsvOptions options,
        Table? seed,
        CancellationToken ct
    )
    {
        using var text = Text(path);
        return SchemaCheck.Check(text, schema, options, ct, seed);
    }

    private static SchemaFindings CheckStored(
        string path,
        Schema schema,
        CsvOptions options,
        Table? seed,
        CancellationToken ct
    )
    {
        // A broken cell is a finding here, so nothing comes before a fault that ends the reading.
        var reading = options with { Broken = BrokenCells.CountAsMissing };
        string name = Path.GetFileName(path);
        using var rows = new ParquetTypedRows(path, name, schema, reading, SchemaCheck.Compares(schema));
        return SchemaCheck.Check(rows, rows.Plain(schema), ct, seed);
    }

    private static (CsvOptions Options, bool Parquet) Opened(string path, CsvOptions options)
    {
        if (!File.Exists(path))
        {
            throw FormatsRefusals.FileMissing(path);
        }
        options = Named(options, options.FileName ?? Path.GetFileName(path));
        bool parquet = IsParquet(path);
        if (Mismatch(path, parquet) is { } mismatch)
        {
            options.Note?.Invoke(mismatch);
        }
        return (options, parquet);
    }

    private static FileStream Text(string path) =>
        new(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, FileOptions.SequentialScan);

    /// <summary>Begins every note with the file's name.</summary>
    private static CsvOptions Named(CsvOptions options, string name) =>
        options.Note is { } note ? options with { Note = sentence => note($"{name}: {sentence}") } : options;

    /// <summary>The sentence about a file whose name says another format than its content, or null.</summary>
    private static string? Mismatch(string path, bool parquet) =>
        (Path.GetExtension(path).ToLowerInvariant(), parquet) switch
        {
            (".parquet" or ".pq", false) =>
                "The file is not Parquet, whatever its name says; it was read as text (CSV).",
            (".csv" or ".tsv" or ".txt", true) => "The file is Parquet, whatever its name says, and was read as that.",
            _ => null,
        };

    /// <summary>Whether the file's content begins as Parquet does, whatever its name says.</summary>
    public static bool IsParquet(string path)
    {
        Span<byte> first = stackalloc byte[4];
        using var file = File.OpenRead(path);
        return file.ReadAtLeast(first, first.Length, throwOnEndOfStream: false) == first.Length
            && first.SequenceEqual(ParquetMagic);
    }
}

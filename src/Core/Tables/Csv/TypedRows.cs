namespace AethergenAI.Tables.Csv;

/// <summary>A file's rows, block by block, as cells of the schema's kinds.</summary>
internal sealed class TypedRows : IDisposable
{
    private readonly CsvTokenizer tokenizer;
    private readonly BlockPipeline blocks;
    private readonly int[] positions;
    private readonly Action<string>? note;
    private readonly bool notesOnCells;
    private readonly string[] dropped;
    private bool noted;

    /// <param name="compares">Tells which text columns' values are needed;
    /// for the others the reader records only which cells are missing. Null: all.</param>
    /// <exception cref="RefusedException">The header is malformed, or the file's columns
    /// are not the schema's.</exception>
    public TypedRows(Stream stream, Schema schema, CsvOptions options, Func<Column, bool>? compares = null)
    {
        FileFormat format = options.Format ?? schema.Format;
        note = options.Note;
        notesOnCells = options.NotesOnCells;
        var header = new DeclaredHeader(schema, format);
        tokenizer = new CsvTokenizer(stream, format, options, header.Names, header.Known);
        blocks = new BlockPipeline(tokenizer);
        try
        {
            if (options.Lacking == MissingColumns.LeaveOut)
            {
                schema = schema with { Columns = Present(blocks.Header, schema) };
            }
            positions = tokenizer.Headless
                ? header.Positions(schema, blocks.Header)
                : Positions(schema, options.Unknown);
        }
        catch
        {
            Dispose();
            throw;
        }

        dropped = [.. blocks.Header.Intersect(Unused(schema), StringComparer.Ordinal)];
        Columns =
        [
            .. schema.Columns.Select(column => ColumnBuilder.For(column, format, compares?.Invoke(column) ?? true)),
        ];
    }

    /// <summary>Leaves the stream open.</summary>
    public void Dispose() => tokenizer.Dispose();

    /// <summary>One per column of the schema, in its order.</summary>
    public IReadOnlyList<ColumnBuilder> Columns { get; }

    /// <summary>The rows that <see cref="Next"/> read last.</summary>
    public CsvBlock Block => blocks.Current;

    /// <returns>False at the end of the file.</returns>
    public bool Next(CancellationToken ct)
    {
        if (blocks.Next(Columns.Count, (block, column) => Columns[column].Append(block, positions[column]), ct))
        {
            return true;
        }
        if (note is not null && !noted)
        {
            noted = true;
            FileNotes.Unusual(tokenizer, notesOnCells).ForEach(note);
            if (dropped.Length > 0)
            {
                note($"Not used, because the schema drops them: '{string.Join("', '", dropped)}'.");
            }
        }
        return false;
    }

    /// <summary>The refusal for the last block's first cell that is not of its kind; null if there is none.</summary>
    public RefusedException? FirstBreak()
    {
        ColumnBuilder? first = Columns.Where(column => column.Breaks.Count > 0).MinBy(column => column.Breaks[0]);
        if (first is null)
        {
            return null;
        }
        int row = first.Breaks[0];
        return CsvRefusals.Cell(Block.FirstRow + row + 1, Block.Line(row), first.Name, first.Expected);
    }

    /// <summary>Returns everything read since the last call.</summary>
    public Table Take() => new([.. Columns.Select(column => column.Take())]);

    private static IEnumerable<string> Unused(Schema schema) =>
        (schema.Dropped ?? []).Except(schema.Columns.Select(column => column.Name), StringComparer.Ordinal);

    private static Column[] Present(IReadOnlyList<string> header, Schema schema)
    {
        Column[] present = [.. schema.Columns.Where(column => header.Contains(column.Name, StringComparer.Ordinal))];
        return present.Length > 0 ? present : throw CsvRefusals.UnknownColumns(header);
    }

    private int[] Positions(Schema schema, UnknownColumns surplus)
    {
        IReadOnlyList<string> header = blocks.Header;
        var at = header
            .Select((name, index) => (name, index))
            .ToDictionary(pair => pair.name, pair => pair.index, StringComparer.Ordinal);
        string[] lacking = [.. schema.Columns.Select(column => column.Name).Where(name => !at.ContainsKey(name))];
        if (lacking.Length > 0)
        {
            throw CsvRefusals.MissingColumns(lacking, tokenizer.Delimiter);
        }
        var known = schema.Columns.Select(column => column.Name).Concat(schema.Dropped ?? []);
        string[] unknown = [.. header.Except(known, StringComparer.Ordinal)];
        if (unknown.Length > 0 && surplus == UnknownColumns.Refuse)
        {
            throw CsvRefusals.UnknownColumns(unknown);
        }
        return [.. schema.Columns.Select(column => at[column.Name])];
    }
}

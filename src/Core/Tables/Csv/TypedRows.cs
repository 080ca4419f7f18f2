namespace AethergenAI.Tables.Csv;

/// <summary>The rows of a text file.</summary>
internal sealed class TypedRows : ITypedRows
{
    private readonly CsvTokenizer tokenizer;
    private readonly BlockPipeline blocks;
    private readonly int[] positions;
    private readonly Action<string>? note;
    private readonly bool notesOnCells;
    private readonly string? dropped;
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
            schema = ColumnPositions.Present(blocks.Header, schema, options);
            positions = tokenizer.Headless
                ? header.Positions(schema, blocks.Header)
                : ColumnPositions.Find(blocks.Header, schema, options, tokenizer.Delimiter);
        }
        catch
        {
            Dispose();
            throw;
        }

        dropped = ColumnPositions.Dropped(blocks.Header, schema);
        Table = new TableBuilder(schema, format, compares);
    }

    /// <summary>Leaves the stream open.</summary>
    public void Dispose() => tokenizer.Dispose();

    public TableBuilder Table { get; }

    /// <summary>One per column of the schema, in its order.</summary>
    public IReadOnlyList<ColumnBuilder> Columns => Table.Columns;

    /// <summary>The rows that <see cref="Next"/> read last.</summary>
    public CellBlock Block => blocks.Current;

    public int FirstRow => Block.FirstRow;

    public Func<int, int> Line => Block.Line;

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
            if (dropped is not null)
            {
                note(dropped);
            }
        }
        return false;
    }

    /// <summary>Returns everything read since the last call.</summary>
    public Table Take() => Table.Take();
}

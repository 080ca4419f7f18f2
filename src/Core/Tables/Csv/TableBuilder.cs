namespace AethergenAI.Tables.Csv;

/// <summary>
/// A table while its file is read block by block, whether the file's cells are texts or have types. It does not check
/// bounds, levels and constraints; the schema check does.
/// </summary>
public sealed class TableBuilder
{
    private readonly int[] broken;

    /// <param name="compares">Tells which text columns' values are needed;
    /// for the others only which cells are missing is recorded. Null: all.</param>
    public TableBuilder(Schema schema, FileFormat format, Func<Column, bool>? compares = null)
    {
        Columns =
        [
            .. schema.Columns.Select(column => ColumnBuilder.For(column, format, compares?.Invoke(column) ?? true)),
        ];
        broken = new int[Columns.Count];
    }

    /// <summary>One per column of the schema, in its order.</summary>
    public IReadOnlyList<ColumnBuilder> Columns { get; }

    /// <summary>Ends a block, all of whose cells were added.</summary>
    /// <param name="rowsBefore">The number of rows in the file before the block.</param>
    /// <param name="line">The line on which a row of the block begins; null: the file has no lines.</param>
    /// <exception cref="RefusedException">A cell is not of its column's kind, and such cells refuse the
    /// file.</exception>
    public void End(long rowsBefore, Func<int, int>? line, BrokenCells rule)
    {
        if (rule == BrokenCells.Refuse && FirstBreak is { } first)
        {
            int row = first.Breaks[0];
            throw CsvRefusals.Cell(rowsBefore + row + 1, line?.Invoke(row), first.Name, first.Expected);
        }
        for (int column = 0; column < broken.Length; column++)
        {
            broken[column] += Columns[column].Breaks.Count;
        }
    }

    /// <summary>The block's first row, from 0, with a cell that is not of its kind; null: none has one.</summary>
    public int? FirstBrokenRow => FirstBreak?.Breaks[0];

    /// <summary>The table, after notes on the cells that count as missing because they are not of their kind.</summary>
    public Table Complete(Action<string>? note)
    {
        foreach (var (column, cells) in Columns.Zip(broken).Where(one => one.Second > 0))
        {
            note?.Invoke(
                $"Column '{column.Name}': {Counts.Of(cells, "cell", "is", "are")} not {column.Expected}; "
                    + $"{(cells == 1 ? "it counts" : "they count")} as missing."
            );
        }
        return Take();
    }

    /// <summary>Returns everything added since the last call.</summary>
    internal Table Take() => new([.. Columns.Select(column => column.Take())]);

    private ColumnBuilder? FirstBreak =>
        Columns.Where(column => column.Breaks.Count > 0).MinBy(column => column.Breaks[0]);
}

namespace AethergenAI.Tables.Csv;

/// <summary>Collects numbers, days or moments.</summary>
public abstract class NumberBuilder : ColumnBuilder
{
    private double[] values = [];
    private int length;

    private protected NumberBuilder(string name, string expected)
        : base(name, expected) { }

    /// <summary>
    /// Whether a value of the column's kind may be added without its text: the text would be read as the same value.
    /// A column of days whose format has no day, for example, may not.
    /// </summary>
    public abstract bool TakesValues { get; }

    /// <summary>Makes room for a block and forgets what the last one reported.</summary>
    /// <returns>The block's cells, for the caller to fill: <see cref="NumberData"/> says with what.</returns>
    public Span<double> Begin(int rows)
    {
        Breaks.Clear();
        Misforms.Clear();
        if (values.Length < length + rows)
        {
            Array.Resize(ref values, Math.Max(length + rows, length * 2));
        }
        length += rows;
        return values.AsSpan(length - rows, rows);
    }

    /// <summary>Reads a text; one that is not of the column's kind becomes missing and is reported.</summary>
    /// <param name="row">Counts from 0 in the block.</param>
    public abstract double Read(ReadOnlySpan<byte> cell, int row);

    internal override NumberData Take()
    {
        double[] taken = values.Length == length ? values : values[..length];
        (values, length) = ([], 0);
        return new NumberData { Name = Name, Values = taken };
    }
}

internal sealed class ParsedNumbers<TCells>(string name, string expected, MissingTokens missing, TCells cells)
    : NumberBuilder(name, expected)
    where TCells : struct, ICells
{
    public override bool TakesValues => cells.Exact;

    public override double Read(ReadOnlySpan<byte> cell, int row)
    {
        if (!cells.TryParse(cell, out double value))
        {
            if (!missing.Holds(cell))
            {
                Breaks.Add(row);
            }
            return double.NaN;
        }
        if (!cells.Writes(value, cell))
        {
            Misforms.Add(row);
        }
        return value;
    }

    internal override void Append(CellBlock block, int column)
    {
        Span<double> read = Begin(block.Rows);
        for (int row = 0; row < read.Length; row++)
        {
            read[row] = Read(block.Cell(row, column), row);
        }
    }
}

using AethergenAI.Tables;
using AethergenAI.Tables.Csv;

namespace AethergenAI.Schemas.Inference;

/// <summary>Gathers everything about one column in one pass. Memory does not grow with the file.</summary>
internal sealed class ColumnProbe(string name, FileFormat format, MissingTokens missing, int maxLevels, RowSample rows)
{
    /// <summary>
    /// The number of cells from which a column is judged to be mostly digits or not, and to hold coordinates.
    /// </summary>
    internal const int MaxCounted = 10_000;

    private readonly NumberProbe plain = new((byte)(format.DecimalComma ? ',' : '.'));
    private DateCandidate? read;
    private NumberForm? form;

    public string Name { get; } = name;

    /// <summary>The decimal sign of the file's plain numbers.</summary>
    public char Point { get; } = format.DecimalComma ? ',' : '.';

    public int Missing { get; private set; }

    /// <summary>The texts that were taken for missing cells.</summary>
    public TokenCounts Tokens { get; } = new();

    /// <summary>The cells as numbers, in plain digits or in the form that all of them have.</summary>
    public NumberProbe Numbers => plain.Failures > 0 && Forms?.Best is { } best ? best.Numbers : plain;

    /// <summary>The cells as plain digits.</summary>
    public NumberProbe Plain => plain;

    /// <summary>The forms of numbers, from the first cell on that is not in plain digits; null: none is.</summary>
    public NumberForms? Forms { get; private set; }

    public DateProbe Moments { get; } = new();

    public DistinctProbe Texts { get; } = new(maxLevels);

    /// <summary>How many of the first cells that are no plain numbers have a place on the earth.</summary>
    public Coordinates Places { get; } = new();

    /// <summary>How many of the first cells that are no plain numbers hold several values.</summary>
    public Structures Structures { get; } = new();

    public long Bytes { get; private set; }

    /// <summary>The number of digits in the first cells that are no plain numbers.</summary>
    public long Digits { get; private set; }

    /// <summary>The number of letters, in bytes, in the first cells that are no plain numbers.</summary>
    public long Letters { get; private set; }

    /// <summary>
    /// The cells of the current block as numbers or, failing that, as moments; NaN if missing or neither.
    /// </summary>
    public double[] Values { get; private set; } = [];

    /// <summary>
    /// The cells of the current block as level numbers; −1 if missing or if levels are no longer kept.
    /// </summary>
    public int[] Codes { get; private set; } = [];

    /// <summary><see cref="Values"/> of the sampled rows.</summary>
    public List<double> Sample { get; } = [];

    /// <summary>Whether a later block ruled out the format by which values of earlier blocks were parsed.</summary>
    public bool Reread { get; private set; }

    /// <summary>Whether values can be compared: all cells are numbers, or all are moments.</summary>
    public bool Comparable => (Numbers.Holds || Moments.Best is not null) && !Reread;

    public void Observe(CellBlock block, int column)
    {
        if (Values.Length < block.Rows)
        {
            (Values, Codes) = (new double[block.Rows * 2], new int[block.Rows * 2]);
        }
        for (int row = 0; row < block.Rows; row++)
        {
            (Values[row], Codes[row]) = (double.NaN, -1);
            ReadOnlySpan<byte> cell = block.Cell(row, column);
            if (missing.Holds(cell))
            {
                Missing++;
                Tokens.Observe(cell);
                continue;
            }

            Bytes += cell.Length;
            Codes[row] = Texts.Observe(cell);
            if (plain.Tried)
            {
                Values[row] = plain.Observe(cell, block.FirstRow + row);
            }
            if (double.IsNaN(Values[row]) && Texts.Count <= MaxCounted)
            {
                Count(cell);
            }
            if (Forms is { Tried: true } forms)
            {
                forms.Observe(cell, block.FirstRow + row);
            }
            else if (plain.Failures == 1 && Forms is null && Texts.Levels is not null)
            {
                Forms = new NumberForms(Texts, block.FirstRow + row);
            }
            if (Moments.Tried)
            {
                Moments.Observe(cell, block.FirstRow + row);
            }
        }

        // Numbers with decimals are measurements, never keys.
        if (Numbers.Holds && !Numbers.Whole)
        {
            Texts.StopComparing();
        }
        if (!plain.Holds)
        {
            ReadForms(block, column);
            ReadMoments(block, column);
        }
        for (int row = 0; row < block.Rows; row++)
        {
            if (rows.Holds(block.FirstRow + row))
            {
                Sample.Add(Values[row]);
            }
        }
    }

    /// <summary>Keeps only the given positions of the sample.</summary>
    public void Thin(ReadOnlySpan<int> kept)
    {
        for (int i = 0; i < kept.Length; i++)
        {
            Sample[i] = Sample[kept[i]];
        }
        Sample.RemoveRange(kept.Length, Sample.Count - kept.Length);
    }

    /// <summary>Call it after the last block: it frees what is needed only while blocks are read.</summary>
    public void End() => (Values, Codes) = ([], []);

    private void Count(ReadOnlySpan<byte> cell)
    {
        Places.Observe(cell);
        Structures.Observe(cell);
        foreach (byte b in cell)
        {
            Digits += (uint)(b - '0') <= 9 ? 1 : 0;
            Letters += b > 127 || (b | 0x20) is >= (byte)'a' and <= (byte)'z' ? 1 : 0;
        }
    }

    private void ReadForms(CellBlock block, int column)
    {
        if (Forms?.Best is not { } best)
        {
            return;
        }
        Reread |= block.FirstRow > 0 && form != best;
        form = best;
        for (int row = 0; row < block.Rows; row++)
        {
            ReadOnlySpan<byte> cell = block.Cell(row, column);
            if (!missing.Holds(cell))
            {
                Values[row] = Forms.Read(best, cell);
            }
        }
    }

    private void ReadMoments(CellBlock block, int column)
    {
        if (Moments.Best is not { } best || form is not null)
        {
            return;
        }
        Reread |= read is not null && read != best;
        read = best;
        for (int row = 0; row < block.Rows; row++)
        {
            ReadOnlySpan<byte> cell = block.Cell(row, column);
            if (!missing.Holds(cell))
            {
                Values[row] = Moments.Value(best, cell);
            }
        }
    }
}

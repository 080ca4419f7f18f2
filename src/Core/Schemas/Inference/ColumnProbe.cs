using AethergenAI.Tables;
using AethergenAI.Tables.Csv;

namespace AethergenAI.Schemas.Inference;

/// <summary>Gathers everything about one column in one pass. Memory does not grow with the file.</summary>
internal sealed class ColumnProbe(string name, FileFormat format, int maxLevels, RowSample rows)
{
    private readonly MissingTokens missing = new(format.Missing);
    private MomentProbe.Candidate? read;

    public string Name { get; } = name;

    public int Missing { get; private set; }

    public TokenCounts Tokens { get; } = new();

    public NumberProbe Numbers { get; } = new((byte)(format.DecimalComma ? ',' : '.'));

    public MomentProbe Moments { get; } = new();

    public DistinctProbe Texts { get; } = new(maxLevels);

    public long Bytes { get; private set; }

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
    public bool Comparable => Numbers.Holds || Moments.Best is not null && !Reread;

    public void Observe(CsvBlock block, int column)
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
            if (Numbers.Tried)
            {
                Values[row] = Numbers.Observe(cell, block.FirstRow + row);
            }
            if (Moments.Tried)
            {
                Moments.Observe(cell);
            }
        }

        // Numbers with decimals are measurements, never keys.
        if (Numbers.Holds && !Numbers.Whole)
        {
            Texts.StopComparing();
        }
        if (!Numbers.Holds)
        {
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

    private void ReadMoments(CsvBlock block, int column)
    {
        if (Moments.Best is not { } format)
        {
            return;
        }
        Reread |= read is not null && read != format;
        read = format;
        for (int row = 0; row < block.Rows; row++)
        {
            if (Codes[row] >= 0 || Texts.Levels is null)
            {
                ReadOnlySpan<byte> cell = block.Cell(row, column);
                if (!missing.Holds(cell))
                {
                    Values[row] = format.Value(cell);
                }
            }
        }
    }
}

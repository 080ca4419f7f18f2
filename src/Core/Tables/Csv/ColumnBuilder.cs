using System.Text;

namespace AethergenAI.Tables.Csv;

/// <summary>
/// Collects the cells of one column, parsed by its kind. A cell that cannot be parsed becomes missing and is reported.
/// </summary>
internal abstract class ColumnBuilder(string name, string expected)
{
    public string Name { get; } = name;

    /// <summary>What a cell must be, in words, for example "a whole number".</summary>
    public string Expected { get; } = expected;

    /// <summary>Rows of the last block whose cell could not be parsed.</summary>
    public List<int> Breaks { get; } = [];

    /// <summary>Rows of the last block whose cell was parsed, but would be written otherwise.</summary>
    public List<int> Misforms { get; } = [];

    /// <summary>Appends a block's cells. Another thread may read another column at the same time.</summary>
    public abstract void Append(CsvBlock block, int column);

    /// <summary>Returns everything collected since the last call.</summary>
    public abstract ColumnData Take();

    /// <param name="compared">Whether the values of text and identifier columns are needed,
    /// not only which cells are missing.</param>
    public static ColumnBuilder For(Column column, FileFormat format, bool compared = true)
    {
        var missing = new MissingTokens(format.Missing);
        byte point = (byte)(format.DecimalComma ? ',' : '.');
        return column switch
        {
            IntegerColumn { Format: { } pattern } => Formatted(column, pattern, missing, whole: true),
            DecimalColumn { Format: { } pattern } => Formatted(column, pattern, missing, whole: false),
            IntegerColumn => new NumberBuilder<IntegerCells>(
                column.Name,
                $"a whole number up to 2^53",
                missing,
                new(point)
            ),
            DecimalColumn => new NumberBuilder<DecimalCells>(
                column.Name,
                format.DecimalComma ? "a number with a decimal comma" : "a number with a decimal point",
                missing,
                new(point)
            ),
            DateColumn date => new NumberBuilder<DateCells>(
                column.Name,
                $"a date written as {date.Format}",
                missing,
                new(new TemporalFormat(date.Format, date.Letters))
            ),
            DateTimeColumn moment => new NumberBuilder<DateTimeCells>(
                column.Name,
                $"a date and time written as {moment.Format}",
                missing,
                new(new TemporalFormat(moment.Format, moment.Letters))
            ),
            BooleanColumn boolean => new LevelBuilder(
                column.Name,
                $"'{boolean.FalseText}' or '{boolean.TrueText}'",
                missing,
                [boolean.FalseText, boolean.TrueText],
                closed: true
            ),
            CategoricalColumn categories => new LevelBuilder(
                column.Name,
                "a level",
                missing,
                categories.Levels,
                closed: false
            ),
            TextColumn { Redacted: { } text } => new PresenceBuilder(column.Name, missing, text),
            _ when !compared => new PresenceBuilder(column.Name, missing, "text"),
            _ => new LevelBuilder(column.Name, "text", missing, [], closed: false),
        };
    }

    private static NumberBuilder<FormattedCells> Formatted(
        Column column,
        string pattern,
        MissingTokens missing,
        bool whole
    ) =>
        new(
            column.Name,
            $"a {(whole ? "whole number up to 2^53" : "number")} written as {pattern}",
            missing,
            new(NumberFormat.Of(pattern), whole)
        );
}

internal interface ICells
{
    bool TryParse(ReadOnlySpan<byte> cell, out double value);

    /// <summary>Whether the column's format would write the value as it stands in the cell.</summary>
    bool Writes(double value, ReadOnlySpan<byte> cell) => true;
}

internal readonly record struct FormattedCells(NumberFormat Format, bool Whole) : ICells
{
    public bool TryParse(ReadOnlySpan<byte> cell, out double value)
    {
        bool parsed = Format.TryRead(cell, out NumberText number);
        value = number.Value;
        return parsed && (!Whole || number.Decimals == 0);
    }

    public bool Writes(double value, ReadOnlySpan<byte> cell) => Format.Writes(value, cell);
}

internal readonly record struct IntegerCells(byte Point) : ICells
{
    public bool TryParse(ReadOnlySpan<byte> cell, out double value) => NumberText.TryInteger(cell, Point, out value);
}

internal readonly record struct DecimalCells(byte Point) : ICells
{
    public bool TryParse(ReadOnlySpan<byte> cell, out double value)
    {
        bool parsed = NumberText.TryParse(cell, Point, out NumberText number);
        value = number.Value;
        return parsed;
    }
}

internal readonly record struct DateCells(TemporalFormat Format) : ICells
{
    public bool TryParse(ReadOnlySpan<byte> cell, out double value) => Format.TryDay(cell, out value);
}

internal readonly record struct DateTimeCells(TemporalFormat Format) : ICells
{
    public bool TryParse(ReadOnlySpan<byte> cell, out double value) => Format.TrySeconds(cell, out value);
}

internal sealed class NumberBuilder<TCells>(string name, string expected, MissingTokens missing, TCells cells)
    : ColumnBuilder(name, expected)
    where TCells : struct, ICells
{
    private double[] values = [];
    private int length;

    public override void Append(CsvBlock block, int column)
    {
        Breaks.Clear();
        Misforms.Clear();
        if (values.Length < length + block.Rows)
        {
            Array.Resize(ref values, Math.Max(length + block.Rows, length * 2));
        }
        for (int row = 0; row < block.Rows; row++)
        {
            ReadOnlySpan<byte> cell = block.Cell(row, column);
            if (!cells.TryParse(cell, out double value))
            {
                value = double.NaN;
                if (!missing.Holds(cell))
                {
                    Breaks.Add(row);
                }
            }
            else if (!cells.Writes(value, cell))
            {
                Misforms.Add(row);
            }

            values[length++] = value;
        }
    }

    public override NumberData Take()
    {
        double[] taken = values.Length == length ? values : values[..length];
        (values, length) = ([], 0);
        return new NumberData { Name = Name, Values = taken };
    }
}

/// <summary>
/// The schema's levels have the first codes, in their order; other texts follow in order of appearance.
/// </summary>
internal sealed class LevelBuilder : ColumnBuilder
{
    private readonly MissingTokens missing;
    private readonly Utf8Levels levels = new();
    private readonly List<string> texts;
    private readonly bool closed;
    private int[] codes = [];
    private int length;

    /// <param name="closed">Whether a text that is not declared counts as a break.</param>
    public LevelBuilder(
        string name,
        string expected,
        MissingTokens missing,
        IReadOnlyList<string> declared,
        bool closed
    )
        : base(name, expected)
    {
        (this.missing, this.closed) = (missing, closed);
        texts = [.. declared];
        foreach (string level in declared)
        {
            levels.FindOrAdd(Encoding.UTF8.GetBytes(level));
        }
    }

    public override void Append(CsvBlock block, int column)
    {
        Breaks.Clear();
        if (codes.Length < length + block.Rows)
        {
            Array.Resize(ref codes, Math.Max(length + block.Rows, length * 2));
        }
        for (int row = 0; row < block.Rows; row++)
        {
            ReadOnlySpan<byte> cell = block.Cell(row, column);
            bool absent = cell.IsEmpty && missing.Holds(cell) && !block.IsEmptyText(row, column);
            codes[length++] = absent ? -1 : Code(cell, row);
        }
    }

    public override LevelData Take()
    {
        int[] taken = codes.Length == length ? codes : codes[..length];
        (codes, length) = ([], 0);
        texts.Capacity = Math.Max(texts.Capacity, levels.Count);
        for (int level = texts.Count; level < levels.Count; level++)
        {
            texts.Add(Encoding.UTF8.GetString(levels[level]));
        }
        return new LevelData
        {
            Name = Name,
            Codes = taken,
            Levels = texts,
        };
    }

    private int Code(ReadOnlySpan<byte> cell, int row)
    {
        ulong hash = Utf8Levels.Hash(cell);
        int code = levels.Find(cell, hash);
        if (code >= 0 || missing.Holds(cell))
        {
            return code;
        }
        if (!closed)
        {
            return levels.FindOrAdd(cell, hash);
        }
        Breaks.Add(row);
        return -1;
    }
}

/// <summary>Records only which cells are missing: all other cells have the same code.</summary>
/// <param name="text">What they count as.</param>
internal sealed class PresenceBuilder(string name, MissingTokens missing, string text) : ColumnBuilder(name, "text")
{
    private readonly List<int> codes = [];

    public override void Append(CsvBlock block, int column)
    {
        for (int row = 0; row < block.Rows; row++)
        {
            codes.Add(missing.Holds(block.Cell(row, column)) ? -1 : 0);
        }
    }

    public override LevelData Take()
    {
        int[] taken = [.. codes];
        codes.Clear();
        return new LevelData
        {
            Name = Name,
            Codes = taken,
            Levels = [text],
        };
    }
}

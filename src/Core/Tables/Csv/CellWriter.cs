using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace AethergenAI.Tables.Csv;

/// <summary>Writes one column's cells as bytes.</summary>
internal abstract class CellWriter
{
    /// <summary>The largest number of bytes that a number can take.</summary>
    public const int MaxNumber = 400;

    /// <summary>The largest number of bytes that a cell of the current block can take.</summary>
    public abstract int Longest { get; }

    public abstract void Take(Table block);

    /// <returns>The number of bytes written; 0 if the cell is missing.</returns>
    public abstract int Write(int row, Span<byte> to);

    public static CellWriter For(Column column, FileFormat format, byte delimiter) =>
        column switch
        {
            IntegerColumn { Format: { } pattern } => new FormattedWriter(column.Name, pattern, delimiter),
            DecimalColumn { Format: { } pattern } => new FormattedWriter(column.Name, pattern, delimiter),
            IntegerColumn => new FixedPointWriter(column.Name, 0, format.DecimalComma, delimiter),
            DecimalColumn { Step: { } step } when StepDecimals.Of(step) is int decimals and >= 0 =>
                new FixedPointWriter(column.Name, decimals, format.DecimalComma, delimiter),
            DecimalColumn => new FixedPointWriter(column.Name, -1, format.DecimalComma, delimiter),
            DateColumn date => new MomentWriter(
                column.Name,
                new TemporalFormat(date.Format, date.Letters),
                delimiter,
                days: true
            ),
            DateTimeColumn moment => new MomentWriter(
                column.Name,
                new TemporalFormat(moment.Format, moment.Letters),
                delimiter,
                days: false
            ),
            _ => new LevelWriter(column.Name, delimiter),
        };
}

/// <param name="decimals">Digits after the decimal point; −1: the shortest text that reads
/// back to the same double.</param>
internal sealed class FixedPointWriter(string name, int decimals, bool comma, byte delimiter) : CellWriter
{
    private readonly double scale = Math.Pow(10, Math.Max(decimals, 0));
    private readonly bool quoted = delimiter == (comma ? ',' : '.');
    private double[] values = [];

    public override int Longest => 330;

    public override void Take(Table block) => values = block.Numbers(name).Values;

    public override int Write(int row, Span<byte> to)
    {
        double value = values[row];
        if (double.IsNaN(value))
        {
            return 0;
        }
        if (!quoted)
        {
            return Format(value, to);
        }
        int length = Format(value, to[1..]);
        if (decimals == 0)
        {
            to[1..(length + 1)].CopyTo(to);
            return length;
        }
        to[0] = (byte)'"';
        to[length + 1] = (byte)'"';
        return length + 2;
    }

    private int Format(double value, Span<byte> to)
    {
        int length;
        double units = Math.Round(value * scale);
        if (decimals >= 0 && Math.Abs(units) < NumberText.MaxExact)
        {
            length = Digits((long)units, to);
        }
        else
        {
            value.TryFormat(to, out length, decimals == 0 ? "F0" : "R", CultureInfo.InvariantCulture);
            if (comma)
            {
                to[..length].Replace((byte)'.', (byte)',');
            }
        }

        return length;
    }

    private int Digits(long units, Span<byte> to)
    {
        int at = 0;
        if (units < 0)
        {
            to[at++] = (byte)'-';
            units = -units;
        }
        (long whole, long part) = decimals == 0 ? (units, 0) : Math.DivRem(units, (long)scale);
        Utf8Formatter.TryFormat(whole, to[at..], out int written);
        at += written;
        if (decimals == 0)
        {
            return at;
        }
        to[at] = (byte)(comma ? ',' : '.');
        for (int i = decimals; i > 0; i--)
        {
            (part, long digit) = Math.DivRem(part, 10);
            to[at + i] = (byte)('0' + digit);
        }

        return at + decimals + 1;
    }
}

/// <summary>Writes numbers as their column's pattern says.</summary>
internal sealed class FormattedWriter(string name, string pattern, byte delimiter) : CellWriter
{
    private readonly NumberFormat format = NumberFormat.Of(pattern);
    private double[] values = [];

    public override int Longest => MaxNumber + 2;

    public override void Take(Table block) => values = block.Numbers(name).Values;

    public override int Write(int row, Span<byte> to)
    {
        double value = values[row];
        if (double.IsNaN(value))
        {
            return 0;
        }
        int length = format.Write(value, to[1..]);
        if (!to.Slice(1, length).Contains(delimiter))
        {
            to.Slice(1, length).CopyTo(to);
            return length;
        }
        to[0] = (byte)'"';
        to[length + 1] = (byte)'"';
        return length + 2;
    }
}

/// <param name="days">True: the numbers are days since 0001-01-01; false: seconds since 1970-01-01.</param>
internal sealed class MomentWriter(string name, TemporalFormat format, byte delimiter, bool days) : CellWriter
{
    /// <summary>A cache of written days, because days repeat; seconds hardly ever do.</summary>
    private readonly Dictionary<double, byte[]> written = [];
    private readonly bool quoted = Quoted(format, delimiter);
    private double[] values = [];

    public override int Longest => TemporalFormat.MaxLength + 2;

    public override void Take(Table block) => values = block.Numbers(name).Values;

    public override int Write(int row, Span<byte> to)
    {
        double value = values[row];
        if (double.IsNaN(value))
        {
            return 0;
        }
        if (!days)
        {
            return Format(Moment(value * TimeSpan.TicksPerSecond, DateTime.UnixEpoch), to);
        }
        if (written.TryGetValue(value, out byte[]? text))
        {
            text.CopyTo(to);
            return text.Length;
        }

        int length = Format(Moment(value * TimeSpan.TicksPerDay, DateTime.MinValue), to);
        written[value] = to[..length].ToArray();
        return length;
    }

    /// <exception cref="RefusedException">No date can say the moment.</exception>
    private DateTime Moment(double ticks, DateTime from)
    {
        long at = Math.Abs(ticks) < long.MaxValue / 2 ? (long)Math.Round(ticks) + from.Ticks : -1;
        return at >= 0 && at <= DateTime.MaxValue.Ticks
            ? from.AddTicks(at - from.Ticks)
            : throw CsvRefusals.MomentRange(name);
    }

    /// <summary>
    /// Whether a cell needs quotes depends on the format's own characters only, so one example is enough.
    /// </summary>
    private static bool Quoted(TemporalFormat format, byte delimiter)
    {
        Span<byte> example = stackalloc byte[TemporalFormat.MaxLength];
        int length = format.Write(DateTime.UnixEpoch.AddTicks(1), example);
        return CsvText.Quoted(Encoding.UTF8.GetString(example[..length]), delimiter)[0] == '"';
    }

    private int Format(DateTime moment, Span<byte> to)
    {
        if (!quoted)
        {
            return format.Write(moment, to);
        }
        int length = format.Write(moment, to[1..]);
        to[0] = (byte)'"';
        to[length + 1] = (byte)'"';
        return length + 2;
    }
}

internal sealed class LevelWriter(string name, byte delimiter) : CellWriter
{
    private IReadOnlyList<string>? levels;
    private byte[][] texts = [];
    private int[] codes = [];
    private int longest;

    public override int Longest => longest;

    public override void Take(Table block)
    {
        LevelData data = block.Levels(name);
        codes = data.Codes;
        if (ReferenceEquals(levels, data.Levels) && texts.Length == data.Levels.Count)
        {
            return;
        }
        levels = data.Levels;
        texts = [.. levels.Select(level => CsvText.Quoted(level, delimiter))];
        longest = texts.Length == 0 ? 0 : texts.Max(text => text.Length);
    }

    public override int Write(int row, Span<byte> to)
    {
        int code = codes[row];
        if (code < 0)
        {
            return 0;
        }
        byte[] text = texts[code];
        text.CopyTo(to);
        return text.Length;
    }
}

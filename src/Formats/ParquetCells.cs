using System.Globalization;
using System.Text;
using AethergenAI.Tables;
using AethergenAI.Tables.Csv;
using DuckDB.NET.Native;

namespace AethergenAI.Formats;

/// <summary>
/// Writes the cells of a Parquet file's column as the texts that a CSV file would have. Dates and booleans have the
/// format of the schema; where there is none, ISO 8601, true and false. Callers leave out missing cells.
/// </summary>
/// <param name="column">The column's place among those that are read.</param>
/// <param name="known">The schema's column; null: there is no schema.</param>
internal sealed class ParquetCells(ParquetRows rows, int column, ParquetField field, Column? known, FloatCells floats)
{
    private const int MaxText = 16 << 20;
    private const long MicrosecondsOfDay = 86_400_000_000;
    private static readonly long FirstMicrosecond =
        (DateTime.MinValue - DateTime.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;
    private static readonly long LastMicrosecond =
        (DateTime.MaxValue - DateTime.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;

    private readonly int decimals = rows.Fields.Decimals(field);
    private readonly ParquetDates moments = new(known, field, rows.Fields.Decimals(field));
    private byte[] buffer = new byte[64];

    /// <summary>A moment of a column of days or timestamps.</summary>
    /// <returns>Microseconds since 1970-01-01, in UTC.</returns>
    /// <exception cref="RefusedException">It is outside the years that the product knows.</exception>
    internal long Moment(int row)
    {
        long microseconds;
        if (rows.Type(column) == DuckDBType.Date)
        {
            long days = rows.Cell<int>(column, row);
            CheckRange(days > LastMicrosecond / MicrosecondsOfDay || days < FirstMicrosecond / MicrosecondsOfDay, row);
            microseconds = days * MicrosecondsOfDay;
        }
        else
        {
            microseconds = rows.Cell<long>(column, row);
            CheckRange(microseconds < FirstMicrosecond || microseconds > LastMicrosecond, row);
        }
        return microseconds;
    }

    /// <summary>Whether the text of a moment has all of it: the format cuts nothing off.</summary>
    internal bool SaysAll(long microseconds) => moments.SaysAll(microseconds);

    /// <summary>A number of a column of numbers with a floating point.</summary>
    /// <returns>NaN if the number is declared to be missing.</returns>
    /// <exception cref="RefusedException">It is not finite, and not declared to be missing.</exception>
    internal double Number(int row)
    {
        double number =
            rows.Type(column) == DuckDBType.Float ? rows.Cell<float>(column, row) : rows.Cell<double>(column, row);
        if (double.IsFinite(number))
        {
            return number;
        }
        return floats.Missing(number)
            ? double.NaN
            : throw FormatsRefusals.NotFinite(rows.File, field.Name, rows.Before + row + 1, FloatCells.Name(number));
    }

    /// <summary>The text of a cell, until the next call.</summary>
    internal ReadOnlySpan<byte> Text(int row)
    {
        switch (rows.Type(column))
        {
            case DuckDBType.Boolean:
                var boolean = known as BooleanColumn;
                bool value = rows.Cell<byte>(column, row) != 0;
                return Bytes(value ? boolean?.TrueText ?? "true" : boolean?.FalseText ?? "false");
            case DuckDBType.Date or DuckDBType.Timestamp or DuckDBType.TimestampTz:
                return Bytes(moments.Text(Moment(row)));
            case DuckDBType.Time:
                return Bytes(Time(rows.Cell<long>(column, row)));
            case DuckDBType.Decimal:
                return Bytes(Decimal(rows.Cell<long>(column, row)).ToString(CultureInfo.InvariantCulture));
            case DuckDBType.Float or DuckDBType.Double:
                double number = Number(row);
                if (double.IsNaN(number))
                {
                    return Bytes(MissingTokens.Null);
                }
                bool single = rows.Type(column) == DuckDBType.Float;
                return FloatCells.Write(number, single, buffer);
            default:
                return Checked(rows.Text(column, row), row);
        }
    }

    private ReadOnlySpan<byte> Checked(ReadOnlySpan<byte> text, int row)
    {
        if (text.Length > MaxText)
        {
            throw FormatsRefusals.LongText(rows.File, field.Name, rows.Before + row + 1, MaxText >> 20);
        }
        return text.Contains((byte)0)
            ? throw FormatsRefusals.NulByte(rows.File, field.Name, rows.Before + row + 1)
            : text;
    }

    private decimal Decimal(long units)
    {
        ulong size = (ulong)Math.Abs(units);
        return new decimal((int)size, (int)(size >> 32), 0, units < 0, (byte)field.Scale);
    }

    private string Time(long microseconds)
    {
        string fraction = decimals == 0 ? "" : $".{new string('f', decimals)}";
        return DateTime
            .UnixEpoch.AddTicks(microseconds * TimeSpan.TicksPerMicrosecond)
            .ToString($"HH:mm:ss{fraction}", CultureInfo.InvariantCulture);
    }

    private ReadOnlySpan<byte> Bytes(string text)
    {
        if (Encoding.UTF8.GetMaxByteCount(text.Length) > buffer.Length)
        {
            buffer = new byte[Encoding.UTF8.GetMaxByteCount(text.Length)];
        }
        return buffer.AsSpan(0, Encoding.UTF8.GetBytes(text, buffer));
    }

    private void CheckRange(bool outside, int row)
    {
        if (outside)
        {
            throw FormatsRefusals.OutOfYears(rows.File, field.Name, rows.Before + row + 1);
        }
    }
}

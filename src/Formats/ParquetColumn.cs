using System.Globalization;
using AethergenAI.Tables;
using DuckDB.NET.Native;
using static DuckDB.NET.Native.NativeMethods;

namespace AethergenAI.Formats;

/// <summary>Writes one column of a schema to a Parquet file.</summary>
internal abstract record ParquetColumn(string Name)
{
    /// <summary>The SQL type, which DuckDB maps to a logical type of Parquet.</summary>
    internal abstract string SqlType { get; }

    /// <summary>The caller destroys it.</summary>
    internal abstract DuckDBLogicalType CreateLogicalType();

    /// <summary>
    /// Copies cells, starting with <paramref name="from"/>, to a vector whose cells are all there, and says which are
    /// missing.
    /// </summary>
    internal abstract unsafe void Fill(ColumnData data, int from, int count, nint vector);

    /// <summary>The type in the file if it is not <see cref="SqlType"/>; DuckDB casts the cells to it.</summary>
    internal string? FileType { get; init; }

    /// <param name="type">The type that the column had in the file that the schema was made from; it is kept where the
    /// column's kind has such values. Null: the type of the kind.</param>
    internal static ParquetColumn Of(Column column, string? type) =>
        type is null ? Of(column) : ParquetTypes.Keep(column, type) ?? Of(column);

    internal static ParquetColumn Of(Column column) =>
        column switch
        {
            IntegerColumn => new BigIntParquetColumn(column.Name),
            DecimalColumn { Step: { } step, Min: { } min, Max: { } max }
                when Digits(step, Math.Max(Math.Abs(min), Math.Abs(max))) is { } digits => new DecimalParquetColumn(
                column.Name,
                digits
            ),
            DecimalColumn => new DoubleParquetColumn(column.Name),
            DateColumn => new DateParquetColumn(column.Name),
            DateTimeColumn { Format: var format } when format.EndsWith("'Z'", StringComparison.Ordinal) =>
                new TimestampParquetColumn(column.Name, Zoned: true),
            DateTimeColumn => new TimestampParquetColumn(column.Name, Zoned: false),
            BooleanColumn boolean => new BooleanParquetColumn(column.Name, boolean.TrueText),
            _ => new TextParquetColumn(column.Name),
        };

    /// <summary>
    /// The number of decimal places that represent every multiple of <paramref name="step"/> up to
    /// <paramref name="largest"/> with at most 18 digits, and as exactly as a double does with 15;
    /// null if there is none.
    /// </summary>
    private static byte? Digits(double step, double largest)
    {
        if (!(step is > 1e-12 and < 1e12))
        {
            return null;
        }
        byte places = ((decimal)step).Scale;
        return places <= 9 && largest < Math.Pow(10, 15 - places) ? places : null;
    }

    /// <param name="valid">The vector's bits of cells that are there; null before the first missing cell, since DuckDB
    /// is faster without them.</param>
    protected static unsafe void Missing(nint vector, ref ulong* valid, int row)
    {
        if (valid == null)
        {
            Vectors.DuckDBVectorEnsureValidityWritable(vector);
            valid = Vectors.DuckDBVectorGetValidity(vector);
        }
        valid[row >> 6] &= ~(1UL << (row & 63));
    }
}

internal sealed record BigIntParquetColumn(string Name) : ParquetColumn(Name)
{
    internal override string SqlType => "BIGINT";

    internal override DuckDBLogicalType CreateLogicalType() => LogicalType.DuckDBCreateLogicalType(DuckDBType.BigInt);

    internal override unsafe void Fill(ColumnData data, int from, int count, nint vector)
    {
        ulong* valid = null;
        var cells = (long*)Vectors.DuckDBVectorGetData(vector);
        double[] values = ((NumberData)data).Values;
        for (int i = 0; i < count; i++)
        {
            if (double.IsNaN(values[from + i]))
            {
                Missing(vector, ref valid, i);
            }
            else
            {
                cells[i] = (long)values[from + i];
            }
        }
    }
}

internal sealed record DoubleParquetColumn(string Name) : ParquetColumn(Name)
{
    internal override string SqlType => "DOUBLE";

    internal override DuckDBLogicalType CreateLogicalType() => LogicalType.DuckDBCreateLogicalType(DuckDBType.Double);

    internal override unsafe void Fill(ColumnData data, int from, int count, nint vector)
    {
        ulong* valid = null;
        var cells = (double*)Vectors.DuckDBVectorGetData(vector);
        double[] values = ((NumberData)data).Values;
        for (int i = 0; i < count; i++)
        {
            if (double.IsNaN(values[from + i]))
            {
                Missing(vector, ref valid, i);
            }
            else
            {
                cells[i] = values[from + i];
            }
        }
    }
}

internal sealed record DecimalParquetColumn(string Name, byte Places) : ParquetColumn(Name)
{
    private const byte Width = 18; // the most digits that fit in 64 bits
    private readonly double scale = Math.Pow(10, Places);

    internal override string SqlType => $"DECIMAL({Width},{Places.ToString(CultureInfo.InvariantCulture)})";

    internal override DuckDBLogicalType CreateLogicalType() => LogicalType.DuckDBCreateDecimalType(Width, Places);

    internal override unsafe void Fill(ColumnData data, int from, int count, nint vector)
    {
        ulong* valid = null;
        var cells = (long*)Vectors.DuckDBVectorGetData(vector);
        double[] values = ((NumberData)data).Values;
        for (int i = 0; i < count; i++)
        {
            if (double.IsNaN(values[from + i]))
            {
                Missing(vector, ref valid, i);
            }
            else
            {
                cells[i] = (long)Math.Round(values[from + i] * scale);
            }
        }
    }
}

internal sealed record DateParquetColumn(string Name) : ParquetColumn(Name)
{
    internal static readonly int Epoch = new DateOnly(1970, 1, 1).DayNumber;

    internal override string SqlType => "DATE";

    internal override DuckDBLogicalType CreateLogicalType() => LogicalType.DuckDBCreateLogicalType(DuckDBType.Date);

    internal override unsafe void Fill(ColumnData data, int from, int count, nint vector)
    {
        ulong* valid = null;
        var cells = (int*)Vectors.DuckDBVectorGetData(vector);
        double[] values = ((NumberData)data).Values;
        for (int i = 0; i < count; i++)
        {
            if (double.IsNaN(values[from + i]))
            {
                Missing(vector, ref valid, i);
            }
            else
            {
                cells[i] = (int)values[from + i] - Epoch;
            }
        }
    }
}

/// <param name="Zoned">Whether the moments are instants in UTC.</param>
internal sealed record TimestampParquetColumn(string Name, bool Zoned) : ParquetColumn(Name)
{
    internal override string SqlType => Zoned ? "TIMESTAMP WITH TIME ZONE" : "TIMESTAMP";

    internal override DuckDBLogicalType CreateLogicalType() =>
        LogicalType.DuckDBCreateLogicalType(Zoned ? DuckDBType.TimestampTz : DuckDBType.Timestamp);

    internal override unsafe void Fill(ColumnData data, int from, int count, nint vector)
    {
        ulong* valid = null;
        var cells = (long*)Vectors.DuckDBVectorGetData(vector); // microseconds since 1970
        double[] values = ((NumberData)data).Values;
        for (int i = 0; i < count; i++)
        {
            if (double.IsNaN(values[from + i]))
            {
                Missing(vector, ref valid, i);
            }
            else
            {
                cells[i] = (long)Math.Round(values[from + i] * 1e6);
            }
        }
    }
}

internal sealed record BooleanParquetColumn(string Name, string TrueText) : ParquetColumn(Name)
{
    internal override string SqlType => "BOOLEAN";

    internal override DuckDBLogicalType CreateLogicalType() => LogicalType.DuckDBCreateLogicalType(DuckDBType.Boolean);

    internal override unsafe void Fill(ColumnData data, int from, int count, nint vector)
    {
        ulong* valid = null;
        var cells = (byte*)Vectors.DuckDBVectorGetData(vector);
        var levels = (LevelData)data;
        bool[] isTrue = [.. levels.Levels.Select(level => level == TrueText)];
        for (int i = 0; i < count; i++)
        {
            int code = levels.Codes[from + i];
            if (code < 0)
            {
                Missing(vector, ref valid, i);
            }
            else
            {
                cells[i] = isTrue[code] ? (byte)1 : (byte)0;
            }
        }
    }
}

using System.Globalization;
using System.Text;
using AethergenAI.Tables;
using DuckDB.NET.Native;
using static DuckDB.NET.Native.NativeMethods;

namespace AethergenAI.Formats;

/// <summary>Writes seconds since midnight as times of day.</summary>
internal sealed record TimeParquetColumn(string Name) : ParquetColumn(Name)
{
    internal override string SqlType => "TIME";

    internal override DuckDBLogicalType CreateLogicalType() => LogicalType.DuckDBCreateLogicalType(DuckDBType.Time);

    internal override unsafe void Fill(ColumnData data, int from, int count, nint vector)
    {
        ulong* valid = null;
        var cells = (long*)Vectors.DuckDBVectorGetData(vector); // microseconds since midnight
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

/// <summary>Writes dates and moments as text, for files that store them so.</summary>
/// <param name="Days">Whether the numbers are days since 0001-01-01; otherwise seconds since 1970-01-01.</param>
internal sealed record MomentTextParquetColumn(string Name, string Format, bool Days) : ParquetColumn(Name)
{
    internal override string SqlType => "VARCHAR";

    internal override DuckDBLogicalType CreateLogicalType() => LogicalType.DuckDBCreateLogicalType(DuckDBType.Varchar);

    internal override unsafe void Fill(ColumnData data, int from, int count, nint vector)
    {
        ulong* valid = null;
        double[] values = ((NumberData)data).Values;
        for (int i = 0; i < count; i++)
        {
            double value = values[from + i];
            if (double.IsNaN(value))
            {
                Missing(vector, ref valid, i);
                continue;
            }
            DateTime moment = Days
                ? DateTime.MinValue.AddDays(value)
                : DateTime.UnixEpoch.AddTicks((long)Math.Round(value * TimeSpan.TicksPerSecond));
            byte[] text = Encoding.UTF8.GetBytes(moment.ToString(Format, CultureInfo.InvariantCulture));
            fixed (byte* bytes = text)
            {
                Vectors.DuckDBVectorAssignStringElementLength(vector, (ulong)i, bytes, text.Length);
            }
        }
    }
}

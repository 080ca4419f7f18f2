using AethergenAI.Tables;
using AethergenAI.Tables.Csv;

namespace AethergenAI.Formats;

/// <summary>
/// Reads one column of a Parquet file. Where the stored type fits the schema's kind, values are taken as they are;
/// otherwise the text of each cell is read, as in a CSV file.
/// </summary>
/// <param name="rows">Their chunk is read.</param>
/// <param name="i">The column's place among those that are read.</param>
/// <param name="column">The schema's, as whose kind <paramref name="builder"/> takes the cells.</param>
internal sealed class ParquetReading(
    ParquetRows rows,
    int i,
    ParquetField stored,
    Column column,
    ColumnBuilder builder,
    FloatCells floats
)
{
    private readonly ParquetCells cells = new(rows, i, stored, column, floats);

    /// <summary>What is read, in SQL.</summary>
    internal string Expression =>
        builder switch
        {
            NumberBuilder when IsWhole => $"{stored.Quoted}::bigint",
            NumberBuilder when IsDecimal => $"{stored.Quoted}::decimal({ParquetField.MaxDigits},{stored.Scale})",
            _ => stored.Expression(),
        };

    private bool IsNumber => column is IntegerColumn or DecimalColumn && builder is NumberBuilder { TakesValues: true };

    private bool IsWhole => IsNumber && stored.IsWhole && !rows.Fields.IsTooLong(stored);

    private bool IsDecimal => column is DecimalColumn && IsNumber && stored is { IsShort: true, IsWhole: false };

    private bool IsMoment =>
        column is DateColumn or DateTimeColumn
        && builder is NumberBuilder { TakesValues: true }
        && (stored.IsTimestamp || stored.Type == "DATE");

    /// <summary>Appends the chunk's cells.</summary>
    /// <param name="row">The row that is read, where there is a refusal.</param>
    internal void Append(ref int row)
    {
        if (builder is NumberBuilder numbers)
        {
            Fill(numbers.Begin(rows.Count), Number(numbers), double.NaN, ref row);
        }
        else
        {
            var levels = (LevelBuilder)builder;
            Fill(levels.Begin(rows.Count), Level(levels), -1, ref row);
        }
    }

    private void Fill<T>(Span<T> into, Func<int, T> cell, T missing, ref int row)
    {
        for (; row < into.Length; row++)
        {
            into[row] = rows.IsMissing(i, row) ? missing : cell(row);
        }
    }

    private Func<int, int> Level(LevelBuilder levels) =>
        column is BooleanColumn && stored.Type == "BOOLEAN"
            ? row => rows.Cell<byte>(i, row) // the codes of false and true
            : row => levels.Read(cells.Text(row), row);

    private Func<int, double> Number(NumberBuilder numbers)
    {
        if (IsWhole)
        {
            return row => rows.Cell<long>(i, row);
        }
        if (IsDecimal)
        {
            // The quotient of two whole numbers that doubles hold exactly is the double nearest to the decimal.
            double scale = Math.Pow(10, stored.Scale);
            return row =>
                Math.Abs(rows.Cell<long>(i, row)) <= ParquetFields.MaxExact
                    ? rows.Cell<long>(i, row) / scale
                    : Read(row);
        }
        if (IsMoment)
        {
            return row => cells.Moment(row) is var moment && cells.SaysAll(moment) ? Value(moment) : Read(row);
        }
        return IsNumber && stored.IsFloating ? Floating : Read;

        double Read(int row) => numbers.Read(cells.Text(row), row);

        double Floating(int row)
        {
            double number = cells.Number(row);
            bool plain =
                double.IsNaN(number)
                || FloatCells.IsPlain(number)
                || (column is DecimalColumn && stored.Type == "DOUBLE");
            return plain ? number + 0.0 : Read(row); // −0 becomes 0, as its text says
        }
    }

    /// <param name="microseconds">Since 1970-01-01.</param>
    private double Value(long microseconds)
    {
        DateTime moment = DateTime.UnixEpoch.AddTicks(microseconds * TimeSpan.TicksPerMicrosecond);
        return column is DateColumn
            ? DateOnly.FromDateTime(moment).DayNumber
            : (moment - DateTime.UnixEpoch).TotalSeconds;
    }
}

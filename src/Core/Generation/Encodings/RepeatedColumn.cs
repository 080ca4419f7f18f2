using System.Globalization;
using System.Text.Json.Serialization;

namespace AethergenAI.Generation.Encodings;

/// <summary>What of another column's value a cell repeats.</summary>
public enum ValuePart
{
    /// <summary>The number itself, times a factor.</summary>
    Value,
    Year,
    Quarter,
    Month,
    DayOfMonth,
    DayOfYear,

    /// <summary>1 for Monday to 7 for Sunday.</summary>
    IsoWeekday,

    /// <summary>0 for Sunday to 6 for Saturday.</summary>
    Weekday,
    Hour,
    Minute,
}

/// <summary>
/// Cells that follow exactly from another column: its number times a factor, or a part of its date, plus an offset,
/// rounded to the column's step. Cells that do not are made by the column's own encoding.
/// </summary>
/// <param name="Other">A column of numbers, dates or datetimes.</param>
/// <param name="Factor">Only of <see cref="ValuePart.Value"/>; 1 otherwise.</param>
/// <param name="Flag">The model column whose token 1 marks the rows that repeat; null: all do in which
/// <paramref name="Other"/> has a value.</param>
public sealed record RepeatedColumn(string Other, ValuePart Part, double Factor, double Offset, int? Flag)
{
    /// <summary>Frequent numbers of the other column, which no flagged row repeats; null: there are none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<double>? Except { get; init; }

    private static readonly double FirstSecond = (DateTime.MinValue - DateTime.UnixEpoch).TotalSeconds,
        LastSecond = Math.Floor((DateTime.MaxValue - DateTime.UnixEpoch).TotalSeconds);

    /// <param name="other">A number; a day number of a date; seconds since 1970 of a datetime.</param>
    /// <param name="time">Whether the other column holds datetimes.</param>
    /// <param name="step">The step of the column that repeats.</param>
    internal double Of(double other, bool time, double? step) =>
        NumberScale.Round((Factor * Taken(Part, other, time)) + Offset, step);

    /// <summary>Whether it holds in all rows in which both columns have a value.</summary>
    internal bool HoldsAlways(double[] values, double[] others, bool time, double? step) =>
        values
            .Zip(others)
            .All(row => double.IsNaN(row.First) || double.IsNaN(row.Second) || row.First == Of(row.Second, time, step));

    /// <returns>The whole number that a level's text is; NaN if it is none, or written otherwise.</returns>
    internal static double WholeOf(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number)
        && text == number.ToString(CultureInfo.InvariantCulture)
            ? number
            : double.NaN;

    /// <returns>NaN if <paramref name="value"/> is, or if it is no moment of the calendar.</returns>
    internal static double Taken(ValuePart part, double value, bool time)
    {
        if (part == ValuePart.Value || double.IsNaN(value))
        {
            return value;
        }
        if (!(value >= (time ? FirstSecond : 0) && value <= (time ? LastSecond : DateOnly.MaxValue.DayNumber)))
        {
            return double.NaN;
        }
        var moment = time
            ? DateTime.UnixEpoch.AddSeconds(Math.Floor(value))
            : DateOnly.FromDayNumber((int)value).ToDateTime(TimeOnly.MinValue);
        return part switch
        {
            ValuePart.Year => moment.Year,
            ValuePart.Quarter => (moment.Month + 2) / 3,
            ValuePart.Month => moment.Month,
            ValuePart.DayOfMonth => moment.Day,
            ValuePart.DayOfYear => moment.DayOfYear,
            ValuePart.IsoWeekday => moment.DayOfWeek == DayOfWeek.Sunday ? 7 : (int)moment.DayOfWeek,
            ValuePart.Weekday => (int)moment.DayOfWeek,
            ValuePart.Hour => moment.Hour,
            _ => moment.Minute,
        };
    }
}

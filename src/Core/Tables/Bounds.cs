namespace AethergenAI.Tables;

/// <summary>
/// The smallest and the largest value of a column, on the number line of <see cref="NumberData"/>;
/// infinite if the column declares no bound.
/// </summary>
internal readonly record struct Bounds(double Min, double Max)
{
    public static Bounds Of(Column column)
    {
        (double? min, double? max) = column switch
        {
            IntegerColumn whole => (whole.Min, whole.Max),
            DecimalColumn numbers => (numbers.Min, numbers.Max),
            DateColumn date => (date.Min?.DayNumber, date.Max?.DayNumber),
            DateTimeColumn moment => (Seconds(moment.Min), Seconds(moment.Max)),
            _ => ((double?)null, (double?)null),
        };
        return new(min ?? double.NegativeInfinity, max ?? double.PositiveInfinity);
    }

    private static double? Seconds(DateTime? moment) => (moment - DateTime.UnixEpoch)?.TotalSeconds;
}

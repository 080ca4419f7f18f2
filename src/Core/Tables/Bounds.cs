namespace AethergenAI.Tables;

/// <summary>Between what a column's numbers, days or seconds lie; infinite where it does not say.</summary>
internal readonly record struct Bounds(double Min, double Max)
{
    public static Bounds Of(Column column)
    {
        (double? min, double? max) = column switch
        {
            IntegerColumn whole => (whole.Min, whole.Max),
            DecimalColumn numbers => (numbers.Min, numbers.Max),
            DateColumn date => (date.Min?.DayNumber, date.Max?.DayNumber),
            DateTimeColumn moment => (
                (moment.Min - DateTime.UnixEpoch)?.TotalSeconds,
                (moment.Max - DateTime.UnixEpoch)?.TotalSeconds
            ),
            _ => ((double?)null, (double?)null),
        };
        return new(min ?? double.NegativeInfinity, max ?? double.PositiveInfinity);
    }

    /// <returns>Why no cell of these bounds is below one of the others, or null.</returns>
    public string? Contradicts(InequalityConstraint order, Bounds high) =>
        Min > high.Max || order.Strict && Min == high.Max
            ? $"Every '{order.Low}' in its bounds is above every '{order.High}' in its."
            : null;

    public static string? Contradict(SumConstraint sum, IReadOnlyDictionary<string, Column> columns)
    {
        Bounds[] addends = [.. sum.Addends.Select(addend => Of(columns[addend]))];
        Bounds total = Of(columns[sum.Total]);
        (double least, double most) = (addends.Sum(bounds => bounds.Min), addends.Sum(bounds => bounds.Max));
        double rounding =
            1e-9 * (1 + Math.Abs(double.IsFinite(least) ? least : 0) + Math.Abs(double.IsFinite(most) ? most : 0));
        if (least > total.Max + rounding)
        {
            return $"The least sum of the addends' bounds is above the greatest '{sum.Total}'.";
        }
        return most < total.Min - rounding
            ? $"The greatest sum of the addends' bounds is below the least '{sum.Total}'."
            : null;
    }
}

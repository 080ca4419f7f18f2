using AethergenAI.Tables;

namespace AethergenAI.Evaluation.Fidelity;

/// <summary>Whether each cell lies in its column's own domain: range, step, levels, nullability.</summary>
internal static class DomainValidity
{
    public static bool[] Holds(Column column, ColumnData data) =>
        data switch
        {
            NumberData numbers => Array.ConvertAll(numbers.Values, value =>
                double.IsNaN(value) ? column.Nullable : Holds(column, value)
            ),
            LevelData levels => Levels(column, levels),
            _ => throw new InvalidOperationException($"Column '{column.Name}' has cells of an unknown kind."),
        };

    private static bool Holds(Column column, double value) =>
        column switch
        {
            IntegerColumn integer => value == Math.Floor(value) && !(value < integer.Min) && !(value > integer.Max),
            DecimalColumn number => !(value < number.Min - Slack(value))
                && !(value > number.Max + Slack(value))
                && OnStep(value, number.Step),
            DateColumn date => !(value < date.Min?.DayNumber) && !(value > date.Max?.DayNumber),
            DateTimeColumn moment => !(value < Seconds(moment.Min)) && !(value > Seconds(moment.Max)),
            _ => true,
        };

    private static bool[] Levels(Column column, LevelData data)
    {
        var allowed = column is CategoricalColumn categorical
            ? categorical.Levels.ToHashSet(StringComparer.Ordinal)
            : null;
        bool[] known = [.. data.Levels.Select(level => allowed is null || allowed.Contains(level))];
        return Array.ConvertAll(data.Codes, code => code < 0 ? column.Nullable : known[code]);
    }

    private static bool OnStep(double value, double? step) =>
        step is not { } unit || Math.Abs((value / unit) - Math.Round(value / unit)) < 1e-6;

    private static double Slack(double value) => 1e-12 * Math.Abs(value);

    private static double? Seconds(DateTime? moment) => (moment - DateTime.UnixEpoch)?.TotalSeconds;
}

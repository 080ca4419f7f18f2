using AethergenAI.Tables;

namespace AethergenAI.Generation.Encodings;

/// <summary>The range of a numeric or date column, on the number line of <see cref="NumberData"/>.</summary>
internal static class ColumnBounds
{
    /// <summary>The bounds that the schema declares; null if it does not.</summary>
    internal static (double? Min, double? Max) Declared(Column column)
    {
        var (min, max) = Bounds.Of(column);
        return (double.IsFinite(min) ? min : null, double.IsFinite(max) ? max : null);
    }

    /// <summary>
    /// The bounds that the schema declares, else the range of the seed; 0 … 0 if the seed has no value either.
    /// </summary>
    internal static (double Min, double Max) DeclaredOrSeen(Column column, Table seed)
    {
        var (min, max) = Declared(column);
        double[] seen = [.. seed.Numbers(column.Name).Values.Where(double.IsFinite)];
        return (min ?? seen.DefaultIfEmpty(max ?? 0).Min(), max ?? seen.DefaultIfEmpty(min ?? 0).Max());
    }
}

/// <summary>The step of a column's values.</summary>
internal static class ColumnStep
{
    private static readonly double[] Clock = [86_400, 3_600, 60, 1];

    /// <summary>
    /// 1 for integers and dates, the declared step of decimals, the coarsest fitting one of day, hour,
    /// minute and second for datetimes; null: continuous.
    /// </summary>
    internal static double? Of(Column column, Table seed) =>
        column switch
        {
            IntegerColumn or DateColumn => 1,
            DecimalColumn real => real.Step,
            DateTimeColumn => Coarsest(seed.Numbers(column.Name).Values),
            _ => null,
        };

    private static double? Coarsest(double[] seconds)
    {
        foreach (double step in Clock)
        {
            if (seconds.All(second => double.IsNaN(second) || second % step == 0))
            {
                return step;
            }
        }

        return null;
    }
}

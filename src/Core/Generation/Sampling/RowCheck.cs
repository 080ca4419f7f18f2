using AethergenAI.Tables;

namespace AethergenAI.Generation.Sampling;

/// <summary>Whether an inequality or a sum holds in a row; a row with a missing cell among the columns satisfies it.</summary>
internal static class RowCheck
{
    internal static Func<int, bool> Of(Constraint constraint, Schema schema, Table table) =>
        Of(constraint, schema, name => table.Numbers(name).Values);

    /// <summary>Combinations and keys hold as a row is made, so their check is always true.</summary>
    /// <param name="numbers">A column's numbers.</param>
    internal static Func<int, bool> Of(Constraint constraint, Schema schema, Func<string, double[]> numbers)
    {
        switch (constraint)
        {
            case InequalityConstraint inequality:
                double[] low = numbers(inequality.Low),
                    high = numbers(inequality.High);
                // Written so that NaN, a missing cell, satisfies it.
                return inequality.Strict ? row => !(low[row] >= high[row]) : row => !(low[row] > high[row]);
            case SumConstraint sum:
                double[] total = numbers(sum.Total);
                double[][] addends = [.. sum.Addends.Select(numbers)];
                double tolerance = SumTolerance.Of(schema[sum.Total]);
                return row => Holds(addends, total[row], row, tolerance);
            default:
                return _ => true;
        }
    }

    private static bool Holds(double[][] addends, double total, int row, double tolerance)
    {
        double sum = 0,
            size = Math.Abs(total);
        foreach (double[] addend in addends)
        {
            (sum, size) = (sum + addend[row], size + Math.Abs(addend[row]));
        }
        return SumTolerance.Holds(sum, total, tolerance, size);
    }
}

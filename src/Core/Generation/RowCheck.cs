using AethergenAI.Schemas;
using AethergenAI.Tables;

namespace AethergenAI.Generation;

/// <summary>Whether an inequality or a sum holds in a row; a row with a missing cell among the columns satisfies it.</summary>
internal static class RowCheck
{
    internal static Func<int, bool> Of(Constraint constraint, Schema schema, Table table) => Of(constraint, schema, name => table.Numbers(name).Values);

    /// <summary>Combinations and keys hold as a row is made, so their check is always true.</summary>
    /// <param name="numbers">A column's numbers.</param>
    internal static Func<int, bool> Of(Constraint constraint, Schema schema, Func<string, double[]> numbers)
    {
        switch (constraint)
        {
            case InequalityConstraint inequality:
                double[] low = numbers(inequality.Low), high = numbers(inequality.High);
                // Written so that NaN, a missing cell, satisfies it.
                return inequality.Strict ? row => !(low[row] >= high[row]) : row => !(low[row] > high[row]);
            case SumConstraint sum:
                double[] total = numbers(sum.Total);
                double[][] addends = [.. sum.Addends.Select(numbers)];
                double slack = Slack(schema[sum.Total]);
                return row => !(Math.Abs(Sum(addends, row) - total[row]) > slack + (1e-12 * Math.Abs(total[row])));
            default:
                return _ => true;
        }
    }

    /// <summary>Half a step; where there is none, what adding doubles may lose.</summary>
    private static double Slack(Column column) => column switch
    {
        DecimalColumn { Step: { } step } => step / 2,
        IntegerColumn => 0.5,
        _ => 1e-9,
    };

    private static double Sum(double[][] addends, int row)
    {
        double sum = 0;
        foreach (double[] addend in addends) { sum += addend[row]; }
        return sum;
    }
}

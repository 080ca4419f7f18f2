using AethergenAI.Evaluation.Boosting;
using AethergenAI.Tables;

namespace AethergenAI.Evaluation.Fidelity.Derived;

/// <summary>How numbers are written: their last digit, how round they are, how many decimals they have.</summary>
internal static class DigitFeatures
{
    /// <summary>The trees see the single values of a column that has few.</summary>
    private const int FewValues = 20;

    private const int MaxDecimals = 9,
        MaxPower = 6;

    private const double MaxExact = 1L << 53;

    /// <summary>
    /// What says most of a column first: decimals of decimal columns and roundness of whole numbers; then last digits;
    /// then the roundness of decimal columns.
    /// </summary>
    public static IEnumerable<FeatureColumn> Of(DerivedSource source)
    {
        (Column Column, double[] Values)[] many = [.. source.Numbers.Where(one => HasMany(one.Values))];
        return many.Select(one => Each(one.Values, one.Column is DecimalColumn ? Decimals : Roundness))
            .Concat(many.Select(one => LastDigits(one.Column, one.Values, source)))
            .Concat(many.Where(one => one.Column is DecimalColumn).Select(one => Each(one.Values, Roundness)));
    }

    private static FeatureColumn Each(double[] values, Converter<double, double> write) =>
        DerivedFeatures.Number(Array.ConvertAll(values, write));

    private static FeatureColumn LastDigits(Column column, double[] values, DerivedSource source)
    {
        double step = StepOf(column, source.Probed(values));
        return DerivedFeatures.Level(Array.ConvertAll(values, value => LastDigit(value, step)), 10);
    }

    /// <returns>0 for a number that is not whole, 1 for a whole one, 2 for a multiple of 5, 2 + k for one of
    /// 10ᵏ, k up to 6; 9 for zero; NaN where missing.</returns>
    internal static double Roundness(double value)
    {
        if (double.IsNaN(value))
        {
            return value;
        }
        if (value == 0)
        {
            return 3 + MaxPower;
        }
        double size = Math.Abs(value);
        if (size >= MaxExact)
        {
            return 1;
        }
        if (!WrittenDecimals.OnStep(size, 1))
        {
            return 0;
        }
        double whole = Math.Round(size);
        if (whole % 5 != 0)
        {
            return 1;
        }
        int power = 0;
        while (power < MaxPower && whole % 10 == 0)
        {
            (whole, power) = (whole / 10, power + 1);
        }
        return 2 + power;
    }

    /// <param name="step">Above 0: a number's last digit is that of the number of steps that it has.</param>
    /// <returns>0 to 9; −1 where missing, or larger than a double has digits for.</returns>
    internal static int LastDigit(double value, double step)
    {
        double steps = Math.Round(Math.Abs(value) / step);
        return steps < MaxExact ? (int)(steps % 10) : -1;
    }

    /// <returns>The fewest decimals that the number can be written with, 10 for ten or more; NaN where missing.
    /// </returns>
    internal static double Decimals(double value)
    {
        if (double.IsNaN(value))
        {
            return value;
        }
        int decimals = 0;
        for (double step = 1; decimals <= MaxDecimals && !WrittenDecimals.OnStep(value, step); decimals++)
        {
            step = Math.Pow(10, -decimals - 1);
        }
        return decimals;
    }

    /// <summary>The schema's step; without one, the step of the most frequent number of decimals.</summary>
    private static double StepOf(Column column, double[] probed)
    {
        if (column is DecimalColumn { Step: > 0 } stepped)
        {
            return stepped.Step.Value;
        }
        if (column is IntegerColumn)
        {
            return 1;
        }
        double decimals = probed
            .Select(Decimals)
            .Where(one => one <= MaxDecimals)
            .CountBy(one => one)
            .OrderByDescending(counted => counted.Value)
            .ThenByDescending(counted => counted.Key)
            .Select(counted => counted.Key)
            .FirstOrDefault();
        return Math.Pow(10, -decimals);
    }

    private static bool HasMany(double[] values)
    {
        var different = new HashSet<double>();
        foreach (double value in values)
        {
            if (!double.IsNaN(value) && different.Add(value) && different.Count > FewValues)
            {
                return true;
            }
        }
        return false;
    }
}

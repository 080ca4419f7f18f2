using AethergenAI.Tables;

namespace AethergenAI.Evaluation.Fidelity.Derived;

/// <summary>
/// How often a relation of two columns holds beyond chance, from rows in random order: neighbouring rows are
/// independent, so a cell and the next row's are a draw of what chance does.
/// </summary>
internal static class Repeats
{
    /// <summary>The estimated <c>Σ p²</c> of the values' shares p: how often two rows have the same value.</summary>
    /// <param name="values">In random order; NaN where missing.</param>
    /// <returns>In [0, 1]; 0 where no two neighbours are present.</returns>
    public static double Share(ReadOnlySpan<double> values)
    {
        int same = 0,
            compared = 0;
        for (int row = 1; row < values.Length; row++)
        {
            if (!double.IsNaN(values[row]) && !double.IsNaN(values[row - 1]))
            {
                compared++;
                same += values[row].Equals(values[row - 1]) ? 1 : 0;
            }
        }
        return compared == 0 ? 0 : same / (double)compared;
    }

    /// <summary>How much more often two columns agree within a row than across neighbouring rows.</summary>
    /// <returns>In [−1, 1].</returns>
    public static double EqualBeyondChance(ReadOnlySpan<double> left, ReadOnlySpan<double> right)
    {
        int same = 0,
            chance = 0,
            compared = 0;
        for (int row = 1; row < left.Length; row++)
        {
            if (!double.IsNaN(left[row]) && !double.IsNaN(right[row]) && !double.IsNaN(right[row - 1]))
            {
                compared++;
                same += WrittenDecimals.Same(left[row], right[row]) ? 1 : 0;
                chance += WrittenDecimals.Same(left[row], right[row - 1]) ? 1 : 0;
            }
        }
        return compared == 0 ? 0 : (same - chance) / (double)compared;
    }

    /// <summary>The difference, without what rounding leaves of decimals: equal decimals differ by 0, and
    /// equal differences are equal floats.</summary>
    public static double Difference(double left, double right) =>
        WrittenDecimals.Same(left, right) ? 0 : Rounded(left - right);

    /// <returns>NaN where <paramref name="right"/> is 0.</returns>
    public static double Ratio(double left, double right) => right == 0 ? double.NaN : Rounded(left / right);

    private static double Rounded(double value) => Math.Abs(value) < float.MaxValue ? (float)value : value;
}

namespace AethergenAI.Tables;

/// <summary>
/// Compares the decimals that doubles stand for: two doubles are the same decimal if rounding in double
/// arithmetic explains their difference.
/// </summary>
/// <remarks>
/// Reading a decimal text rounds once, and so does reading the step; multiplying the step by a whole number rounds once
/// more. Each rounding is off by 2⁻⁵³ of the number at most, so the double of a text that is a multiple of the
/// step, and the computed multiple, differ by at most 3·2⁻⁵³ of them and terms below 2⁻¹⁰⁵. 4·2⁻⁵³
/// is two to four last bits: a text that differs in its fifteenth digit is another decimal.
/// </remarks>
internal static class WrittenDecimals
{
    private const double Rounding = 4.0 / (1L << 53);

    /// <param name="value">Not NaN.</param>
    /// <param name="step">Above 0, in the value's unit, for example 0.01.</param>
    /// <returns>Whether the value is a whole multiple of the step.</returns>
    public static bool OnStep(double value, double step) => Same(value, Math.Round(value / step) * step);

    /// <returns>The smallest whole multiple of the step that is not below the value.</returns>
    public static double FirstOnStep(double value, double step) =>
        OnStep(value, step) ? value : Math.Ceiling(value / step) * step;

    public static bool Below(double value, double bound) => value < bound && !Same(value, bound);

    public static bool Above(double value, double bound) => Below(bound, value);

    internal static bool Same(double a, double b) => Math.Abs(a - b) <= Rounding * Math.Max(Math.Abs(a), Math.Abs(b));
}

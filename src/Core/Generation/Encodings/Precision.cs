using System.Globalization;

namespace AethergenAI.Generation.Encodings;

/// <summary>
/// How finely the numbers of a column are written: to a step, to a number of significant digits, or both, whichever is
/// coarser at the number.
/// </summary>
/// <param name="Step">For example 0.0001; null: any.</param>
/// <param name="Digits">Significant digits, from 1 to <see cref="MaxDigits"/>; null: any.</param>
internal readonly record struct Precision(double? Step, int? Digits)
{
    internal const int MaxDigits = 15;

    private const int MinPower = -300,
        MaxPower = 300;

    private static readonly double[] Powers =
    [
        .. Enumerable
            .Range(MinPower, MaxPower - MinPower + 1)
            .Select(power => double.Parse($"1e{power}", CultureInfo.InvariantCulture)),
    ];

    /// <summary>The distance between neighbouring numbers around a value; null: there is none.</summary>
    internal double? At(double value) =>
        Digits is { } digits && value != 0 ? Math.Max(Step ?? 0, Power(PowerOf(value) + 1 - digits)) : Step;

    /// <summary>The nearest number that is written so.</summary>
    internal double Round(double value) => NumberScale.Round(value, At(value));

    /// <returns>The power of ten of the first digit: 2 for 345.6, −1 for 0.2; for 0 the least.</returns>
    internal static int PowerOf(double value)
    {
        double size = Math.Abs(value);
        if (!(size >= Powers[1]))
        {
            return MinPower + 1;
        }
        int power = Math.Clamp((int)Math.Floor(Math.Log10(size)), MinPower + 1, MaxPower - 1);
        if (size < Power(power))
        {
            return power - 1;
        }
        return size >= Power(power + 1) ? power + 1 : power;
    }

    private static double Power(int power) => Powers[Math.Clamp(power, MinPower, MaxPower) - MinPower];
}

using System.Globalization;

namespace AethergenAI.Formats;

/// <summary>Writes numbers with a floating point as text, and says which of them may be missing.</summary>
/// <param name="missing">The texts that were declared to stand for a missing cell; null: none.</param>
internal sealed class FloatCells(IReadOnlyList<string>? missing)
{
    /// <summary>Whole numbers up to this one are written without an exponent.</summary>
    private const double MaxPlain = 9e15;

    private readonly HashSet<string> declared = new(missing ?? [], StringComparer.OrdinalIgnoreCase);

    /// <summary>The shortest text that reads back to the same number; a whole number has no ".0".</summary>
    internal static string Text(double number) =>
        number == Math.Floor(number) && Math.Abs(number) < MaxPlain
            ? ((long)number).ToString(CultureInfo.InvariantCulture)
            : number.ToString("R", CultureInfo.InvariantCulture);

    /// <inheritdoc cref="Text(double)"/>
    internal static string Text(float number) =>
        number == MathF.Floor(number) && Math.Abs(number) < MaxPlain
            ? ((long)number).ToString(CultureInfo.InvariantCulture)
            : number.ToString("R", CultureInfo.InvariantCulture);

    /// <summary>Whether a number that is not finite was declared to be missing.</summary>
    internal bool Missing(double number) => Spellings(number).Any(declared.Contains);

    internal static string Name(double number) =>
        number switch
        {
            double.PositiveInfinity => "infinite (inf)",
            double.NegativeInfinity => "infinite (-inf)",
            _ => "not a number (NaN)",
        };

    private static string[] Spellings(double number) =>
        number switch
        {
            double.PositiveInfinity => ["inf", "+inf", "infinity", "∞"],
            double.NegativeInfinity => ["-inf", "-infinity", "-∞"],
            _ => ["nan"],
        };
}

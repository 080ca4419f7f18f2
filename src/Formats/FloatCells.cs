using System.Globalization;

namespace AethergenAI.Formats;

/// <summary>Writes numbers with a floating point as text, and says which of them may be missing.</summary>
/// <param name="missing">The texts that were declared to stand for a missing cell; null: none.</param>
internal sealed class FloatCells(IReadOnlyList<string>? missing)
{
    /// <summary>Whole numbers up to this one are written without an exponent.</summary>
    private const double MaxPlain = 9e15;

    private readonly HashSet<string> declared = new(missing ?? [], StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether a number is written with its digits only.</summary>
    internal static bool IsPlain(double number) => number == Math.Floor(number) && Math.Abs(number) < MaxPlain;

    /// <summary>The shortest text that reads back to the same number; a whole number has no ".0".</summary>
    /// <param name="number">Finite.</param>
    /// <param name="single">Whether it is to be read back in single precision.</param>
    /// <param name="to">At least 32 bytes.</param>
    internal static ReadOnlySpan<byte> Write(double number, bool single, Span<byte> to)
    {
        int length;
        bool written = (IsPlain(number), single) switch
        {
            (true, _) => ((long)number).TryFormat(to, out length, default, CultureInfo.InvariantCulture),
            (_, true) => ((float)number).TryFormat(to, out length, "R", CultureInfo.InvariantCulture),
            _ => number.TryFormat(to, out length, "R", CultureInfo.InvariantCulture),
        };
        return written ? to[..length] : throw new ArgumentException("The text is longer.", nameof(to));
    }

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

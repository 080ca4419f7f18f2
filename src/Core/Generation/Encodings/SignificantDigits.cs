using System.Globalization;

namespace AethergenAI.Generation.Encodings;

/// <summary>Finds to how many significant digits the numbers of a column are written.</summary>
internal static class SignificantDigits
{
    private const int Looked = 20_000,
        MinValues = 20;

    private const double Share = 0.999,
        Binding = 0.01;

    /// <summary>The least number of significant digits that 99.9 % of the first values keep to.</summary>
    /// <param name="values">In no order; NaN where a cell has none.</param>
    /// <param name="step">The step that all values keep to; null: none.</param>
    /// <returns>
    /// Null if that is more than <see cref="Precision.MaxDigits"/>, or says no more than a common step does: for fewer
    /// than 1 % of the values, or 20 of them.
    /// </returns>
    internal static int? Of(IEnumerable<double> values, double? step)
    {
        double[] some = [.. values.Where(value => double.IsFinite(value) && value != 0).Take(Looked)];
        int[] needed = [.. some.Select(Needed).Order()];
        if (needed.Length < MinValues)
        {
            return null;
        }
        int digits = needed[(int)Math.Ceiling(Share * needed.Length) - 1];
        double common = Common(some, step);
        var precision = new Precision(common, digits);
        double bound = Math.Max(MinValues, Binding * some.Length);
        return digits <= Precision.MaxDigits && some.Count(value => precision.At(value) > common) >= bound
            ? digits
            : null;
    }

    /// <summary>The step times the greatest power of ten that nearly all values are multiples of.</summary>
    private static double Common(double[] values, double? step)
    {
        if (step is not { } common)
        {
            return 0;
        }
        int most = values.Length - (int)Math.Ceiling(Share * values.Length);
        while (values.Count(value => NumberScale.Round(value, common * 10) != value) <= most)
        {
            common *= 10;
        }
        return common;
    }

    /// <summary>The digits of the shortest text that is read as this number, without zeros at its ends.</summary>
    private static int Needed(double value)
    {
        Span<char> text = stackalloc char[32];
        value.TryFormat(text, out int length, "R", CultureInfo.InvariantCulture);
        int end = text[..length].IndexOf('E');
        int digits = 0,
            zeros = 0;
        foreach (char letter in text[..(end < 0 ? length : end)])
        {
            if (!char.IsAsciiDigit(letter) || (letter == '0' && digits == 0))
            {
                continue;
            }
            digits++;
            zeros = letter == '0' ? zeros + 1 : 0;
        }

        return digits - zeros;
    }
}

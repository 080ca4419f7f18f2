using System.Globalization;
using System.Text.Json;
using AethergenAI.Recipes;
using AethergenAI.Statistics;

namespace AethergenAI.Cards;

/// <summary>Figures and names as every form of the card writes them.</summary>
internal static class CardText
{
    /// <summary>Four significant digits, at least three decimals below 10; costs and counts without a tail.</summary>
    internal static string Number(double? value)
    {
        if (value is not { } number || !double.IsFinite(number))
        {
            return "–";
        }
        double size = Math.Abs(number);
        string format =
            size >= 10_000 ? "#,##0"
            : size >= 100 ? "0.0"
            : size >= 10 ? "0.00"
            : size is > 0 and < 0.001 ? "0.0000##"
            : "0.000";
        string text = number.ToString(format, CultureInfo.InvariantCulture);
        return text.TrimStart('-').All(digit => digit is '0' or '.' or ',')
            ? text.TrimStart('-')
            : text.Replace('-', '−');
    }

    /// <summary>With + before what is not negative.</summary>
    internal static string Signed(double value) => value >= 0 ? $"+{Number(value)}" : Number(value);

    internal static string Between(Interval? interval) =>
        interval is null ? "" : $"[{Number(interval.Low)}, {Number(interval.High)}]";

    internal static string P(double? p) =>
        p is not { } value ? "–"
        : value < 0.001 ? "< 0.001"
        : value.ToString("0.000", CultureInfo.InvariantCulture);

    /// <summary>As in a sentence: "p = 0.012", "p &lt; 0.001".</summary>
    internal static string Named(double? p) => p < 0.001 ? "p < 0.001" : $"p = {P(p)}";

    internal static string Percent(double share) => $"{(100 * share).ToString("0.0", CultureInfo.InvariantCulture)} %";

    /// <summary>A share in percent, without the sign: what differences of shares are told in.</summary>
    internal static string Points(double share) =>
        (100 * share).ToString("0.0", CultureInfo.InvariantCulture).Replace('-', '−');

    internal static string Levels(IReadOnlyDictionary<string, JsonElement> levels) =>
        levels.Count == 0
            ? "the one cell"
            : string.Join(
                ", ",
                levels.OrderBy(level => level.Key, StringComparer.Ordinal).Select(level => $"{level.Key} {level.Value}")
            );

    internal static string Method(IntervalMethod method, int repeats) =>
        method switch
        {
            IntervalMethod.StudentT => $"Student's t over {repeats} repeats",
            IntervalMethod.Bca => $"BCa bootstrap over {repeats} repeats",
            _ => "one repeat, so no interval",
        };

    internal static string Correction(Correction correction) =>
        correction switch
        {
            Statistics.Correction.Holm => "Holm",
            Statistics.Correction.BenjaminiHochberg => "Benjamini–Hochberg",
            _ => "no correction",
        };

    internal static string Kind(DesignKind kind) =>
        kind switch
        {
            DesignKind.OneAtATime => "one factor at a time",
            DesignKind.FractionalFactorial => "fractional factorial",
            DesignKind.PlackettBurman => "Plackett–Burman",
            DesignKind.LatinHypercube => "Latin hypercube",
            DesignKind.Random => "random cells",
            _ => "full factorial",
        };
}

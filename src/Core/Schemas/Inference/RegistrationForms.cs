using System.Text.RegularExpressions;
using AethergenAI.Tables.Csv;

namespace AethergenAI.Schemas.Inference;

/// <summary>
/// Recognises registrations of vehicles and aircraft: number plates of several countries, tail numbers. Products may
/// have codes of the same form.
/// </summary>
internal static partial class RegistrationForms
{
    private const int MinTexts = 10;

    /// <summary>
    /// Whether nine of ten texts have the form, and the letters differ, as they do not in SKU-1 and SKU-2.
    /// </summary>
    /// <param name="named">Whether the column's name says that they are registrations.</param>
    public static bool Are(Utf8Levels levels, bool named)
    {
        if (levels.Count < MinTexts)
        {
            return false;
        }
        string[] texts = levels.ToStrings();
        int letters = texts.Select(text => Digits().Replace(text, "")).Distinct(StringComparer.Ordinal).Count();
        return letters >= MinTexts
            && letters * 4 >= texts.Length
            && (
                Nearly(texts, Plates())
                || Nearly(texts, German())
                || Nearly(texts, Tails())
                || (named && Nearly(texts, Short()))
            );
    }

    private static bool Nearly(string[] texts, Regex form) => texts.Count(form.IsMatch) * 10L >= texts.Length * 9L;

    /// <summary>Great Britain; France and Italy; Spain; India; the Netherlands; Sweden and the United States.</summary>
    [GeneratedRegex(
        "^(?:[A-Z]{2}[0-9]{2} ?[A-Z]{3}|[A-Z]{2}[- ]?[0-9]{3}[- ]?[A-Z]{2}|[0-9]{4}[- ]?[BCDFGHJKLMNPRSTVWXYZ]{3}"
            + "|[A-Z]{2}[- ]?[0-9]{1,2}[- ]?[A-Z]{1,3}[- ]?[0-9]{4}"
            + "|(?=.*[A-Z])(?:[0-9]{1,3}|[A-Z]{1,3})-(?:[0-9]{2,3}|[A-Z]{2,3})-(?:[0-9]{1,2}|[A-Z]{1,2})"
            + "|[A-Z]{3}[- ][0-9]{2}[A-Z0-9]|[A-Z]{3}[- ][0-9]{3,4}|[0-9][A-Z]{3}[0-9]{3})$",
        RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Plates();

    /// <summary>Germany, Austria and Poland: a district, then letters and digits.</summary>
    [GeneratedRegex(
        "^[A-ZÄÖÜ]{1,3}[- ](?=[A-Z0-9]*[ -]?[A-Z0-9]*[0-9])[A-Z]{1,2}[- ]?[0-9]{1,4}[EH]?$"
            + "|^[A-Z]{2,3} (?=[A-Z]*[0-9])[A-Z0-9]{4,5}$",
        RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex German();

    [GeneratedRegex(
        "^(?:N[1-9](?:[0-9]{0,4}|[0-9]{0,3}[A-Z]|[0-9]{0,2}[A-Z]{2})|[A-Z]-[A-Z]{4})$",
        RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Tails();

    /// <summary>Tail numbers that codes of regions look like.</summary>
    [GeneratedRegex("^[A-Z0-9]{2}-[A-Z]{3}$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Short();

    [GeneratedRegex("[0-9]", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Digits();
}

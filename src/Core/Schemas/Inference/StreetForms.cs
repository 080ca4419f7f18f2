using System.Text.RegularExpressions;
using AethergenAI.Tables.Csv;

namespace AethergenAI.Schemas.Inference;

/// <summary>Recognises addresses of houses: a number and a street, in several languages.</summary>
internal static partial class StreetForms
{
    private const int MinTexts = 10,
        MaxLength = 100;

    /// <summary>Whether nine of ten texts begin with the address of a house.</summary>
    public static bool Are(Utf8Levels levels) =>
        levels.Count >= MinTexts && levels.ToStrings().Count(Begins) * 10L >= levels.Count * 9L;

    private static bool Begins(string text) => text.Length <= MaxLength && House().IsMatch(text);

    /// <summary>Whether half of the texts have several words, as addresses have and directions have not.</summary>
    public static bool Places(Utf8Levels levels) => levels.ToStrings().Count(Words) * 2L >= levels.Count;

    private static bool Words(string text) =>
        text.Trim().Contains(' ', StringComparison.Ordinal) && text.Any(char.IsLetter);

    [GeneratedRegex(
        "^(?:(?:flat|apt|unit|suite) [0-9]+[a-z]?,? )?(?:[0-9]+[a-z]?(?:[-/][0-9]+)?,? "
            + "(?:(?:[\\p{L}0-9.'’-]+ ){1,4}(?:street|st|road|rd|avenue|ave|lane|ln|drive|dr|close|way|court|ct|place|"
            + "pl|terrace|gardens|grove|crescent|square|sq|hill|row|walk|boulevard|blvd|highway|hwy|parkway|mews)\\b"
            + "|(?:bis |ter )?(?:rue|avenue|boulevard|place|chemin|impasse|allée|quai|route) \\p{L})"
            + "|(?:[\\p{L}.'’-]+ ){0,3}[\\p{L}-]*(?:straße|strasse|str\\.|weg|gasse|platz|allee|laan|straat|gatan|"
            + "vägen|gade),? [0-9]"
            + "|(?:ul\\.|ulica|calle|c/|via|viale|piazza|plaza|rua|avenida|av\\.|al\\.|rue) ?"
            + "(?:[\\p{L}.'’-]+,? ){1,4}[0-9])",
        RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase,
        1000
    )]
    private static partial Regex House();
}

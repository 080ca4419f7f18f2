using System.Globalization;
using System.Text;

namespace AethergenAI.Schemas.Inference;

/// <summary>
/// The forms of cells, in which no value can be read: a digit stands as 9, a capital letter as A, another letter
/// as a, a symbol such as ♀ as □, and what separates or measures (punctuation, currencies, °, +) as it is.
/// </summary>
internal static class CellForms
{
    internal const int MaxForms = 3;
    private const int MaxLength = 40;

    /// <param name="levels">Which of the column's distinct texts.</param>
    /// <returns>The most frequent forms in words; empty if there are none.</returns>
    public static string Of(DistinctProbe texts, IEnumerable<int> levels)
    {
        string[] forms =
        [
            .. levels
                .GroupBy(level => Of(texts.Levels![level]), texts.CountOf, StringComparer.Ordinal)
                .OrderByDescending(form => form.Sum())
                .ThenBy(form => form.Key, StringComparer.Ordinal)
                .Take(MaxForms)
                .Select(form => $"'{form.Key}'"),
        ];
        return string.Join(", ", forms);
    }

    /// <returns>Every text's form, the most frequent ones first.</returns>
    public static string OfAll(DistinctProbe texts) => Of(texts, Enumerable.Range(0, texts.Levels!.Count));

    public static string Of(ReadOnlySpan<byte> cell)
    {
        var form = new StringBuilder();
        // An emoji is one sign, though two chars of .NET; letters beyond these, such as rare Chinese ones, are letters.
        foreach (Rune sign in Encoding.UTF8.GetString(cell).EnumerateRunes())
        {
            if (form.Length == MaxLength)
            {
                return form.Append('…').ToString();
            }
            form.Append(sign.IsBmp ? Of((char)sign.Value) : Beyond(sign));
        }
        return form.ToString();
    }

    private static bool Separates(char c) =>
        char.IsAscii(c) || char.IsPunctuation(c) || char.IsSeparator(c) || "°±−×÷≤≥".Contains(c) || Currency(c);

    private static bool Currency(char c) => char.GetUnicodeCategory(c) == UnicodeCategory.CurrencySymbol;

    private static char Of(char c)
    {
        if (char.IsNumber(c))
        {
            return '9';
        }
        if (char.IsUpper(c))
        {
            return 'A';
        }
        if (char.IsControl(c))
        {
            return '\uFFFD'; // no text of a schema may hold it
        }
        if (char.IsLetter(c))
        {
            return 'a';
        }
        return Separates(c) ? c : '□';
    }

    private static char Beyond(Rune sign)
    {
        if (Rune.IsLetter(sign))
        {
            return 'a';
        }
        return Rune.IsNumber(sign) ? '9' : '□';
    }
}

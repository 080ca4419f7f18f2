namespace AethergenAI.Tables.Csv;

/// <summary>
/// Where accented letters stand in the languages that Windows-1252 is for. Each rule is about a byte that is a letter
/// of a Central European, Baltic or Turkish code page too, and about places where only those languages have it.
/// </summary>
internal static class WesternSpelling
{
    private const string Vowels = "aeiouAEIOU";
    private const string AccentedVowels = "áéíóúýÁÉÍÓÚÝ";

    /// <summary>Letters whose bytes are ă ć č ě ď đ ň ő ř ů ű ţ, or Baltic ones, in other code pages.</summary>
    private const string Shared = "ãæèìïðñòõøùûþÃÆÈÌÏÐÑÒÕØÙÛÞ";

    /// <summary>Two accented letters side by side that Western languages have.</summary>
    private static readonly HashSet<string> Pairs = Of(
        "çã çõ çà çè Çã øå åø øæ æø åæ ñá ñé ñí ñó ñú áñ éñ íñ óñ úñ üñ õä õü õö äõ",
        "ðá ðæ ðó ðý þá þæ þó þý íð áð úð æð óð ýð öð øð éð íþ ÞÓ Þó Þú Þý Þá Þé Þö Þæ"
    );

    /// <param name="before">A blank at the start of a word.</param>
    /// <param name="after">A blank at the end of a word.</param>
    public static bool IsStrange(char before, char letter, char after)
    {
        if (char.IsLetter(after) && !char.IsAscii(after) && IsStrangePair(letter, after))
        {
            return true;
        }
        return letter switch
        {
            'æ' => Vowels.Contains(before) || before == 'y',
            'è' => Vowels.Contains(after) || before == 'í',
            'È' => Vowels.Contains(after),
            'ø' => "íáéý".Contains(after) || Vowels.Contains(before),
            'Ø' => AccentedVowels.Contains(after),
            'ì' or 'ù' => after != ' ' && !(before is 'o' && letter == 'ù'),
            'ò' => Vowels.Contains(after),
            'ï' => !Vowels.Contains(before),
            'ã' => !"oesnm ".Contains(after),
            'õ' => after is not ('e' or 'E') && !IsEstonian(before, after),
            'þ' => after == ' ' || Vowels.Contains(before),
            'ð' => before == ' ',
            'Ð' => before == ' ',
            'ñ' or 'Ñ' => !Vowels.Contains(after) && !AccentedVowels.Contains(after),
            'œ' or 'Œ' => "wlcmpk ".Contains(after),
            'ÿ' or 'Ÿ' => !Vowels.Contains(before),
            'ç' => !"aouãõáóúâôàAOU ".Contains(after),
            'Ý' => before == ' ' && "szln".Contains(after),
            'ý' => before == ' ' || (Vowels.Contains(before) && Vowels.Contains(after)),
            _ => false,
        };
    }

    private static bool IsStrangePair(char letter, char after) =>
        (Shared.Contains(letter) || Shared.Contains(after)) && !Pairs.Contains($"{letter}{after}");

    /// <summary>Estonian has õ before plain letters; Hungarian ő ends words or follows d, y, i and z.</summary>
    private static bool IsEstonian(char before, char after) =>
        char.IsAsciiLetter(after) && before is not ('d' or 'y' or 'i' or 'z' or 'e');

    private static HashSet<string> Of(params string[] lines) =>
        lines.SelectMany(line => line.Split(' ')).ToHashSet(StringComparer.Ordinal);
}

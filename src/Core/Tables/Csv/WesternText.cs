namespace AethergenAI.Tables.Csv;

/// <summary>
/// Judges whether bytes are Western European text in Windows-1252, or another encoding's text that would come out as
/// other letters. It looks at each distinct word with a byte above 0x7F. Western words have single accented letters
/// among plain ones, in places that Western spelling knows; Cyrillic, Greek or East Asian ones have nothing but such
/// bytes, and Central European, Baltic or Turkish ones have symbols inside, or letters where no Western language has
/// them.
/// </summary>
internal sealed class WesternText
{
    /// <summary>The text is implausible if more than one of so many distinct words is.</summary>
    private const int OneIn = 10;
    private const int MaxWords = 10_000;
    private const int MaxLetters = 64;

    /// <summary>Symbols of Windows-1252 that may stand at the ends of a word, or within one as an apostrophe.</summary>
    private const string Around = "\u00A0\u00AA«»“”„‚‘’‹›…–—•·´`®©™°º§¶†‡×¡¢¤±÷¨¯¸˜ˆ€£¥";
    private const string Within = "’‘´`·–—";

    /// <summary>Words of one letter in Western languages; they could be Cyrillic, so they tell nothing.</summary>
    private const string LoneLetters = "àèéìòóöåÅÉÀÈÖáíúêôüÜäÄ";

    private readonly HashSet<string> words = new(StringComparer.Ordinal);
    private int telling,
        strange;

    /// <summary>Whether the text so far is plausible.</summary>
    public bool Plausible => strange * OneIn <= telling;

    public void Observe(ReadOnlySpan<byte> bytes)
    {
        int begin = -1;
        bool high = false;
        for (int at = 0; at <= bytes.Length; at++)
        {
            byte b = at < bytes.Length ? bytes[at] : (byte)' ';
            if (b >= 0x80 || char.IsAsciiLetter((char)b))
            {
                begin = begin < 0 ? at : begin;
                high |= b >= 0x80;
                continue;
            }
            if (high && words.Count < MaxWords)
            {
                Add(bytes[begin..Math.Min(at, begin + MaxLetters)]);
            }
            (begin, high) = (-1, false);
        }
    }

    private void Add(ReadOnlySpan<byte> bytes)
    {
        string word = Windows1252.Decode(bytes);
        if (!words.Add(word))
        {
            return;
        }
        string core = word.Trim([.. Around]);
        bool symbols = core.All(char.IsAscii) && word.Length <= core.Length + 2;
        bool lone = core.Length == 1 && LoneLetters.Contains(core[0], StringComparison.Ordinal);
        if (symbols || lone)
        {
            return;
        }
        telling++;
        if (IsStrange(core.Length == 0 ? word : core))
        {
            strange++;
        }
    }

    private static bool IsStrange(string word)
    {
        if (word.Length == 1)
        {
            return !"½¼¾²³¹µ¿ßçñøæØÆÇÑ".Contains(word[0], StringComparison.Ordinal);
        }
        if (!word.Any(char.IsAsciiLetter))
        {
            return true;
        }
        for (int at = 0; at < word.Length; at++)
        {
            char before = at > 0 ? word[at - 1] : ' ',
                after = at + 1 < word.Length ? word[at + 1] : ' ';
            if (!char.IsAscii(word[at]) && IsStrange(before, word[at], after, word.Length))
            {
                return true;
            }
        }
        return false;
    }

    private static bool IsStrange(char before, char letter, char after, int length)
    {
        if (Windows1252.IsControl(letter))
        {
            return true;
        }
        if (!char.IsLetter(letter) || letter is 'ª' or 'º' or 'ƒ')
        {
            return IsStrangeSymbol(before, letter, after, length);
        }
        return WesternSpelling.IsStrange(before, letter, after);
    }

    private static bool IsStrangeSymbol(char before, char symbol, char after, int length) =>
        symbol switch
        {
            _ when Within.Contains(symbol, StringComparison.Ordinal) => !char.IsAscii(before) && !char.IsAscii(after),
            '²' or '³' => before != 'm' && length > 2 || after != ' ',
            '¿' => before != ' ',
            'µ' => before != ' ',
            '°' or 'º' or '\u00AA' => before != ' ' && after is not (' ' or 'C' or 'F' or 'N' or 'S' or 'E' or 'W'),
            _ => true, // what may stand at the ends of a word is gone from them
        };
}

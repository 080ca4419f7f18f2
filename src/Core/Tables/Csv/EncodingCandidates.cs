using System.Text;

namespace AethergenAI.Tables.Csv;

/// <summary>
/// Names encodings for the refusal of a text that is neither UTF-8 nor Western European; <see cref="Utf8Source"/>
/// chooses how a text is read.
/// </summary>
internal static class EncodingCandidates
{
    private const int Enough = 6;
    private const int MaxBytes = 1 << 16;

    /// <returns>The likeliest encodings, best first.</returns>
    public static IReadOnlyList<string> Of(ReadOnlySpan<byte> bytes)
    {
        byte[] sample = bytes[..Math.Min(bytes.Length, MaxBytes)].ToArray();
        return
        [
            .. UsualEncodings
                .OfOtherText.Select(name => (name, Score: Score(name, sample)))
                .Where(candidate => candidate.Score > 0)
                .OrderByDescending(candidate => candidate.Score)
                .Take(Enough)
                .Select(candidate => candidate.name),
        ];
    }

    /// <summary>The mean naturalness of the characters beyond ASCII; 0 if the bytes are not of this encoding.</summary>
    private static double Score(string name, byte[] sample)
    {
        Encoding encoding = TextEncodings.Of(name);
        string text = encoding.GetString(sample);
        double sum = 0;
        int count = 0;
        for (int at = 0; at < text.Length; at++)
        {
            if (!char.IsAscii(text[at]))
            {
                sum += Natural(text, at);
                count++;
            }
        }
        return count == 0 ? 0 : Math.Max(0, sum / count);
    }

    private static double Natural(string text, int at)
    {
        char letter = text[at];
        if (letter == '\uFFFD' || char.IsControl(letter) || letter is >= '\uE000' and <= '\uF8FF')
        {
            return -5;
        }
        if (!char.IsLetter(letter))
        {
            return letter is '\u3000' or '\u3001' or '\u3002' or '\u30FC' ? 1 : -0.5;
        }
        char before = at > 0 ? text[at - 1] : ' ';
        return letter switch
        {
            _ when char.IsAsciiLetter(before) && !IsLatin(letter) => -0.5, // two scripts in one word
            >= '\u3040' and <= '\u30FF' => 1.2,
            >= '\uFF61' and <= '\uFF9F' => 0.1, // kana of half width
            >= '\uAC00' and <= '\uD7A3' => 1.1,
            >= '\u4E00' and <= '\u9FFF' or >= '\u05D0' and <= '\u05EA' => 0.9,
            _ when char.IsUpper(letter) && char.IsLower(before) => -0.5,
            _ when char.IsLetter(before) && IsLatin(before) != IsLatin(letter) => -0.5,
            _ when char.IsLower(letter) && char.IsLetter(before) && !IsLatin(letter) => 1,
            _ => 0.8,
        };
    }

    private static bool IsLatin(char letter) => letter < '\u0250';
}

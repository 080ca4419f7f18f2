using System.Text;
using AethergenAI.Tables;

namespace AethergenAI.Schemas.Inference;

/// <summary>Finds the pattern of a column's keys, one key after the other, in memory that does not grow.</summary>
internal sealed class IdentifierPattern
{
    private const int MaxLength = PatternClass.MaxPattern;

    /// <summary>How many keys a pattern has room for, for each key that was seen.</summary>
    private const int RoomFor = 100;

    private const int YearDigits = 4,
        MinAfterYear = 3;

    /// <summary>For each place the letters that occur there, one bit each; empty: keys differ in length.</summary>
    private UInt128[] places = [];

    /// <summary>The texts around the last run of digits of the first key; null: other keys have others.</summary>
    private (string Before, string After)? around;

    private string? first;
    private int longest;

    public void Observe(ReadOnlySpan<byte> key)
    {
        if (first is not null && places.Length == 0 && around is null)
        {
            return;
        }
        Span<char> letters = stackalloc char[MaxLength];
        if (!Encoding.UTF8.TryGetChars(key, letters, out int length) || length == 0)
        {
            (first, places, around) = ("", [], null);
            return;
        }
        ReadOnlySpan<char> text = letters[..length];
        if (first is null)
        {
            Begin(text.ToString());
        }
        longest = Math.Max(longest, length);
        if (!Merge(text))
        {
            places = [];
        }
        if (around is { } run && !Around(text, run.Before, run.After))
        {
            around = null;
        }
    }

    /// <summary>
    /// Keys of one length have a class of letters at each place; keys of several lengths may share the text around
    /// one run of digits.
    /// </summary>
    /// <param name="distinct">The number of different keys.</param>
    /// <returns>Null if there is none.</returns>
    public string? For(int distinct) => places.Length > 0 ? Places(distinct) : Run();

    /// <summary>
    /// Whether a pattern is that of a code rather than of a measurement with colons, points or commas, or of a
    /// duration such as ##h ##m and PT##H##M.
    /// </summary>
    public static bool Codes(string pattern)
    {
        bool lettered = char.IsLetter(pattern[0]) || pattern[0] is '?' or '~';
        bool coded = lettered && pattern.AsSpan().IndexOfAny(",: °") < 0; // INV/2024/####, ?##.#
        bool measured = !coded && pattern.AsSpan().IndexOfAny(".,:/°") >= 0;
        bool durations =
            (
                pattern.StartsWith('#')
                || pattern.StartsWith("P#", StringComparison.Ordinal)
                || pattern.StartsWith("PT#", StringComparison.Ordinal)
            )
            && char.IsLetter(pattern[^1])
            && pattern.All(c => "#PTYMWDHSymwdhsin ".Contains(c, StringComparison.Ordinal));
        return !measured && !durations;
    }

    private void Begin(string text)
    {
        first = text;
        places = new UInt128[text.Length];
        int end = text.AsSpan().LastIndexOfAnyInRange('0', '9') + 1,
            begin = end;
        while (begin > 0 && char.IsAsciiDigit(text[begin - 1]))
        {
            begin--;
        }
        around = end > begin && end - begin < text.Length ? (text[..begin], text[end..]) : null;
    }

    /// <returns>False if the key has another length, or a letter that no class has beside others.</returns>
    private bool Merge(ReadOnlySpan<char> text)
    {
        if (text.Length != places.Length)
        {
            return false;
        }
        for (int at = 0; at < text.Length; at++)
        {
            bool ascii = char.IsAscii(text[at]) && char.IsAscii(first![at]);
            if (!ascii && text[at] != first![at])
            {
                return false;
            }
            places[at] |= ascii ? UInt128.One << text[at] : UInt128.Zero;
        }
        return true;
    }

    /// <summary>Whether digits and letters up to F occur at one place, as in hexadecimal numbers.</summary>
    private static bool IsHex(UInt128 place)
    {
        char[] letters = Letters(place);
        return letters.Any(char.IsAsciiDigit) && letters.Any(char.IsAsciiLetter) && letters.All(char.IsAsciiHexDigit);
    }

    private static char[] Letters(UInt128 place) =>
        [.. Enumerable.Range(0, 128).Where(c => (place >> c & UInt128.One) != 0).Select(c => (char)c)];

    private string? Places(int distinct)
    {
        var marks = new char?[places.Length];
        bool hex = Array.Exists(places, IsHex);
        for (int at = 0; at < marks.Length; at++)
        {
            char[] letters = Letters(places[at]);
            if (letters.Length < 2 && !Padding(at))
            {
                continue;
            }
            if (PatternClass.Holding(letters, hex) is not { } kind)
            {
                return null;
            }
            marks[at] = kind.Mark;
        }
        if (Array.TrueForAll(marks, mark => mark is null))
        {
            return null;
        }

        MakeRoom(marks, first!, distinct);
        var pattern = new StringBuilder();
        for (int at = 0; at < marks.Length; at++)
        {
            if (marks[at] is { } mark)
            {
                pattern.Append(mark);
            }
            else
            {
                Fixed(pattern, first![at]);
            }
        }
        return pattern.ToString();
    }

    /// <summary>
    /// Frees digits that happen to be alike before digits that vary, until there are many more keys than were seen:
    /// P1000 to P1059 are numbers of four digits, not of two after a ten.
    /// </summary>
    private static void MakeRoom(char?[] marks, string text, int distinct)
    {
        bool[] years = Years(marks, text);
        while (marks.Aggregate(1.0, (keys, mark) => keys * Kinds(mark)) < RoomFor * (double)distinct)
        {
            int free = Array.FindLastIndex(marks, mark => mark is null);
            while (free >= 0 && !Frees(free))
            {
                free = free == 0 ? -1 : Array.FindLastIndex(marks, free - 1, mark => mark is null);
            }
            if (free < 0)
            {
                return;
            }
            marks[free] = '#';
        }

        bool Frees(int place) =>
            char.IsAsciiDigit(text[place]) && !years[place] && place + 1 < marks.Length && marks[place + 1] == '#';
    }

    /// <summary>
    /// The places of a year that all keys have, at the beginning of a run of digits with three or more after it:
    /// INV202700123 is the 123rd of 2027.
    /// </summary>
    private static bool[] Years(char?[] marks, string text)
    {
        var years = new bool[marks.Length];
        for (int begin = 0; begin + YearDigits + MinAfterYear <= marks.Length; begin++)
        {
            int after = begin + YearDigits;
            bool year =
                (begin == 0 || !char.IsAsciiDigit(text[begin - 1]))
                && text[begin..after] is ['1', '9', _, _] or ['2', '0', _, _]
                && text.AsSpan(begin, YearDigits + MinAfterYear).IndexOfAnyExceptInRange('0', '9') < 0
                && Array.TrueForAll(marks[begin..after], mark => mark is null);
            if (year)
            {
                years.AsSpan(begin, YearDigits).Fill(value: true);
            }
        }
        return years;
    }

    private static double Kinds(char? mark) =>
        mark switch
        {
            null => 1,
            '#' => 10,
            _ => 26,
        };

    /// <summary>Whether a place has the zeros before numbers of different lengths, which larger numbers fill.</summary>
    private bool Padding(int place)
    {
        int at = place;
        while (at < places.Length && places[at] == UInt128.One << '0')
        {
            at++;
        }
        bool begins = place == 0 || first![place - 1] == '0' || !char.IsAsciiDigit(first[place - 1]);
        return begins
            && at > place
            && at < places.Length
            && UInt128.PopCount(places[at]) > 1
            && Array.TrueForAll(Letters(places[at]), char.IsAsciiDigit);
    }

    private string? Run()
    {
        if (around is not { } run)
        {
            return null;
        }
        var pattern = new StringBuilder();
        foreach (char c in run.Before)
        {
            Fixed(pattern, c);
        }
        pattern.Append('#', Math.Min(18, longest - run.Before.Length - run.After.Length));
        foreach (char c in run.After)
        {
            Fixed(pattern, c);
        }
        return pattern.ToString();
    }

    private static bool Around(ReadOnlySpan<char> text, string before, string after) =>
        text.Length > before.Length + after.Length
        && text.StartsWith(before, StringComparison.Ordinal)
        && text.EndsWith(after, StringComparison.Ordinal)
        && text[before.Length..^after.Length].IndexOfAnyExceptInRange('0', '9') < 0;

    private static void Fixed(StringBuilder pattern, char c)
    {
        if (PatternClass.Marked(c))
        {
            pattern.Append('\\');
        }
        pattern.Append(c);
    }
}

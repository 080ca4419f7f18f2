using System.Buffers;
using System.Globalization;

namespace AethergenAI.Tables;

/// <summary>The check digits of identifiers.</summary>
public enum IdentifierCheck
{
    /// <summary>The tenth of ten digits, as in NHS numbers (weights 10 to 2, modulo 11).</summary>
    Mod11,

    /// <summary>The last digit, as on payment cards (ISO/IEC 7812-1).</summary>
    Luhn,

    /// <summary>The third and fourth letter, as in an IBAN (ISO 13616, ISO/IEC 7064 MOD 97-10).</summary>
    Mod97,
}

/// <summary>Computes and verifies the check digits of identifiers. Separators between digits are left out.</summary>
internal static class CheckDigits
{
    private static readonly SearchValues<char> LettersAndDigits = SearchValues.Create(
        "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
    );

    /// <summary>Whether a text has the length and the check digits of its kind.</summary>
    public static bool Hold(IdentifierCheck? check, string text)
    {
        string code = Compact(text);
        return check switch
        {
            IdentifierCheck.Mod11 => code.Length == 10 && AllDigits(code) && Mod11(code) == code[9] - '0',
            IdentifierCheck.Luhn => code.Length is >= 13 and <= 19 && AllDigits(code) && Luhn(code) == code[^1] - '0',
            IdentifierCheck.Mod97 => Iban(code) && Remainder(code[4..] + code[..4]) == 1,
            _ => true,
        };
    }

    /// <summary>
    /// Replaces the check digits in a text of the pattern's length. For modulo 11, one value in eleven has none: the
    /// digit before is raised until there is one.
    /// </summary>
    public static void Set(IdentifierCheck? check, Span<char> text)
    {
        int[] at = [.. Enumerable.Range(0, text.Length)];
        Span<int> places = stackalloc int[text.Length];
        int count = 0;
        foreach (int i in at)
        {
            if (char.IsAsciiLetterOrDigit(text[i]))
            {
                places[count++] = i;
            }
        }

        switch (check)
        {
            case IdentifierCheck.Mod11 when count == 10:
                int value;
                while ((value = Mod11(Compact(text.ToString()))) > 9)
                {
                    ref char before = ref text[places[8]];
                    before = before == '9' ? '0' : (char)(before + 1);
                }
                text[places[9]] = (char)('0' + value);
                break;
            case IdentifierCheck.Luhn when count > 1:
                text[places[count - 1]] = (char)('0' + Luhn(Compact(text.ToString())));
                break;
            case IdentifierCheck.Mod97 when count > 4:
                string code = Compact(text.ToString());
                string digits = (98 - Remainder(code[4..] + code[..2] + "00")).ToString(
                    "00",
                    CultureInfo.InvariantCulture
                );
                (text[places[2]], text[places[3]]) = (digits[0], digits[1]);
                break;
            default:
                break;
        }
    }

    private static string Compact(string text) =>
        text.AsSpan().ContainsAnyExcept(LettersAndDigits) ? string.Concat(text.Where(char.IsAsciiLetterOrDigit)) : text;

    private static bool AllDigits(string code) => code.All(char.IsAsciiDigit);

    private static bool Iban(string code) =>
        code.Length is >= 15 and <= 34
        && char.IsAsciiLetterUpper(code[0])
        && char.IsAsciiLetterUpper(code[1])
        && char.IsAsciiDigit(code[2])
        && char.IsAsciiDigit(code[3]);

    /// <summary>The digit, or 10 if there is none.</summary>
    private static int Mod11(string code)
    {
        int sum = 0;
        for (int i = 0; i < 9; i++)
        {
            sum += (10 - i) * (code[i] - '0');
        }
        return (11 - (sum % 11)) % 11;
    }

    private static int Luhn(string code)
    {
        int sum = 0;
        for (int i = 0; i < code.Length - 1; i++)
        {
            bool doubled = (code.Length - 2 - i) % 2 == 0;
            int digit = (code[i] - '0') * (doubled ? 2 : 1);
            sum += digit > 9 ? digit - 9 : digit;
        }
        return (10 - (sum % 10)) % 10;
    }

    /// <summary>Modulo 97, with letters as 10 to 35.</summary>
    private static int Remainder(string code)
    {
        int remainder = 0;
        foreach (char c in code)
        {
            int value = char.IsAsciiDigit(c) ? c - '0' : char.ToUpperInvariant(c) - 'A' + 10;
            remainder = ((remainder * (value > 9 ? 100 : 10)) + value) % 97;
        }
        return remainder;
    }
}

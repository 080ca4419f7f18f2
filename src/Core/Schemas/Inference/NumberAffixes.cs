using System.Globalization;
using System.Text;

namespace AethergenAI.Schemas.Inference;

/// <summary>
/// The texts before and after a column's digits: sign, currency, unit. Those of the first numbers above, below and
/// equal to zero are the column's; a cell with others does not belong to it.
/// </summary>
internal sealed class NumberAffixes
{
    private const int MaxLength = 24;
    private const string Signs = "+-−() \u00A0\u202F";

    private static readonly HashSet<string> Currencies =
    [
        .. (
            "AUD BRL CAD CHF CNY CZK DKK EUR GBP HKD HUF ILS INR JPY KRW MXN NOK NZD PLN RON RUB SEK SGD TRY USD ZAR "
            + "Rs Rs. kr kr. Fr Fr. SFr. zł Kč Ft R R$ US$ A$ C$ NZ$ HK$ S$"
        ).Split(' '),
    ];

    private static readonly HashSet<string> Units =
    [
        .. (
            "% ‰ ° °C °F K kg g mg µg μg ug mcg ng t lb lbs oz st km m cm mm µm nm mi yd ft in l L dl dL cl ml mL µl "
            + "m² m³ m2 m3 km² ha h hr hrs min s sec ms µs d days day y yr yrs years wk weeks mo months bpm rpm mmHg "
            + "kPa Pa hPa bar mbar psi W kW MW kWh MWh Wh V kV mV mA Hz kHz MHz GHz B KB MB GB TB kB KiB MiB GiB J kJ "
            + "kcal cal N kN IU U IE x k M bn mph km/h m/s mg/dL mmol/L mmol/l g/dL g/L mg/L mg/l kg/m² kg/m2 mEq/L U/L"
        ).Split(' '),
    ];

    private readonly (byte[] Head, byte[] Tail)?[] seen = new (byte[], byte[])?[3];

    /// <summary>The unit or currency around the digits; null if there is none.</summary>
    public string? Unit =>
        seen.FirstOrDefault(around => around is not null) is { } around
        && Bare(around.Head) + Bare(around.Tail) is { Length: > 0 } unit
            ? unit
            : null;

    /// <summary>Whether ASCII letters stand right beside the digits of each number, and nothing else.</summary>
    public bool Lettered =>
        seen.OfType<(byte[] Head, byte[] Tail)>()
            .All(around =>
                Encoding.UTF8.GetString([.. around.Head, .. around.Tail]) is { Length: > 0 } text
                && text.All(char.IsAsciiLetter)
            );

    /// <param name="learn">Whether the first texts around a number become the column's.</param>
    /// <returns>Whether the cell has digits between the column's own texts.</returns>
    public bool Cut(ReadOnlySpan<byte> cell, out ReadOnlySpan<byte> body, out bool negative, bool learn = false)
    {
        body = default;
        negative = false;
        int begin = cell.IndexOfAnyInRange((byte)'0', (byte)'9');
        if (begin < 0)
        {
            return false;
        }
        int end = End(cell, begin);
        if (begin > 0 && (cell[begin - 1] is (byte)'.' or (byte)','))
        {
            begin--;
        }
        ReadOnlySpan<byte> head = cell[..begin];
        ReadOnlySpan<byte> tail = cell[end..];
        if (head.Length > MaxLength || tail.Length > MaxLength)
        {
            return false;
        }
        body = cell[begin..end];
        negative = head.IndexOfAny((byte)'-', (byte)'(') >= 0 || head.IndexOf("−"u8) >= 0 || tail.Contains((byte)'-');
        bool zero = body.IndexOfAnyInRange((byte)'1', (byte)'9') < 0;
        ref var own = ref seen[Kind(zero, negative)];
        if (own is not { } known)
        {
            if (!learn || !Plausible(head, tail))
            {
                return false;
            }
            own = (head.ToArray(), tail.ToArray());
            return true;
        }

        return head.SequenceEqual(known.Head) && tail.SequenceEqual(known.Tail);
    }

    /// <summary>The pattern of digits with the texts around them, for each sign that needs its own.</summary>
    public string Around(string core)
    {
        (byte[] Head, byte[] Tail) none = ([], []);
        var positive = seen[0] ?? Unsigned(seen[1] ?? seen[2] ?? none);
        string above = Text(positive, core);
        string below = seen[1] is { } negative ? Text(negative, core) : $"-{above}",
            zero = seen[2] is { } naught ? Text(naught, core) : above;
        if (zero != above)
        {
            return $"{above};{below};{zero}";
        }
        return below == $"-{above}" ? above : $"{above};{below}";
    }

    private static int Kind(bool zero, bool negative)
    {
        if (zero)
        {
            return 2;
        }
        return negative ? 1 : 0;
    }

    private static (byte[] Head, byte[] Tail) Unsigned((byte[] Head, byte[] Tail) around) =>
        (Without(around.Head, "-−(+"), Without(around.Tail, "-)"));

    private static byte[] Without(byte[] text, string signs) =>
        Encoding.UTF8.GetBytes(
            string.Concat(Encoding.UTF8.GetString(text).Where(c => !signs.Contains(c, StringComparison.Ordinal)))
        );

    private static string Text((byte[] Head, byte[] Tail) around, string core) =>
        Escaped(around.Head) + core + Escaped(around.Tail);

    private static string Escaped(byte[] text)
    {
        var escaped = new StringBuilder();
        foreach (char c in Encoding.UTF8.GetString(text))
        {
            _ = c is '0' or '#' ? escaped.Append('\\').Append(c) : escaped.Append(c);
        }
        return escaped.ToString();
    }

    /// <summary>The end of the digits and separators that begin at a digit.</summary>
    private static int End(ReadOnlySpan<byte> cell, int begin)
    {
        int end = begin,
            at = begin;
        while (at < cell.Length)
        {
            if ((uint)(cell[at] - '0') <= 9)
            {
                end = ++at;
                continue;
            }
            int length = Separator(cell[at..]);
            if (length == 0)
            {
                break;
            }
            at += length;
        }

        return end;
    }

    private static int Separator(ReadOnlySpan<byte> text)
    {
        if (text[0] is (byte)'.' or (byte)',' or (byte)' ' or (byte)'\'')
        {
            return 1;
        }
        if (text.StartsWith("\u00A0"u8))
        {
            return 2;
        }
        return text.StartsWith("\u202F"u8) || text.StartsWith("’"u8) ? 3 : 0;
    }

    private static bool Plausible(ReadOnlySpan<byte> head, ReadOnlySpan<byte> tail)
    {
        bool open = head.Contains((byte)'('),
            close = tail.Contains((byte)')');
        string before = Bare(head),
            after = Bare(tail);
        return open == close
            && head.Count((byte)'-') + head.Count((byte)'+') + head.Count((byte)'(') + tail.Count((byte)'-') <= 1
            && !head.Contains((byte)';')
            && !tail.Contains((byte)';')
            && (before.Length == 0 || Currency(before))
            && (after.Length == 0 || Currency(after) || Measure(tail, after));
    }

    private static bool Currency(string text) =>
        Currencies.Contains(text)
        || (text.Length == 1 && char.GetUnicodeCategory(text[0]) == UnicodeCategory.CurrencySymbol);

    /// <summary>A known unit, or letters after a blank.</summary>
    private static bool Measure(ReadOnlySpan<byte> tail, string unit) =>
        Units.Contains(unit)
        || (
            tail[0] is (byte)' ' or 0xC2 or 0xE2
            && unit.Length <= 12
            && char.IsLetter(unit[0])
            && unit.All(c => char.IsLetterOrDigit(c) || "/²³·.%".Contains(c, StringComparison.Ordinal))
        );

    private static string Bare(ReadOnlySpan<byte> text) => Encoding.UTF8.GetString(text).Trim(Signs.ToCharArray());
}

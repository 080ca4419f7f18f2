using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace AethergenAI.Tables.Csv;

/// <summary>Numbers in digits, between texts such as a sign, a currency or a unit.</summary>
internal sealed class DigitFormat : NumberFormat
{
    private readonly Section positive,
        negative,
        zero;

    private readonly byte[] group;
    private readonly byte point;
    private readonly bool bare;

    private DigitFormat(string core, Section positive, Section? negative, Section? zero)
    {
        this.positive = positive;
        this.negative = negative ?? new([(byte)'-', .. positive.Head], positive.Tail);
        this.zero = zero ?? positive;
        (string whole, char mark, string decimals) = Split(core);
        group = whole.Length > 4 ? Encoding.UTF8.GetBytes(whole[1..^3]) : [];
        bare = whole == "#";
        point = (byte)mark;
        (MinDecimals, Decimals) = (decimals.TrimEnd('#').Length, decimals.Length);
    }

    public static DigitFormat Parse(string pattern)
    {
        string[] parts = pattern.Split(';');
        if (parts.Length > 3)
        {
            throw new FormatException("It has more than three parts between ';'.");
        }
        (string core, Section positive) = Cut(parts[0]);
        return new DigitFormat(
            core,
            positive,
            parts.Length > 1 ? Other(parts[1], core) : null,
            parts.Length > 2 ? Other(parts[2], core) : null
        );
    }

    public override bool TryRead(ReadOnlySpan<byte> cell, out NumberText number)
    {
        number = default;
        bool below = Inside(cell, negative, out ReadOnlySpan<byte> body) && Begins(body);
        bool read =
            below
            || (Inside(cell, positive, out body) && Begins(body))
            || (Inside(cell, zero, out body) && Begins(body));
        if (!read || !(NumberBody.TryRead(body, group, point, out number) || IsPlain(body, out number)))
        {
            return false;
        }
        if (below)
        {
            number = number with { Value = -number.Value, Units = -number.Units };
        }
        return true;
    }

    /// <summary>
    /// A number of any length or with an exponent, such as 1e+05, as some programs write the shorter of both forms.
    /// </summary>
    private bool IsPlain(ReadOnlySpan<byte> body, out NumberText number)
    {
        number = default;
        return group.Length == 0 && NumberText.TryParse(body, point, out number);
    }

    public override int Write(double value, Span<byte> to)
    {
        double size = Math.Abs(value);
        double units = Math.Round(size * Math.Pow(10, Decimals));
        Section section = units == 0 ? zero : positive;
        if (units != 0 && value < 0)
        {
            section = negative;
        }
        section.Head.CopyTo(to);
        int at = section.Head.Length;
        at += units < NumberText.MaxExact ? WriteExactly((long)units, to[at..]) : WriteLarge(size, to[at..]);
        section.Tail.CopyTo(to[at..]);
        return at + section.Tail.Length;
    }

    private int WriteExactly(long units, Span<byte> to)
    {
        long scale = (long)Math.Pow(10, Decimals);
        (long whole, long part) = Math.DivRem(units, scale);
        int at = bare && whole == 0 && part != 0 ? 0 : WriteWhole(whole, to);
        return at + WriteDecimals(part, point, to[at..]);
    }

    private int WriteWhole(long whole, Span<byte> to)
    {
        Span<byte> digits = stackalloc byte[20];
        Utf8Formatter.TryFormat(whole, digits, out int length);
        int at = 0;
        for (int i = 0; i < length; i++)
        {
            if (i > 0 && (length - i) % 3 == 0)
            {
                group.CopyTo(to[at..]);
                at += group.Length;
            }
            to[at++] = digits[i];
        }

        return at;
    }

    /// <summary>A number whose last digit a double no longer holds, without separators.</summary>
    private int WriteLarge(double size, Span<byte> to)
    {
        string text = size.ToString($"F{MinDecimals}", CultureInfo.InvariantCulture);
        int length = Encoding.UTF8.GetBytes(text, to);
        to[..length].Replace((byte)'.', point);
        return length;
    }

    private static bool Inside(ReadOnlySpan<byte> cell, Section section, out ReadOnlySpan<byte> body)
    {
        bool inside =
            cell.Length > section.Head.Length + section.Tail.Length
            && cell.StartsWith(section.Head)
            && cell.EndsWith(section.Tail);
        body = inside ? cell[section.Head.Length..^section.Tail.Length] : default;
        return inside;
    }

    private static bool Begins(ReadOnlySpan<byte> body) =>
        body[0] is (>= (byte)'0' and <= (byte)'9') or (byte)'.' or (byte)',';

    /// <summary>The digits of a part, and the texts around them.</summary>
    private static (string Core, Section Around) Cut(string part)
    {
        int first = Marks(part, 0, 1),
            last = Marks(part, part.Length - 1, -1);
        if (first < 0)
        {
            throw new FormatException("A part has no 0 that stands for the digits.");
        }
        return (
            part[first..(last + 1)],
            new Section(
                Encoding.UTF8.GetBytes(Unescaped(part[..first])),
                Encoding.UTF8.GetBytes(Unescaped(part[(last + 1)..]))
            )
        );
    }

    private static Section Other(string part, string core)
    {
        (string own, Section around) = Cut(part);
        return own == core ? around : throw new FormatException("Its parts differ in their digits.");
    }

    /// <summary>The first '#' or '0' from a place on, in a direction, that no '\' makes a letter.</summary>
    private static int Marks(string part, int from, int step)
    {
        for (int at = from; at >= 0 && at < part.Length; at += step)
        {
            if (part[at] is '#' or '0' && (at == 0 || part[at - 1] != '\\'))
            {
                return at;
            }
        }

        return -1;
    }

    private static string Unescaped(string text) => text.Replace("\\", "", StringComparison.Ordinal);

    private static (string Whole, char point, string Decimals) Split(string core)
    {
        foreach (
            string whole in new[] { "#,##0", "#.##0", "#'##0", "# ##0", "#\u00A0##0", "#\u202F##0", "#’##0", "0", "#" }
        )
        {
            if (core == whole)
            {
                return (whole, whole.Contains('.', StringComparison.Ordinal) ? ',' : '.', "");
            }
            if (core.StartsWith(whole, StringComparison.Ordinal) && core[whole.Length] is '.' or ',')
            {
                string decimals = core[(whole.Length + 1)..];
                bool sound =
                    decimals.Length is > 0 and <= MaxDecimals
                    && decimals.TrimEnd('#').All(c => c == '0')
                    && !whole.Contains(core[whole.Length], StringComparison.Ordinal);
                return sound ? (whole, core[whole.Length], decimals) : throw Unknown();
            }
        }

        throw Unknown();
    }

    private static FormatException Unknown() =>
        new("Its digits must stand as 0, 0.00, 0.0##, #,##0.00, #.##0,00, # ##0,00 or #'##0.00.");
}

/// <summary>The texts before and after a number's digits.</summary>
internal sealed record Section(byte[] Head, byte[] Tail);

using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace AethergenAI;

/// <summary>
/// The JSON Canonicalization Scheme: documents of equal meaning have equal bytes, so their hash is the same on every
/// platform. Keys are in UTF-16 order, numbers as ECMAScript writes them; there are no unneeded escapes and no white
/// space; the bytes are UTF-8. RFC 8785, <see href="https://www.rfc-editor.org/rfc/rfc8785"/>.
/// </summary>
public static class CanonicalJson
{
    private static readonly SearchValues<char> Escaped = SearchValues.Create([
        .. Enumerable.Range(0, 0x20).Select(code => (char)code),
        '"',
        '\\',
    ]);

    /// <exception cref="RefusedException">A number is not finite, or a double cannot hold a whole number
    /// exactly (beyond ±2^53).</exception>
    public static byte[] Serialize<T>(T value)
    {
        try
        {
            return Serialize(JsonSerializer.SerializeToElement(value, Json.Options));
        }
        catch (ArgumentException)
        {
            throw CanonicalJsonRefusals.NotFinite();
        }
    }

    /// <exception cref="RefusedException">A double cannot hold a whole number exactly (beyond ±2^53).</exception>
    public static byte[] Serialize(JsonElement value)
    {
        var text = new StringBuilder();
        Write(text, value);
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static void Write(StringBuilder text, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                text.Append('{');
                WriteAll(
                    text,
                    value.EnumerateObject().OrderBy(property => property.Name, StringComparer.Ordinal),
                    WriteProperty
                );
                text.Append('}');
                break;
            case JsonValueKind.Array:
                text.Append('[');
                WriteAll(text, value.EnumerateArray(), Write);
                text.Append(']');
                break;
            case JsonValueKind.String:
                WriteString(text, value.GetString()!);
                break;
            case JsonValueKind.Number:
                text.Append(Number(value));
                break;
            default:
                text.Append(value.GetRawText());
                break;
        }
    }

    private static void WriteAll<TItem>(
        StringBuilder text,
        IEnumerable<TItem> items,
        Action<StringBuilder, TItem> write
    )
    {
        bool first = true;
        foreach (var item in items)
        {
            if (!first)
            {
                text.Append(',');
            }
            first = false;
            write(text, item);
        }
    }

    private static void WriteProperty(StringBuilder text, JsonProperty property)
    {
        WriteString(text, property.Name);
        text.Append(':');
        Write(text, property.Value);
    }

    private static void WriteString(StringBuilder text, string value)
    {
        text.Append('"');
        var rest = value.AsSpan();
        for (int next = rest.IndexOfAny(Escaped); next >= 0; next = rest.IndexOfAny(Escaped))
        {
            text.Append(rest[..next]).Append(Escape(rest[next]));
            rest = rest[(next + 1)..];
        }

        text.Append(rest).Append('"');
    }

    private static string Escape(char character) =>
        character switch
        {
            '"' => "\\\"",
            '\\' => "\\\\",
            '\b' => "\\b",
            '\t' => "\\t",
            '\n' => "\\n",
            '\f' => "\\f",
            '\r' => "\\r",
            _ => $"\\u{(int)character:x4}",
        };

    private static string Number(JsonElement value)
    {
        double number = value.GetDouble();
        if (!double.IsFinite(number))
        {
            throw CanonicalJsonRefusals.NotFinite();
        }
        string canonical = Number(number);
        bool changed =
            (value.TryGetInt64(out long signed) && signed.ToString(CultureInfo.InvariantCulture) != canonical)
            || (value.TryGetUInt64(out ulong unsigned) && unsigned.ToString(CultureInfo.InvariantCulture) != canonical);
        return changed ? throw CanonicalJsonRefusals.InexactNumber(value.GetRawText()) : canonical;
    }

    /// <summary>
    /// A finite number as ECMAScript's <c>Number::toString</c> writes it: the fewest digits that read back as the same
    /// double.
    /// </summary>
    internal static string Number(double number)
    {
        if (number == 0)
        {
            return "0";
        }

        // Either "123.45" or "1.2345E+30": the same digits, with the decimal point somewhere else.
        string[] parts = Math.Abs(number).ToString("R", CultureInfo.InvariantCulture).Split('E');
        string significand = parts[0].Replace(".", "", StringComparison.Ordinal);
        string mantissa = significand.Trim('0');
        int whole = parts[0].Contains('.', StringComparison.Ordinal)
            ? parts[0].IndexOf('.', StringComparison.Ordinal)
            : parts[0].Length;
        int leading = significand.Length - significand.TrimStart('0').Length;
        int exponent = parts.Length == 1 ? 0 : int.Parse(parts[1], CultureInfo.InvariantCulture);
        // Where the decimal point stands, counted in digits from the left of the mantissa.
        int point = whole - leading + exponent;
        string magnitude = (mantissa.Length, point) switch
        {
            var (digits, at) when digits <= at && at <= 21 => mantissa + new string('0', at - digits),
            var (_, at) when at is > 0 and <= 21 => $"{mantissa[..at]}.{mantissa[at..]}",
            var (_, at) when at is > -6 and <= 0 => $"0.{new string('0', -at)}{mantissa}",
            var (digits, at) =>
                $"{mantissa[0]}{(digits > 1 ? "." : "")}{mantissa[1..]}e{(at > 0 ? "+" : "-")}{Math.Abs(at - 1)}",
        };
        return number < 0 ? "-" + magnitude : magnitude;
    }
}

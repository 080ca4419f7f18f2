using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace AethergenAI;

/// <summary>
/// What every text and every JSON document from outside must be, before anything else reads it: the one place for API,
/// command line and worker. A database cannot store NUL or half a character, and no name or label needs other control
/// characters than tabs and line breaks.
/// </summary>
public static class InputGate
{
    /// <summary>How deep lists and objects may be nested.</summary>
    public const int MaxDepth = 64;

    /// <summary>The characters of what is called <c>name</c> in a document, and of a key.</summary>
    public const int MaxName = 500;

    /// <summary>The size of a document, in bytes.</summary>
    public const int MaxDocument = 16 << 20;

    private static readonly SearchValues<byte> Controls = SearchValues.Create([
        .. Enumerable.Range(0, ' ').Select(code => (byte)code).Except("\t\n\r"u8.ToArray()),
    ]);

    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    /// <param name="place">Where the text stands, for the refusal; contains no value.</param>
    /// <exception cref="RefusedException">It holds what no text may hold.</exception>
    public static void CheckText(ReadOnlySpan<char> text, string place)
    {
        for (int at = 0; at < text.Length; at++)
        {
            char character = text[at];
            if (char.IsHighSurrogate(character) && at + 1 < text.Length && char.IsLowSurrogate(text[at + 1]))
            {
                at++;
            }
            else if (char.IsSurrogate(character))
            {
                throw InputRefusals.HalfCharacter(place);
            }
            else if (character is < ' ' and not ('\t' or '\n' or '\r') or '\u007F')
            {
                throw InputRefusals.ControlCharacter(place, character);
            }
        }
    }

    /// <exception cref="RefusedException">It holds what no document may hold.</exception>
    public static void CheckJson(string json)
    {
        CheckText(json, "the text");
        CheckJson(Encoding.UTF8.GetBytes(json));
    }

    /// <summary>Checks a document; text that is no JSON is left to its reader, which says where it ends.</summary>
    /// <param name="utf8">May begin with a byte order mark.</param>
    /// <exception cref="RefusedException">It holds what no document may hold.</exception>
    public static void CheckJson(ReadOnlySpan<byte> utf8)
    {
        if (utf8.Length > MaxDocument)
        {
            throw InputRefusals.TooLarge(utf8.Length);
        }

        if (utf8.IndexOfAny(Controls) is >= 0 and var at)
        {
            throw InputRefusals.ControlCharacter("the text", (char)utf8[at]);
        }

        var options = new JsonReaderOptions { MaxDepth = int.MaxValue };
        var reader = new Utf8JsonReader(utf8.StartsWith(ByteOrderMark) ? utf8[3..] : utf8, options);
        try
        {
            var place = new JsonPlace();
            while (reader.Read())
            {
                place.Enter(ref reader);
                Check(ref reader, place);
            }
        }
        catch (JsonException)
        {
            return;
        }
    }

    private static void Check(ref Utf8JsonReader reader, JsonPlace place)
    {
        if (reader.CurrentDepth > MaxDepth)
        {
            throw InputRefusals.TooDeep(MaxDepth);
        }
        if (reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName)
        {
            CheckString(ref reader, place);
        }
        else if (reader.TokenType == JsonTokenType.Number && !(reader.TryGetDouble(out double d) && double.IsFinite(d)))
        {
            throw InputRefusals.NumberRange(place.ToString());
        }
    }

    private static void CheckString(ref Utf8JsonReader reader, JsonPlace place)
    {
        bool isName = reader.TokenType == JsonTokenType.PropertyName || place.IsName;
        char[] characters = ArrayPool<char>.Shared.Rent(Math.Max(1, reader.ValueSpan.Length));
        try
        {
            if (!Utf8.IsValid(reader.ValueSpan))
            {
                throw InputRefusals.HalfCharacter(place.ToString());
            }

            int length = reader.CopyString(characters);
            if (isName && length > MaxName)
            {
                throw InputRefusals.LongName(place.ToString(), MaxName);
            }
            CheckText(characters.AsSpan(0, length), place.ToString());
        }
        catch (InvalidOperationException)
        {
            throw InputRefusals.HalfCharacter(place.ToString()); // an escape of one half
        }
        finally
        {
            ArrayPool<char>.Shared.Return(characters);
        }
    }
}

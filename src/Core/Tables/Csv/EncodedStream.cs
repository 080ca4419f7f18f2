using System.Text;

namespace AethergenAI.Tables.Csv;

/// <summary>The text of a stream in any encoding, as UTF-8.</summary>
/// <param name="begun">The bytes of the stream that were already read.</param>
/// <param name="name">The encoding's name, for refusals.</param>
internal sealed class EncodedStream(byte[] begun, Stream rest, Encoding encoding, string name) : SequentialStream
{
    private const int PieceLength = 1 << 16;

    private readonly Decoder decoder = Strict(encoding);
    private readonly byte[] raw = new byte[PieceLength];
    private readonly char[] letters = new char[PieceLength + 16];
    private byte[] text = [];
    private int begunAt,
        at,
        end;
    private long lines = 1;
    private char high;
    private bool started,
        ended;

    public override int Read(Span<byte> buffer)
    {
        while (at == end && !ended)
        {
            Fill();
        }
        int count = Math.Min(buffer.Length, end - at);
        text.AsSpan(at, count).CopyTo(buffer);
        at += count;
        return count;
    }

    private void Fill()
    {
        ReadOnlySpan<byte> bytes = NextBytes();
        ended = bytes.IsEmpty;
        int kept = high == default ? 0 : 1;
        letters[0] = high;
        int count = kept + Decode(bytes, letters.AsSpan(kept));
        bool split = !ended && count > 0 && char.IsHighSurrogate(letters[count - 1]);
        high = split ? letters[count - 1] : default;
        ReadOnlySpan<char> whole = letters.AsSpan(0, split ? count - 1 : count);
        whole = started ? whole : whole.TrimStart('\uFEFF'); // the byte order mark
        started |= count > 0;
        CheckDefined(whole);
        lines += whole.Count('\n');
        if (text.Length < whole.Length * 3)
        {
            text = new byte[whole.Length * 3];
        }
        (at, end) = (0, Encoding.UTF8.GetBytes(whole, text));
    }

    private int Decode(ReadOnlySpan<byte> bytes, Span<char> into)
    {
        try
        {
            return decoder.GetChars(bytes, into, flush: ended);
        }
        catch (DecoderFallbackException)
        {
            throw CsvRefusals.Undecodable(name, lines);
        }
    }

    /// <summary>
    /// .NET reads bytes that a code page does not define as control characters or for private use, not as faults.
    /// </summary>
    private void CheckDefined(ReadOnlySpan<char> piece)
    {
        foreach (char letter in piece)
        {
            if (letter is >= '\u0080' and < '\u00A0' and not '\u0085' or >= '\uF780' and <= '\uF8FF')
            {
                throw CsvRefusals.Undecodable(name, lines + piece[..piece.IndexOf(letter)].Count('\n'));
            }
        }
    }

    private ReadOnlySpan<byte> NextBytes()
    {
        if (begunAt < begun.Length)
        {
            ReadOnlySpan<byte> piece = begun.AsSpan(begunAt, Math.Min(PieceLength, begun.Length - begunAt));
            begunAt += piece.Length;
            return piece;
        }
        return raw.AsSpan(0, rest.ReadAtLeast(raw, 1, throwOnEndOfStream: false));
    }

    private static Decoder Strict(Encoding encoding)
    {
        var strict = (Encoding)encoding.Clone();
        strict.DecoderFallback = DecoderFallback.ExceptionFallback;
        return strict.GetDecoder();
    }
}

using System.Text;
using System.Text.Unicode;

namespace AethergenAI.Tables.Csv;

/// <summary>
/// A file's text in pieces of valid UTF-8, whatever its encoding, without byte order mark.
/// Refuses files that are not text.
/// </summary>
/// <param name="encoding">The encoding of the text if it is not UTF-8; null: Windows-1252 if that is plausible.</param>
/// <param name="one"><see cref="CsvOptions.OneEncoding"/>.</param>
/// <param name="headless">Whether the first bytes may be a row's.</param>
internal sealed class Utf8Source(Stream stream, string? encoding, bool one = false, bool headless = false)
{
    private const int PieceLength = 1 << 18;
    private const int Utf8CodePage = 65001;

    private readonly Encoding? declared = encoding is null ? null : TextEncodings.Of(encoding);
    private readonly WesternText western = new();
    private readonly byte[] raw = new byte[PieceLength];
    private Stream stream = stream;
    private byte[] converted = [];
    private int held;
    private bool started,
        latin1,
        knownUtf8 = encoding is not null && TextEncodings.Canonical(encoding) == TextEncodings.Utf8;
    private long lineFeeds,
        carriageReturns;

    /// <summary>The encoding that the text so far was read in; null: UTF-8.</summary>
    public string? Encoding { get; private set; }

    /// <summary>Whether the encoding was neither declared nor said by a byte order mark.</summary>
    public bool Guessed => latin1 && declared is null;

    /// <returns>The next piece, empty at the end of the file. The next call overwrites it.</returns>
    public ReadOnlySpan<byte> Next()
    {
        if (!started)
        {
            Start();
        }
        int length = held + stream.ReadAtLeast(raw.AsSpan(held), 1, throwOnEndOfStream: false);
        bool ended = length == held;
        ReadOnlySpan<byte> piece = raw.AsSpan(0, length);
        held = 0;
        if (piece.IsEmpty)
        {
            return piece;
        }

        int nul = piece.IndexOf((byte)0);
        if (nul >= 0)
        {
            throw CsvRefusals.NulByte(LineAt(piece[..nul]));
        }
        if (!latin1 && !Ascii.IsValid(piece))
        {
            piece = CheckUtf8(piece, ended);
        }
        if (Guessed)
        {
            CheckPlausible(piece);
        }

        lineFeeds += piece.Count((byte)'\n');
        carriageReturns += piece.Count((byte)'\r');
        ReadOnlySpan<byte> text = latin1 ? FromLatin1(piece) : piece;
        return text.IsEmpty ? Next() : text;
    }

    private void Start()
    {
        started = true;
        held = stream.ReadAtLeast(
            raw.AsSpan(0, ForeignFormats.HeadLength),
            ForeignFormats.HeadLength,
            throwOnEndOfStream: false
        );
        ReadOnlySpan<byte> head = raw.AsSpan(0, held);
        if (head.IsEmpty)
        {
            throw CsvRefusals.Empty();
        }
        ForeignFormats.Refuse(head);
        Encoding? marked = Marked(head);
        if (one && marked is not null)
        {
            RequireDeclared(marked);
        }
        if (marked is { CodePage: not Utf8CodePage })
        {
            Decode(marked);
            return;
        }
        if (marked is not null)
        {
            raw.AsSpan(3, held - 3).CopyTo(raw);
            held -= 3;
            knownUtf8 = true;
        }
        else if (one)
        {
            Fix();
        }
        else if (declared is not null && ShowsAtOnce(declared, head))
        {
            Decode(declared);
        }
    }

    /// <summary>Without a header a row could begin with these bytes, and decide how others are read.</summary>
    private void RequireDeclared(Encoding marked)
    {
        if (headless)
        {
            throw CsvRefusals.MarkWithoutHeader();
        }
        if (declared is not null && marked.CodePage != declared.CodePage)
        {
            throw CsvRefusals.MarkOfAnother(TextEncodings.Canonical(marked.WebName));
        }
    }

    /// <summary>Settles on the declared encoding, or on UTF-8, before any row is seen.</summary>
    private void Fix()
    {
        string name = encoding is null ? TextEncodings.Utf8 : TextEncodings.Canonical(encoding);
        if (name == TextEncodings.Western)
        {
            (latin1, Encoding) = (true, name);
        }
        else if (name != TextEncodings.Utf8)
        {
            Decode(declared!);
        }
        knownUtf8 = !latin1;
    }

    /// <summary>The encoding that a byte order mark names.</summary>
    private static Encoding? Marked(ReadOnlySpan<byte> head) =>
        head switch
        {
            [0xEF, 0xBB, 0xBF, ..] => System.Text.Encoding.UTF8,
            [0xFF, 0xFE, 0, 0, ..] => System.Text.Encoding.UTF32,
            [0xFF, 0xFE, ..] => System.Text.Encoding.Unicode,
            [0xFE, 0xFF, ..] => System.Text.Encoding.BigEndianUnicode,
            _ => null,
        };

    /// <summary>Whether the text is in the declared encoding though its bytes could be UTF-8.</summary>
    private static bool ShowsAtOnce(Encoding declared, ReadOnlySpan<byte> head) =>
        TextEncodings.IsSevenBit(declared) || TextEncodings.HasZeroBytes(declared) && head.Contains((byte)0);

    /// <summary>Decodes the bytes that are held and all that follow.</summary>
    private void Decode(Encoding from)
    {
        Encoding = TextEncodings.Canonical(from.WebName);
        stream = new EncodedStream(raw[..held], stream, from, Encoding);
        (held, knownUtf8) = (0, true);
    }

    private void CheckPlausible(ReadOnlySpan<byte> piece)
    {
        western.Observe(piece);
        if (!western.Plausible)
        {
            throw CsvRefusals.EncodingUnknown(EncodingCandidates.Of(piece));
        }
    }

    /// <summary>
    /// Returns the piece up to its last complete character and holds the rest back for the next piece.
    /// Falls back to the declared encoding, or to Windows-1252, if no byte so far was recognised as UTF-8.
    /// </summary>
    private ReadOnlySpan<byte> CheckUtf8(ReadOnlySpan<byte> piece, bool ended)
    {
        int whole = ended ? piece.Length : WholeCharacters(piece);
        if (Utf8.IsValid(piece[..whole]))
        {
            knownUtf8 |= !Ascii.IsValid(piece[..whole]);
            return whole == piece.Length ? piece : HoldBack(piece[..whole], piece[whole..]);
        }

        int invalid = FirstInvalid(piece);
        if (knownUtf8 || declared is null && !Ascii.IsValid(piece[..invalid]))
        {
            long line = LineAt(piece[..invalid]);
            throw one ? CsvRefusals.NotInOneEncoding(line) : CsvRefusals.Encoding(line);
        }
        if (declared is not null && TextEncodings.Canonical(encoding!) != TextEncodings.Western)
        {
            held = piece.Length;
            Decode(declared);
            return [];
        }
        (latin1, Encoding) = (true, TextEncodings.Western);
        return piece;
    }

    /// <summary>Returns a copy of the complete characters, because the rest moves to the start of the buffer.</summary>
    private ReadOnlySpan<byte> HoldBack(ReadOnlySpan<byte> whole, ReadOnlySpan<byte> rest)
    {
        if (converted.Length < PieceLength)
        {
            converted = new byte[PieceLength];
        }
        whole.CopyTo(converted);
        rest.CopyTo(raw);
        held = rest.Length;
        return converted.AsSpan(0, whole.Length);
    }

    private static int WholeCharacters(ReadOnlySpan<byte> piece)
    {
        for (int back = 1; back <= Math.Min(3, piece.Length); back++)
        {
            byte lead = piece[^back];
            if (lead < 0x80)
            {
                return piece.Length;
            }
            if (lead >= 0xC0)
            {
                int needs = lead switch
                {
                    >= 0xF0 => 4,
                    >= 0xE0 => 3,
                    _ => 2,
                };
                return needs > back ? piece.Length - back : piece.Length;
            }
        }

        return piece.Length;
    }

    private static int FirstInvalid(ReadOnlySpan<byte> piece)
    {
        int at = 0;
        while (
            at < piece.Length
            && Rune.DecodeFromUtf8(piece[at..], out _, out int length) == System.Buffers.OperationStatus.Done
        )
        {
            at += length;
        }
        return at;
    }

    private ReadOnlySpan<byte> FromLatin1(ReadOnlySpan<byte> piece)
    {
        if (Ascii.IsValid(piece))
        {
            return piece;
        }
        if (converted.Length < PieceLength * 3)
        {
            converted = new byte[PieceLength * 3];
        }
        int length = 0;
        foreach (byte b in piece)
        {
            if (b < 0x80)
            {
                converted[length++] = b;
            }
            else
            {
                length += new Rune(Windows1252.Decode(b)).EncodeToUtf8(converted.AsSpan(length));
            }
        }

        return converted.AsSpan(0, length);
    }

    private long LineAt(ReadOnlySpan<byte> before)
    {
        long feeds = lineFeeds + before.Count((byte)'\n');
        return 1 + (feeds > 0 ? feeds : carriageReturns + before.Count((byte)'\r'));
    }
}

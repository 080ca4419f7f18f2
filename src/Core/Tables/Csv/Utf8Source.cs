using System.Text;
using System.Text.Unicode;

namespace AethergenAI.Tables.Csv;

/// <summary>
/// A file's text in pieces of valid UTF-8, whatever its encoding, without byte order mark.
/// Refuses files that are not text.
/// </summary>
internal sealed class Utf8Source(Stream stream, TextEncoding encoding)
{
    private const int PieceLength = 1 << 18;

    /// <summary>
    /// The characters of Windows-1252 from 0x80 to 0x9F; Latin-1's control characters where it defines none.
    /// </summary>
    private const string Windows1252 = "€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008DŽ\u008F\u0090‘’“”•–—˜™š›œ\u009Dž\u009F";

    private readonly byte[] raw = new byte[PieceLength];
    private byte[] converted = [];
    private int held;
    private bool started,
        knownUtf8 = encoding == TextEncoding.Utf8;
    private long lineFeeds,
        carriageReturns;

    /// <summary>Whether the text is read as Latin-1, declared or detected.</summary>
    public bool Latin1 { get; private set; } = encoding == TextEncoding.Latin1;

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
        if (!Latin1 && !Ascii.IsValid(piece))
        {
            piece = CheckUtf8(piece, ended);
        }

        lineFeeds += piece.Count((byte)'\n');
        carriageReturns += piece.Count((byte)'\r');
        ReadOnlySpan<byte> text = Latin1 ? FromLatin1(piece) : piece;
        return text.IsEmpty ? Next() : text;
    }

    private void Start()
    {
        started = true;
        held = stream.ReadAtLeast(raw.AsSpan(0, 4), 4, throwOnEndOfStream: false);
        ReadOnlySpan<byte> head = raw.AsSpan(0, held);
        if (head.IsEmpty)
        {
            throw CsvRefusals.Empty();
        }
        if (head.StartsWith("PK\u0003\u0004"u8))
        {
            throw CsvRefusals.NotText("a zip archive or an Excel workbook");
        }
        if (head.StartsWith("PAR1"u8))
        {
            throw CsvRefusals.NotText("Parquet");
        }
        if (head is [0x1F, 0x8B, ..])
        {
            throw CsvRefusals.NotText("compressed with gzip");
        }
        if (head is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..])
        {
            throw CsvRefusals.NotText("UTF-16");
        }
        if (head is [0xEF, 0xBB, 0xBF, ..])
        {
            raw.AsSpan(3, held - 3).CopyTo(raw);
            held -= 3;
            knownUtf8 = true;
            Latin1 = false;
        }
    }

    /// <summary>
    /// Returns the piece up to its last complete character and holds the rest back for the next piece.
    /// Falls back to Latin-1 if no byte so far was recognised as UTF-8.
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
        if (knownUtf8 || !Ascii.IsValid(piece[..invalid]))
        {
            throw CsvRefusals.Encoding(LineAt(piece[..invalid]));
        }
        Latin1 = true;
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
                length += new Rune(b < 0xA0 ? Windows1252[b - 0x80] : (char)b).EncodeToUtf8(converted.AsSpan(length));
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

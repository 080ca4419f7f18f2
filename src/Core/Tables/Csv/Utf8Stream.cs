namespace AethergenAI.Tables.Csv;

/// <summary>A source's text as a stream.</summary>
internal sealed class Utf8Stream(Utf8Source source) : SequentialStream
{
    private byte[] piece = [];
    private int at,
        end;
    private bool ended;

    /// <summary>The text that is not read yet; empty at the end of the file.</summary>
    public ReadOnlySpan<byte> Peek()
    {
        if (at == end && !ended)
        {
            ReadOnlySpan<byte> next = source.Next();
            ended = next.IsEmpty;
            if (next.Length > piece.Length)
            {
                piece = new byte[Math.Max(next.Length, piece.Length * 2)];
            }
            next.CopyTo(piece);
            (at, end) = (0, next.Length);
        }
        return piece.AsSpan(at..end);
    }

    /// <summary>As <see cref="Peek()"/>, but so many bytes unless the file ends before.</summary>
    public ReadOnlySpan<byte> Peek(int wanted)
    {
        Peek();
        while (end - at < wanted && !ended)
        {
            ReadOnlySpan<byte> next = source.Next();
            ended = next.IsEmpty;
            byte[] longer = new byte[end - at + next.Length];
            piece.AsSpan(at..end).CopyTo(longer);
            next.CopyTo(longer.AsSpan(end - at));
            (piece, at, end) = (longer, 0, longer.Length);
        }
        return piece.AsSpan(at, Math.Min(wanted, end - at));
    }

    /// <summary>Leaves out bytes that were peeked at.</summary>
    public void Skip(int count) => at += count;

    public override int Read(Span<byte> buffer)
    {
        ReadOnlySpan<byte> text = Peek();
        int count = Math.Min(buffer.Length, text.Length);
        text[..count].CopyTo(buffer);
        at += count;
        return count;
    }
}

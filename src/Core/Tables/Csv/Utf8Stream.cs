namespace AethergenAI.Tables.Csv;

/// <summary>A source's text as a stream.</summary>
internal sealed class Utf8Stream(Utf8Source source) : Stream
{
    private byte[] piece = [];
    private int at;

    /// <summary>What the file begins with.</summary>
    public ReadOnlySpan<byte> Head()
    {
        if (at == piece.Length)
        {
            (piece, at) = (source.Next().ToArray(), 0);
        }
        return piece.AsSpan(at);
    }

    public override int Read(Span<byte> buffer)
    {
        ReadOnlySpan<byte> text = at < piece.Length ? piece.AsSpan(at) : Head();
        int count = Math.Min(buffer.Length, text.Length);
        text[..count].CopyTo(buffer);
        at += count;
        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override void Flush() { }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}

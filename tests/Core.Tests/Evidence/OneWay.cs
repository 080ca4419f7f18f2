namespace AethergenAI.Core.Tests.Evidence;

/// <summary>As a response body is: written once, from front to back.</summary>
internal sealed class OneWay : MemoryStream
{
    public override bool CanSeek => false;

    public override bool CanRead => false;

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override long Seek(long offset, SeekOrigin loc) => throw new NotSupportedException();
}

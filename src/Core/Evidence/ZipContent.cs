using System.IO.Compression;
using System.Security.Cryptography;

namespace AethergenAI.Evidence;

/// <summary>The bytes of one file in a zip, unpacked.</summary>
internal sealed class ZipContent : IDisposable
{
    private readonly Slice packed;
    private readonly Stream unpacked;
    private readonly ZippedFile file;
    private uint crc;
    private long size;

    internal ZipContent(Stream zip, ZipEntry entry)
    {
        file = entry.File;
        packed = new Slice(zip, entry.DataAt, file.Packed);
        unpacked = entry.IsDeflated ? new DeflateStream(packed, CompressionMode.Decompress) : packed;
    }

    /// <summary>Whether all bytes were read and agree with the headers.</summary>
    internal bool IsAsSaid => crc == file.Crc && size == file.Size;

    /// <summary>Whether the file's part of the zip has bytes that no unpacker reads.</summary>
    internal bool HidesBytes => packed.Position < packed.Length;

    /// <summary>The SHA-256 of the compressed bytes, once all were read.</summary>
    internal string PackedSha256() => packed.Sha256();

    /// <exception cref="InvalidDataException">The compressed bytes are damaged.</exception>
    internal int Read(Span<byte> buffer)
    {
        int count = unpacked.Read(buffer);
        crc = Crc32.Append(crc, buffer[..count]);
        size += count;
        return count;
    }

    public void Dispose()
    {
        unpacked.Dispose();
        packed.Dispose();
    }

    /// <summary>
    /// A part of the zip. Its last bytes are handed out one by one, so that what follows the end of the compressed
    /// bytes is not read.
    /// </summary>
    private sealed class Slice(Stream zip, long from, long length) : Stream
    {
        private const int OneByOne = 512;

        private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        private long position;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => length;

        public override long Position
        {
            get => position;
            set => throw new NotSupportedException();
        }

        internal string Sha256() => Convert.ToHexStringLower(hash.GetCurrentHash());

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override int Read(Span<byte> buffer)
        {
            long left = length - position,
                most = left > OneByOne ? left - OneByOne : Math.Min(left, 1);
            zip.Position = from + position;
            int count = zip.Read(buffer[..(int)Math.Min(buffer.Length, most)]);
            hash.AppendData(buffer[..count]);
            position += count;
            return count;
        }

        public override void Flush() { }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                hash.Dispose();
            }
            base.Dispose(disposing);
        }
    }
}

using System.IO.Compression;
using System.Security.Cryptography;

namespace AethergenAI.Evidence;

/// <summary>
/// Writes a pack's zip. A file is compressed anew each time its compressed bytes are needed, so that a large one is
/// never held in memory: for the hash that the statement lists, for the numbers before it, and to be written.
/// </summary>
internal static class PackZip
{
    private const int Chunk = 64 * 1024;

    internal delegate Task<Stream> Open(string name, CancellationToken ct);

    /// <returns>What the files come to in a zip, at no place yet, and the SHA-256 of their bytes there.</returns>
    internal static async Task<(ZippedFile File, string Sha256)> MeasureAsync(
        string name,
        Open open,
        CancellationToken ct
    )
    {
        using var nowhere = new Counted(Stream.Null);
        (uint crc, long size) = await CopyAsync(name, open, nowhere, ct);
        return (new ZippedFile(name, crc, nowhere.Length, size, 0), nowhere.Sha256());
    }

    /// <param name="zip">Receives the zip; it need not be seekable.</param>
    /// <param name="names">In the order in which they are to stand.</param>
    internal static async Task WriteAsync(Stream zip, IEnumerable<string> names, Open open, CancellationToken ct)
    {
        long at = 0;
        var written = new List<ZippedFile>();
        foreach (string name in names)
        {
            (ZippedFile measured, string sha256) = await MeasureAsync(name, open, ct);
            ZippedFile file = measured with { At = at };
            byte[] before = ZipForm.Own.Before(file);
            await zip.WriteAsync(before, ct);
            using var target = new Counted(zip);
            await CopyAsync(name, open, target, ct);
            if (target.Sha256() != sha256)
            {
                throw new InvalidOperationException($"'{name}' changed while it was packed.");
            }
            at += before.Length + file.Packed;
            written.Add(file);
        }

        byte[] directory = [.. written.SelectMany(ZipForm.Own.InDirectory)];
        await zip.WriteAsync(directory, ct);
        await zip.WriteAsync(ZipForm.End(written.Count, at, directory.Length), ct);
    }

    private static async Task<(uint Crc, long Size)> CopyAsync(
        string name,
        Open open,
        Counted target,
        CancellationToken ct
    )
    {
        await using Stream source = await open(name, ct);
        if (!ZipForm.Own.Compresses(name))
        {
            return await CopyAsync(source, target, ct);
        }

        await using var deflate = new DeflateStream(target, CompressionLevel.Optimal, leaveOpen: true);
        return await CopyAsync(source, deflate, ct);
    }

    /// <summary>
    /// Copies in full chunks, whatever chunks the source gives: the compressed bytes may depend on them.
    /// </summary>
    private static async Task<(uint Crc, long Size)> CopyAsync(Stream source, Stream target, CancellationToken ct)
    {
        var chunk = new byte[Chunk];
        uint crc = 0;
        long size = 0;
        while (await source.ReadAtLeastAsync(chunk, Chunk, throwOnEndOfStream: false, ct) is > 0 and var count)
        {
            crc = Crc32.Append(crc, chunk.AsSpan(0, count));
            size += count;
            await target.WriteAsync(chunk.AsMemory(0, count), ct);
        }

        return (crc, size);
    }

    /// <summary>Counts and hashes what passes through.</summary>
    private sealed class Counted(Stream inner) : Stream
    {
        private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        private long length;

        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => length;

        public override long Position
        {
            get => length;
            set => throw new NotSupportedException();
        }

        internal string Sha256() => Convert.ToHexStringLower(hash.GetCurrentHash());

        public override void Write(byte[] buffer, int offset, int count)
        {
            hash.AppendData(buffer, offset, count);
            length += count;
            inner.Write(buffer, offset, count);
        }

        public override async ValueTask WriteAsync(
            ReadOnlyMemory<byte> buffer,
            CancellationToken cancellationToken = default
        )
        {
            hash.AppendData(buffer.Span);
            length += buffer.Length;
            await inner.WriteAsync(buffer, cancellationToken);
        }

        public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
            WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

        public override void Flush() => inner.Flush();

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

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

using System.Buffers.Binary;
using System.Text;

namespace AethergenAI.Evidence;

/// <summary>A file in a zip.</summary>
/// <param name="Name">A relative path with '/', in ASCII.</param>
/// <param name="Crc">The checksum of its content.</param>
/// <param name="Packed">The number of its bytes in the zip.</param>
/// <param name="Size">The number of bytes of its content.</param>
/// <param name="At">Where its header begins in the zip.</param>
internal sealed record ZippedFile(string Name, uint Crc, long Packed, long Size, long At);

/// <summary>
/// The bytes that a pack has around its files, all of them: names, sizes and checksums are the only things that differ
/// from pack to pack. PKWARE APPNOTE 6.3.10, sections 4.3.7 to 4.3.16.
/// </summary>
/// <param name="Host">What the directory names as the system that made the zip: 3 (Unix), or 0.</param>
/// <param name="Described">Whether sizes and checksum stand behind each file, not before it.</param>
/// <param name="Stored">The files that are not compressed.</param>
internal sealed record ZipForm(byte Host, bool Described, IReadOnlyCollection<string> Stored)
{
    internal const uint LocalSignature = 0x04034b50,
        CentralSignature = 0x02014b50,
        EndSignature = 0x06054b50,
        End64Signature = 0x06064b50;

    private const uint Locator64Signature = 0x07064b50,
        DescriptorSignature = 0x08074b50,
        RegularFile = 0x81A40000; // 100644

    private const ushort Version = 20,
        Version64 = 45,
        DescriptorFollows = 8,
        Deflated = 8,
        FirstOf1980 = 0x21,
        Zip64 = 1;

    private static readonly string[] Signed = [PackFiles.Manifest, PackFiles.Envelope];

    /// <summary>
    /// The form in which packs are written. The files that sign the others are not compressed, so that they have one
    /// form.
    /// </summary>
    internal static ZipForm Own { get; } = new(3, false, Signed);

    /// <summary>The form of older packs, whose statement does not list the compressed bytes.</summary>
    internal static IReadOnlyList<ZipForm> Older { get; } =
    [new(3, true, []), new(3, false, []), new(0, true, []), new(0, false, [])];

    internal bool Compresses(string name) => !Stored.Contains(name);

    internal byte[] Before(ZippedFile file)
    {
        bool large = IsLarge(file.Size) || IsLarge(file.Packed);
        var header = new Header()
            .U32(LocalSignature)
            .U16(large ? Version64 : Version)
            .U16(Described ? DescriptorFollows : (ushort)0)
            .U16(Compresses(file.Name) ? Deflated : (ushort)0)
            .U16(0)
            .U16(FirstOf1980)
            .U32(Described ? 0 : file.Crc)
            .U32(Described ? 0 : Short(file.Packed, large))
            .U32(Described ? 0 : Short(file.Size, large))
            .U16((ushort)file.Name.Length)
            .U16((ushort)(large ? 20 : 0))
            .Text(file.Name);
        return large ? header.U16(Zip64).U16(16).I64(file.Size).I64(file.Packed).Bytes : header.Bytes;
    }

    internal byte[] After(ZippedFile file)
    {
        if (!Described)
        {
            return [];
        }

        var header = new Header().U32(DescriptorSignature).U32(file.Crc);
        return IsLarge(file.Size) || IsLarge(file.Packed)
            ? header.I64(file.Packed).I64(file.Size).Bytes
            : header.U32((uint)file.Packed).U32((uint)file.Size).Bytes;
    }

    internal byte[] InDirectory(ZippedFile file)
    {
        bool large = IsLarge(file.Size) || IsLarge(file.Packed),
            far = IsLarge(file.At);
        var header = new Header()
            .U32(CentralSignature)
            .U16((ushort)((Host << 8) | (large || far ? Version64 : Version)))
            .U16(large || far ? Version64 : Version)
            .U16(Described ? DescriptorFollows : (ushort)0)
            .U16(Compresses(file.Name) ? Deflated : (ushort)0)
            .U16(0)
            .U16(FirstOf1980)
            .U32(file.Crc)
            .U32(Short(file.Packed, large))
            .U32(Short(file.Size, large))
            .U16((ushort)file.Name.Length)
            .U16((ushort)((large || far ? 4 : 0) + (large ? 16 : 0) + (far ? 8 : 0)))
            .U16(0)
            .U16(0)
            .U16(0)
            .U32(RegularFile)
            .U32(Short(file.At, far))
            .Text(file.Name);
        if (large || far)
        {
            header.U16(Zip64).U16((ushort)((large ? 16 : 0) + (far ? 8 : 0)));
        }
        if (large)
        {
            header.I64(file.Size).I64(file.Packed);
        }
        return far ? header.I64(file.At).Bytes : header.Bytes;
    }

    /// <param name="count">The number of files.</param>
    /// <param name="start">Where the directory begins.</param>
    /// <param name="size">The directory's length.</param>
    internal static byte[] End(long count, long start, long size)
    {
        bool large = count >= ushort.MaxValue || IsLarge(start) || IsLarge(size);
        var end = new Header();
        if (large)
        {
            end.U32(End64Signature).I64(44).U16(Version64).U16(Version64).U32(0).U32(0);
            end.I64(count).I64(count).I64(size).I64(start);
            end.U32(Locator64Signature).U32(0).I64(start + size).U32(1);
        }
        ushort few = large ? ushort.MaxValue : (ushort)count;
        return end.U32(EndSignature)
            .U16(0)
            .U16(0)
            .U16(few)
            .U16(few)
            .U32(Short(size, large))
            .U32(Short(start, large))
            .U16(0)
            .Bytes;
    }

    private static bool IsLarge(long value) => value >= uint.MaxValue;

    private static uint Short(long value, bool elsewhere) => elsewhere ? uint.MaxValue : (uint)value;

    private sealed class Header
    {
        private readonly List<byte> bytes = [];

        internal byte[] Bytes => [.. bytes];

        internal Header U16(ushort value)
        {
            Span<byte> written = stackalloc byte[sizeof(ushort)];
            BinaryPrimitives.WriteUInt16LittleEndian(written, value);
            bytes.AddRange(written);
            return this;
        }

        internal Header U32(uint value)
        {
            Span<byte> written = stackalloc byte[sizeof(uint)];
            BinaryPrimitives.WriteUInt32LittleEndian(written, value);
            bytes.AddRange(written);
            return this;
        }

        internal Header I64(long value)
        {
            Span<byte> written = stackalloc byte[sizeof(long)];
            BinaryPrimitives.WriteInt64LittleEndian(written, value);
            bytes.AddRange(written);
            return this;
        }

        internal Header Text(string value)
        {
            bytes.AddRange(Encoding.UTF8.GetBytes(value));
            return this;
        }
    }
}

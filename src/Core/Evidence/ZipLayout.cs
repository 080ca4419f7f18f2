using System.Buffers.Binary;

namespace AethergenAI.Evidence;

/// <summary>
/// Checks that a zip is nothing but its listed files, one after the other. Unpackers disagree about anything else:
/// some trust the directory at the end, others the header before each file. Bytes between files,
/// or headers that contradict the directory, could therefore show two readers two different packs.
/// PKWARE APPNOTE 6.3.10, sections 4.3.7 to 4.3.16.
/// </summary>
internal static class ZipLayout
{
    private const uint LocalSignature = 0x04034b50,
        CentralSignature = 0x02014b50,
        EndSignature = 0x06054b50,
        End64Signature = 0x06064b50;

    private const int LocalLength = 30,
        CentralLength = 46,
        EndLength = 22,
        Locator64Length = 20,
        End64Length = 56;

    private const long MaxDirectory = 64L << 20;

    /// <returns>Null where the layout is plain.</returns>
    internal static PackFault? Fault(Stream zip)
    {
        if (zip.Length < EndLength)
        {
            return PackFaults.Unreadable(null);
        }
        var end = Read(zip, zip.Length - EndLength, EndLength);
        if (U32(end, 0) != EndSignature)
        {
            return PackFaults.Unreadable(null);
        }

        long count = U16(end, 10),
            size = U32(end, 12),
            start = U32(end, 16),
            tail = zip.Length - EndLength;
        if (count == 0xFFFF || size == uint.MaxValue || start == uint.MaxValue)
        {
            tail -= Locator64Length + End64Length;
            if (tail < 0)
            {
                return PackFaults.Unreadable(null);
            }
            var end64 = Read(zip, tail, End64Length);
            if (U32(end64, 0) != End64Signature)
            {
                return PackFaults.HiddenBytes();
            }
            (count, size, start) = (I64(end64, 32), I64(end64, 40), I64(end64, 48));
        }

        bool adjoins = size is >= 0 and <= MaxDirectory && start >= 0 && start + size == tail;
        return adjoins && HoldsOnly(zip, Read(zip, start, (int)size), count, start) ? null : PackFaults.HiddenBytes();
    }

    private static bool HoldsOnly(Stream zip, ReadOnlySpan<byte> directory, long count, long start)
    {
        long expected = 0;
        for (long file = 0; file < count; file++)
        {
            if (directory.Length < CentralLength || U32(directory, 0) != CentralSignature)
            {
                return false;
            }
            int nameLength = U16(directory, 28),
                extraLength = U16(directory, 30),
                length = CentralLength + nameLength + extraLength + U16(directory, 32);
            if (directory.Length < length)
            {
                return false;
            }

            var central = directory[..length];
            var name = central.Slice(CentralLength, nameLength);
            var extra = central.Slice(CentralLength + nameLength, extraLength);
            if (Next(zip, central, name, extra, expected, start) is not { } next)
            {
                return false;
            }
            expected = next;
            directory = directory[length..];
        }

        return directory.IsEmpty && expected == start;
    }

    /// <returns>The end of the file that begins at <paramref name="at"/>; null where its header
    /// contradicts the directory.</returns>
    private static long? Next(
        Stream zip,
        ReadOnlySpan<byte> central,
        ReadOnlySpan<byte> name,
        ReadOnlySpan<byte> extra,
        long at,
        long limit
    )
    {
        if (at + LocalLength + name.Length > limit)
        {
            return null;
        }
        var local = Read(zip, at, LocalLength + name.Length);
        ushort flags = U16(local, 6),
            method = U16(local, 8);
        long packed = Size(central, 20, extra),
            unpacked = Size(central, 24, extra);
        bool described = (flags & 0x8) != 0;
        bool agrees =
            U32(local, 0) == LocalSignature
            && flags == U16(central, 8)
            && method == U16(central, 10)
            && U16(local, 26) == name.Length
            && local.AsSpan(LocalLength).SequenceEqual(name)
            && (
                described
                    ? method != 0 || unpacked == 0
                    : U32(local, 18) == U32(central, 20) && U32(local, 22) == U32(central, 24)
            );
        if (!agrees || packed < 0 || packed > limit)
        {
            return null;
        }

        long end = at + LocalLength + name.Length + U16(local, 28) + packed;
        return described ? AfterDescriptor(zip, end, limit) : end;
    }

    /// <summary>
    /// A descriptor may have a signature, and its sizes have 4 or 8 bytes; what follows it shows which.
    /// </summary>
    private static long? AfterDescriptor(Stream zip, long at, long limit)
    {
        foreach (int length in (ReadOnlySpan<int>)[16, 24, 12, 20])
        {
            long next = at + length;
            if (next == limit || (next + 4 <= limit && U32(Read(zip, next, 4), 0) == LocalSignature))
            {
                return next;
            }
        }

        return null;
    }

    /// <summary>A size from a directory entry; from its Zip64 field where it does not fit.</summary>
    private static long Size(ReadOnlySpan<byte> central, int offset, ReadOnlySpan<byte> extra)
    {
        uint size = U32(central, offset);
        if (size != uint.MaxValue)
        {
            return size;
        }

        for (; extra.Length >= 4; extra = extra[(4 + Math.Min(U16(extra, 2), extra.Length - 4))..])
        {
            // The 64-bit sizes stand in the order unpacked, packed, each only where its 32-bit field is full.
            int skip = offset == 20 && U32(central, 24) == uint.MaxValue ? 8 : 0;
            if (U16(extra, 0) == 1 && extra.Length >= 12 + skip)
            {
                return I64(extra, 4 + skip);
            }
        }

        return -1;
    }

    private static byte[] Read(Stream zip, long at, int count)
    {
        var bytes = new byte[count];
        zip.Position = at;
        zip.ReadExactly(bytes);
        return bytes;
    }

    private static ushort U16(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt16LittleEndian(bytes[at..]);

    private static uint U32(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt32LittleEndian(bytes[at..]);

    private static long I64(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadInt64LittleEndian(bytes[at..]);
}

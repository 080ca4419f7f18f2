using System.Buffers.Binary;
using System.Text;

namespace AethergenAI.Evidence;

/// <summary>A file as a zip's directory has it.</summary>
/// <param name="DataAt">Where its bytes begin.</param>
internal sealed record ZipEntry(ZippedFile File, bool IsDeflated, long DataAt);

/// <summary>
/// The files of a zip that is nothing but these files, one after the other. Unpackers disagree about anything else:
/// some trust the directory at the end, others the header before each file, and some follow fields that others pass
/// over. Such a zip could show two readers two different packs. PKWARE APPNOTE 6.3.10, sections 4.3.7 to 4.3.16.
/// </summary>
internal sealed class PackZipReader
{
    private const int LocalLength = 30,
        CentralLength = 46,
        EndLength = 22,
        Locator64Length = 20,
        End64Length = 56,
        LongestExtra = 64;

    private const ushort Descriptor = 0x0008,
        HarmlessFlags = 0x080E; // levels of compression, a descriptor, UTF-8 names

    private const long MaxDirectory = 64L << 20;

    /// <summary>Large sizes, times and owners: what unpackers show does not depend on them.</summary>
    private static readonly ushort[] HarmlessFields = [0x0001, 0x000A, 0x5455, 0x5855, 0x7875];

    /// <summary>Of descriptors: their length, whether a signature comes first, whether sizes have 8 bytes.</summary>
    private static readonly (int Length, bool Signed, bool Wide)[] Descriptors =
    [
        (16, true, false),
        (24, true, true),
        (12, false, false),
        (20, false, true),
    ];

    private readonly Stream zip;
    private readonly List<ZipEntry> entries = [];
    private readonly Dictionary<ZipForm, string> foreign = [];

    private PackZipReader(Stream zip) => this.zip = zip;

    internal IReadOnlyList<ZipEntry> Entries => entries;

    /// <summary>The form in which the zip was written; null where it is none of ours.</summary>
    internal ZipForm? Form => Forms.FirstOrDefault(form => !foreign.ContainsKey(form));

    /// <summary>The first file whose headers are not ours.</summary>
    internal string? FirstForeign => foreign.Values.FirstOrDefault();

    private static IEnumerable<ZipForm> Forms => ZipForm.Older.Prepend(ZipForm.Own);

    /// <returns>The layout is null where the zip is not plain; then the fault says where.</returns>
    internal static (PackZipReader? Layout, PackFault? Fault) Read(Stream zip)
    {
        var layout = new PackZipReader(zip);
        PackFault? fault = layout.FindFault();
        return fault is null ? (layout, null) : (null, fault);
    }

    private PackFault? FindFault()
    {
        if (zip.Length < EndLength)
        {
            return PackFaults.Unreadable(null);
        }
        byte[] end = Read(zip.Length - EndLength, EndLength);
        if (U32(end, 0) != ZipForm.EndSignature)
        {
            return PackFaults.Unreadable(null);
        }

        long count = U16(end, 10),
            size = U32(end, 12),
            start = U32(end, 16),
            tail = zip.Length - EndLength;
        if (count == ushort.MaxValue || size == uint.MaxValue || start == uint.MaxValue)
        {
            tail -= Locator64Length + End64Length;
            if (tail < 0)
            {
                return PackFaults.Unreadable(null);
            }
            byte[] end64 = Read(tail, End64Length);
            (count, size, start) = (I64(end64, 32), I64(end64, 40), I64(end64, 48));
        }
        // Nothing in it is a choice, whoever wrote the zip.
        bool isEnd = ZipForm.End(count, start, size).AsSpan().SequenceEqual(Read(tail, (int)(zip.Length - tail)));
        bool adjoins = size is >= 0 and <= MaxDirectory && start >= 0 && start + size == tail;
        return isEnd && adjoins ? FindFault(Read(start, (int)size), count, start) : PackFaults.HiddenBytes(null);
    }

    private PackFault? FindFault(ReadOnlySpan<byte> directory, long count, long start)
    {
        long expected = 0;
        string? last = null;
        for (long file = 0; file < count; file++)
        {
            if (directory.Length < CentralLength || U32(directory, 0) != ZipForm.CentralSignature)
            {
                return PackFaults.HiddenBytes(NameAt(expected, start));
            }
            int nameLength = U16(directory, 28),
                extraLength = U16(directory, 30),
                length = CentralLength + nameLength + extraLength;
            if (directory.Length < length)
            {
                return PackFaults.HiddenBytes(NameAt(expected, start));
            }

            last = Encoding.UTF8.GetString(directory.Slice(CentralLength, nameLength));
            if (!TryTake(directory[..length], nameLength, last, ref expected, start))
            {
                return PackFaults.HiddenBytes(last);
            }
            directory = directory[length..];
        }

        return directory.IsEmpty && expected == start ? null : PackFaults.HiddenBytes(last);
    }

    /// <returns>The name before a file's bytes; null where no file begins there.</returns>
    private string? NameAt(long at, long limit)
    {
        if (at + LocalLength > limit)
        {
            return null;
        }
        byte[] local = Read(at, LocalLength);
        int length = U16(local, 26);
        bool isHeader = U32(local, 0) == ZipForm.LocalSignature && at + LocalLength + length <= limit;
        return isHeader ? Encoding.UTF8.GetString(Read(at + LocalLength, length)) : null;
    }

    /// <summary>Adds the file that begins at <paramref name="at"/>, and moves to its end.</summary>
    /// <returns>Whether its headers say one thing, and nothing that unpackers disagree about.</returns>
    private bool TryTake(ReadOnlySpan<byte> central, int nameLength, string name, ref long at, long limit)
    {
        var extra = central[(CentralLength + nameLength)..];
        if (at + LocalLength + nameLength > limit || !IsHarmless(extra) || !IsPlain(central, name))
        {
            return false;
        }

        byte[] local = Read(at, LocalLength + nameLength);
        ushort flags = U16(local, 6),
            method = U16(local, 8),
            extraLength = U16(local, 28);
        long dataAt = at + LocalLength + nameLength + extraLength,
            packed = Size(central, 20, extra),
            size = Size(central, 24, extra);
        bool described = (flags & Descriptor) != 0,
            ownSizes = described ? method != 0 || size == 0 : local.AsSpan(14, 12).SequenceEqual(central.Slice(16, 12));
        bool agrees =
            U32(local, 0) == ZipForm.LocalSignature
            && flags == U16(central, 8)
            && method == U16(central, 10)
            && U16(local, 26) == nameLength
            && local.AsSpan(LocalLength).SequenceEqual(central.Slice(CentralLength, nameLength))
            && ownSizes
            && packed >= 0
            && size >= 0
            && packed <= limit - dataAt;
        if (!agrees || !IsHarmless(Read(dataAt - extraLength, extraLength)))
        {
            return false;
        }

        var file = new ZippedFile(name, U32(central, 16), packed, size, at);
        long dataEnd = dataAt + packed,
            end = described ? AfterDescriptor(file, dataEnd, limit) : dataEnd;
        if (end < 0)
        {
            return false;
        }

        Compare(file, Read(at, (int)(dataAt - at)), Read(dataEnd, (int)(end - dataEnd)), central);
        entries.Add(new ZipEntry(file, method != 0, dataAt));
        at = end;
        return true;
    }

    /// <summary>Keeps, for each form, the first file that is not written in it.</summary>
    private void Compare(ZippedFile file, byte[] before, byte[] after, ReadOnlySpan<byte> central)
    {
        foreach (ZipForm form in Forms.Where(form => !foreign.ContainsKey(form)).ToList())
        {
            bool same =
                form.Before(file).AsSpan().SequenceEqual(before)
                && form.After(file).AsSpan().SequenceEqual(after)
                && form.InDirectory(file).AsSpan().SequenceEqual(central);
            if (!same)
            {
                foreign[form] = file.Name;
            }
        }
    }

    /// <summary>A file or folder, stored or deflated, without comment, and on this disk.</summary>
    private static bool IsPlain(ReadOnlySpan<byte> central, string name)
    {
        uint type = U32(central, 38) >> 28; // of Unix: 8 is a file, 4 a folder, 10 a link, 0 nothing said
        bool isFolder = name.EndsWith('/');
        return U16(central, 32) == 0
            && U16(central, 34) == 0
            && (U16(central, 8) & ~HarmlessFlags) == 0
            && U16(central, 10) is 0 or 8
            && (type == 0 || type == (isFolder ? 4u : 8u));
    }

    private static bool IsHarmless(ReadOnlySpan<byte> extra)
    {
        if (extra.Length > LongestExtra)
        {
            return false;
        }
        while (extra.Length >= 4)
        {
            int length = 4 + U16(extra, 2);
            if (length > extra.Length || !HarmlessFields.Contains(U16(extra, 0)))
            {
                return false;
            }
            extra = extra[length..];
        }

        return extra.IsEmpty;
    }

    /// <summary>Finds the kind of a descriptor by what follows it.</summary>
    /// <returns>Where it ends; -1 where there is none.</returns>
    private long AfterDescriptor(ZippedFile file, long at, long limit)
    {
        foreach ((int length, bool signed, bool wide) in Descriptors)
        {
            long next = at + length;
            if (next == limit || (next + 4 <= limit && U32(Read(next, 4), 0) == ZipForm.LocalSignature))
            {
                ReadOnlySpan<byte> values = Read(at, length).AsSpan(signed ? 4 : 0);
                long packed = wide ? I64(values, 4) : U32(values, 4);
                return U32(values, 0) == file.Crc && packed == file.Packed ? next : -1;
            }
        }

        return -1;
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

    private byte[] Read(long at, int count)
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

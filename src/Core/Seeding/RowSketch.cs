using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using AethergenAI.Tables.Csv;

namespace AethergenAI.Seeding;

/// <summary>
/// The smallest keyed fingerprints of a file's distinct rows, which tell how many rows two files share, whatever the
/// order of rows and columns. Without the key they tell nothing about any row. Beyer et al. (2007),
/// <see href="https://doi.org/10.1145/1247480.1247504"/>.
/// </summary>
/// <param name="Fingerprints">In ascending order, at most <see cref="Size"/>; fewer if the file has no more.</param>
/// <param name="Cells">How cells make up a row.</param>
public sealed record RowSketch(IReadOnlyList<ulong> Fingerprints, CellOrder Cells = CellOrder.OfFile)
{
    public const int Size = 256;

    /// <summary>The bytes of one fingerprint in <see cref="ToBytes"/>.</summary>
    public const int FingerprintBytes = sizeof(ulong);

    /// <summary>The length of the key in bytes.</summary>
    public const int KeyBytes = 32;

    /// <summary>
    /// The share of common rows from which two files are taken for the same people. Tables with few columns have some
    /// rows in common by chance: two random ones of 600 rows among 2,700 possible ones share a fifth.
    /// </summary>
    public const double SameRows = 0.25;

    /// <summary>Above it nothing is known of the file's rows.</summary>
    private ulong Reach => Fingerprints.Count < Size ? ulong.MaxValue : Fingerprints[^1];

    /// <summary>
    /// The fingerprints as bytes, the first one's highest byte first; after them the order of the cells, unless it is
    /// the file's.
    /// </summary>
    public byte[] ToBytes()
    {
        byte[] bytes = new byte[(Fingerprints.Count * sizeof(ulong)) + (Cells == CellOrder.OfFile ? 0 : 1)];
        bytes.AsSpan(Fingerprints.Count * sizeof(ulong)).Fill((byte)Cells);
        for (int i = 0; i < Fingerprints.Count; i++)
        {
            BinaryPrimitives.WriteUInt64BigEndian(bytes.AsSpan(i * sizeof(ulong)), Fingerprints[i]);
        }
        return bytes;
    }

    /// <param name="bytes">What <see cref="ToBytes"/> returned.</param>
    public static RowSketch FromBytes(byte[] bytes) =>
        new(
            [
                .. Enumerable
                    .Range(0, bytes.Length / sizeof(ulong))
                    .Select(i => BinaryPrimitives.ReadUInt64BigEndian(bytes.AsSpan(i * sizeof(ulong)))),
            ],
            bytes.Length % sizeof(ulong) == 0 ? CellOrder.OfFile : (CellOrder)bytes[^1]
        );

    /// <summary>
    /// Reads lines of text as rows, in whatever encoding the text is; the first is the header. What is no text is read
    /// as bytes.
    /// </summary>
    /// <param name="open">Opens the file; called again where it turns out to be no text.</param>
    /// <param name="cells"><see cref="CellOrder.OfFile"/> only to compare with a sketch of that kind.</param>
    public static RowSketch Of(Func<Stream> open, byte[] key, CancellationToken ct, CellOrder cells = CellOrder.OfNames)
    {
        try
        {
            using var file = open();
            using var text = new Utf8Stream(new Utf8Source(file, encoding: null));
            return Of(text, key, cells, ct);
        }
        catch (RefusedException)
        {
            using var bytes = open();
            return Of(bytes, key, cells, ct);
        }
    }

    private static RowSketch Of(Stream text, byte[] key, CellOrder cells, CancellationToken ct)
    {
        var smallest = new SortedSet<ulong>();
        byte[] row = new byte[1 << 10];
        int length = 0;
        byte[] block = new byte[CsvSample.Bytes];
        int read = text.ReadAtLeast(block, block.Length, throwOnEndOfStream: false);
        var named = cells == CellOrder.OfNames ? new NamedRows(block.AsSpan(0, read)) : null;
        int noRows = named?.LinesBeforeRows ?? 1;
        for (; read > 0; read = text.Read(block))
        {
            ct.ThrowIfCancellationRequested();
            foreach (byte letter in block.AsSpan(0, read))
            {
                if (letter is (byte)'\n' or (byte)'\r')
                {
                    End();
                }
                else if ((named is null ? Plain(letter) : NonZero(letter)) is { } kept)
                {
                    if (length == row.Length)
                    {
                        Array.Resize(ref row, 2 * length);
                    }
                    row[length++] = kept;
                }
            }
        }

        End();
        return new RowSketch([.. smallest], cells);

        void End()
        {
            var line = row.AsSpan(0, length);
            length = 0;
            if (NamedRows.IsBlank(line))
            {
                return;
            }
            if (noRows > 0)
            {
                noRows--;
                return;
            }
            Add(smallest, Fingerprint(named is null ? line : named.Of(line), key));
        }
    }

    /// <summary>
    /// The estimated share of the distinct rows of one file that are in the other; of the smaller one, so that a part
    /// of a file shares all of its rows.
    /// </summary>
    /// <param name="other">Of the same order of cells.</param>
    /// <returns>A value in [0, 1]; 0 if one of the files has no rows, or the orders of the cells differ.</returns>
    public double Shared(RowSketch other)
    {
        if (other.Cells != Cells)
        {
            return 0;
        }
        ulong reach = Math.Min(Reach, other.Reach);
        ulong[] mine = [.. Fingerprints.TakeWhile(row => row <= reach)],
            theirs = [.. other.Fingerprints.TakeWhile(row => row <= reach)];
        int fewer = Math.Min(mine.Length, theirs.Length);
        return fewer == 0 ? 0 : (double)mine.Intersect(theirs).Count() / fewer;
    }

    /// <summary>A share of rows in words; it is an estimate.</summary>
    public static string Words(double share) =>
        share > 0 ? share.ToString("'about '0 %", CultureInfo.InvariantCulture) : "none";

    /// <summary>What earlier versions kept of a row: quotes and blanks do not count, and the usual delimiters are
    /// alike.</summary>
    private static byte? Plain(byte letter) =>
        letter switch
        {
            (byte)'"' or (byte)'\'' or (byte)' ' or 0 => null, // zeros: UTF-16 and UTF-32 without a byte order mark
            (byte)';' or (byte)'\t' or (byte)'|' => (byte)',',
            _ => letter,
        };

    /// <summary>UTF-16 and UTF-32 without a byte order mark have zeros.</summary>
    private static byte? NonZero(byte letter) => letter == 0 ? null : letter;

    private static ulong Fingerprint(ReadOnlySpan<byte> row, byte[] key)
    {
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(key, row, hash);
        return BinaryPrimitives.ReadUInt64BigEndian(hash);
    }

    private static void Add(SortedSet<ulong> smallest, ulong fingerprint)
    {
        if (smallest.Count == Size && fingerprint >= smallest.Max)
        {
            return;
        }
        smallest.Add(fingerprint);
        if (smallest.Count > Size)
        {
            smallest.Remove(smallest.Max);
        }
    }
}

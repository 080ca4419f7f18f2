using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using AethergenAI.Tables;

namespace AethergenAI.Seeding;

/// <summary>
/// A number for each row that follows from the row itself and from no other row, so that what is drawn by it changes
/// for no row when another comes or goes. It is a hash of the row's entity where the schema names one, and of all its
/// cells otherwise. Equal rows are told apart by their count (the second of three equal rows is the second wherever it
/// stands), so a table with one of them less has the same numbers but one.
/// </summary>
internal static class RowIdentity
{
    private const int HashBytes = 16;

    /// <returns>The keys, in row order; all rows of an entity have one key. O(rows · columns).</returns>
    internal static ulong[] Of(Table table, Schema schema)
    {
        var keys = OfRows(table, schema);
        if (schema.Privacy?.Entity is not { } name)
        {
            return keys;
        }

        var (entity, entities) = (table[name], Hashes(table.RowCount, [Cells(table[name])]));
        for (int row = 0; row < keys.Length; row++)
        {
            // A row without an entity counts as an entity of its own.
            keys[row] = entity.IsMissing(row) ? keys[row] : (ulong)entities[row];
        }
        return keys;
    }

    /// <returns>For each row a key of its own, whatever entity it is of.</returns>
    internal static ulong[] OfRows(Table table, Schema schema)
    {
        var cells = schema.Columns.Where(column => table.Has(column.Name)).Select(column => Cells(table[column.Name]));
        return Repeated(Hashes(table.RowCount, [.. cells]));
    }

    /// <summary>SHA-256 of the rows, in hex, whatever their order. O(rows · (columns + log rows)).</summary>
    internal static string HashOf(Table table, Schema schema)
    {
        ulong[] keys = OfRows(table, schema);
        Array.Sort(keys);
        byte[] bytes = new byte[keys.Length * sizeof(ulong)];
        for (int at = 0; at < keys.Length; at++)
        {
            BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(at * sizeof(ulong)), keys[at]);
        }
        return Sha256.Hex(bytes);
    }

    private static ulong[] Repeated(UInt128[] hashes)
    {
        var seen = new Dictionary<UInt128, ulong>(hashes.Length);
        return Array.ConvertAll(hashes, hash =>
        {
            ulong before = seen[hash] = seen.GetValueOrDefault(hash) + 1;
            return SeedSplit.Mix((ulong)hash + SeedSplit.Mix(before));
        });
    }

    /// <summary>
    /// The first 128 bits of SHA-256, so that nobody can make two rows whose hashes are equal.
    /// </summary>
    private static UInt128[] Hashes(int rows, Action<int, Span<byte>>[] cells)
    {
        var hashes = new UInt128[rows];
        byte[] row = new byte[cells.Length * HashBytes];
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        for (int at = 0; at < rows; at++)
        {
            for (int column = 0; column < cells.Length; column++)
            {
                cells[column](at, row.AsSpan(column * HashBytes, HashBytes));
            }
            SHA256.HashData(row, hash);
            hashes[at] = BinaryPrimitives.ReadUInt128LittleEndian(hash);
        }

        return hashes;
    }

    /// <summary>Writes a column's cell in 16 bytes that do not depend on the other cells of the column.</summary>
    private static Action<int, Span<byte>> Cells(ColumnData column) =>
        column switch
        {
            NumberData numbers => (row, place) =>
            {
                double value = numbers.Values[row] + 0.0; // -0 is 0
                long bits = double.IsNaN(value) ? long.MinValue : BitConverter.DoubleToInt64Bits(value);
                BinaryPrimitives.WriteInt64LittleEndian(place, bits);
            },
            LevelData levels => Levels(levels),
            _ => throw new ArgumentException($"Cells of {column.GetType().Name} have no hash.", nameof(column)),
        };

    private static Action<int, Span<byte>> Levels(LevelData column)
    {
        byte[][] hashes = new byte[column.Levels.Count][];
        return (row, place) =>
        {
            int code = column.Codes[row];
            if (code < 0)
            {
                place.Clear();
                return;
            }

            byte[] hash = hashes[code] ??= SHA256.HashData(Encoding.UTF8.GetBytes(column.Levels[code]));
            hash.AsSpan(0, HashBytes).CopyTo(place);
        };
    }
}

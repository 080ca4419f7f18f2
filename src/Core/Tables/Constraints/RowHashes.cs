using System.Text;
using AethergenAI.Statistics.Kernels;
using AethergenAI.Tables.Csv;

namespace AethergenAI.Tables.Constraints;

/// <summary>
/// Hashes rows by their cells' values, not by their codes, so that hashes of two tables can be compared.
/// </summary>
internal sealed class RowHashes(Table rows, IReadOnlyList<string> columns)
{
    private readonly ColumnData[] cells = [.. columns.Select(name => rows[name])];
    private readonly ulong[]?[] levels = [.. columns.Select(name => LevelHashes(rows[name]))];

    public bool AnyMissing(int row)
    {
        foreach (ColumnData column in cells)
        {
            if (column.IsMissing(row))
            {
                return true;
            }
        }
        return false;
    }

    /// <param name="row">A row without missing cells.</param>
    /// <returns>128 bits; among 10⁹ rows, two different ones have the same hash with probability 10⁻²⁰.</returns>
    public UInt128 Of(int row)
    {
        ulong high = 0x243F6A8885A308D3,
            low = 0x13198A2E03707344;
        for (int column = 0; column < cells.Length; column++)
        {
            ulong part = levels[column] is { } hashes
                ? hashes[((LevelData)cells[column]).Codes[row]]
                : BitConverter.DoubleToUInt64Bits(((NumberData)cells[column]).Values[row] + 0.0); // −0 becomes 0
            high = new RandomStream(high ^ part).Next();
            low = new RandomStream(low + (part * 0x9E3779B97F4A7C15)).Next();
        }

        return new UInt128(high, low);
    }

    private static ulong[]? LevelHashes(ColumnData cells) =>
        cells is LevelData texts
            ? [.. texts.Levels.Select(level => Utf8Levels.Hash(Encoding.UTF8.GetBytes(level)))]
            : null;
}

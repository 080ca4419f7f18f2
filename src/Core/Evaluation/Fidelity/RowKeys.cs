using AethergenAI.Statistics.Kernels;
using AethergenAI.Tables;

namespace AethergenAI.Evaluation.Fidelity;

/// <summary>
/// Rows as 64-bit keys: equal rows have equal keys, whatever the dictionaries of their tables.
/// Among 10⁶ × 10⁶ different rows, the chance that any two keys agree is below 10⁻⁷.
/// </summary>
internal static class RowKeys
{
    private const ulong MissingCell = 0x9E3779B97F4A7C15;

    public static ulong[] Of(Table table, IReadOnlyList<string> columns)
    {
        var keys = new ulong[table.RowCount];
        foreach (string name in columns)
        {
            switch (table[name])
            {
                case NumberData numbers:
                    for (int i = 0; i < keys.Length; i++)
                    {
                        keys[i] = Mix(keys[i], OfNumber(numbers.Values[i]));
                    }
                    break;
                case LevelData levels:
                    ulong[] known = [.. levels.Levels.Select(OfText)];
                    for (int i = 0; i < keys.Length; i++)
                    {
                        keys[i] = Mix(keys[i], levels.Codes[i] < 0 ? MissingCell : known[levels.Codes[i]]);
                    }
                    break;
            }
        }

        return keys;
    }

    private static ulong OfNumber(double value) =>
        double.IsNaN(value) ? MissingCell : BitConverter.DoubleToUInt64Bits(value + 0.0); // −0 becomes 0

    private static ulong OfText(string text)
    {
        ulong hash = 0;
        foreach (char letter in text)
        {
            hash = Mix(hash, letter);
        }
        return Mix(hash, (ulong)text.Length);
    }

    private static ulong Mix(ulong key, ulong cell) => new RandomStream(key ^ (cell * 0xD6E8FEB86659FD93)).Next();
}

namespace AethergenAI.Statistics.Kernels;

/// <summary>Merges rare cells.</summary>
internal static class Grouping
{
    /// <summary>
    /// Keeps the most frequent codes of a reference and merges the others; the last code (a
    /// missing cell) stays the last.
    /// </summary>
    /// <param name="codes">One per row, in [0, <paramref name="cells"/>).</param>
    /// <param name="reference">The codes on which frequency is counted.</param>
    /// <param name="cells">How many codes there are.</param>
    /// <param name="most">How many codes to keep, at least 1.</param>
    /// <returns>New codes, and how many there can be: at most <paramref name="most"/> + 2.</returns>
    public static (int[] Codes, int Cells) Group(
        ReadOnlySpan<int> codes,
        ReadOnlySpan<int> reference,
        int cells,
        int most
    )
    {
        if (cells <= most + 2)
        {
            return (codes.ToArray(), cells);
        }
        var counts = new int[cells - 1];
        foreach (int code in reference)
        {
            if (code < counts.Length)
            {
                counts[code]++;
            }
        }
        var map = new int[cells];
        Array.Fill(map, most);
        map[cells - 1] = most + 1;
        int rank = 0;
        foreach (
            int code in Enumerable
                .Range(0, counts.Length)
                .OrderByDescending(code => counts[code])
                .ThenBy(code => code)
                .Take(most)
        )
        {
            map[code] = rank++;
        }
        var grouped = new int[codes.Length];
        for (int i = 0; i < codes.Length; i++)
        {
            grouped[i] = map[codes[i]];
        }
        return (grouped, most + 2);
    }
}

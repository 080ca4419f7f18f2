namespace AethergenAI.Evaluation.Boosting;

/// <summary>
/// Turns a column into bytes: bins 0 … 254, and 255 for a missing cell. Numbers are cut at quantiles (with
/// at most 255 distinct values, each has its own bin). Categories are numbered by frequency; those beyond 255,
/// and those never seen, count as missing.
/// </summary>
internal sealed class Binner
{
    public const byte Missing = 255;

    private readonly double[] cuts;
    private readonly byte[] bins;

    private Binner(bool isCategory, double[] cuts, byte[] bins) =>
        (IsCategory, this.cuts, this.bins) = (isCategory, cuts, bins);

    public bool IsCategory { get; }

    /// <summary>How many bins values can be in, from 0 on; missing cells have a bin of their own beside them.</summary>
    public int UsedBins => IsCategory ? bins.Count(bin => bin != Missing) : cuts.Length + 1;

    /// <param name="values">The rows to learn from; NaN where missing.</param>
    public static Binner OfNumbers(ReadOnlySpan<double> values)
    {
        double[] sorted = values.ToArray();
        Array.Sort(sorted);
        int start = 0;
        while (start < sorted.Length && double.IsNaN(sorted[start]))
        {
            start++;
        }
        var present = sorted.AsSpan(start);
        var cuts = new List<double>();
        int distinct = 0;
        for (int i = 0; i < present.Length && distinct <= Missing; i++)
        {
            distinct += i == 0 || present[i] != present[i - 1] ? 1 : 0;
        }
        if (distinct <= Missing)
        {
            for (int i = 1; i < present.Length; i++)
            {
                if (present[i] != present[i - 1])
                {
                    cuts.Add(Between(present[i - 1], present[i]));
                }
            }
        }
        else
        {
            for (int k = 1; k < Missing; k++)
            {
                int at = (int)((long)k * present.Length / Missing);
                double cut = Between(present[at - 1], present[at]);
                if (cuts.Count == 0 || cut > cuts[^1])
                {
                    cuts.Add(cut);
                }
            }
        }

        return new Binner(false, [.. cuts], []);
    }

    /// <param name="codes">The rows to learn from; −1 where missing.</param>
    /// <param name="levels">All codes are below this number.</param>
    public static Binner OfCategories(ReadOnlySpan<int> codes, int levels)
    {
        var counts = new int[levels];
        foreach (int code in codes)
        {
            if (code >= 0)
            {
                counts[code]++;
            }
        }
        var bins = new byte[levels];
        Array.Fill(bins, Missing);
        byte next = 0;
        foreach (
            int code in Enumerable
                .Range(0, levels)
                .Where(code => counts[code] > 0)
                .OrderByDescending(code => counts[code])
                .ThenBy(code => code)
                .Take(Missing)
        )
        {
            bins[code] = next++;
        }

        return new Binner(true, [], bins);
    }

    public byte[] Bin(ReadOnlySpan<double> values)
    {
        var binned = new byte[values.Length];
        for (int i = 0; i < values.Length; i++)
        {
            if (double.IsNaN(values[i]))
            {
                binned[i] = Missing;
                continue;
            }
            int at = Array.BinarySearch(cuts, values[i]);
            binned[i] = (byte)(at >= 0 ? at : ~at); // a value equal to a cut belongs below it
        }

        return binned;
    }

    public byte[] Bin(ReadOnlySpan<int> codes)
    {
        var binned = new byte[codes.Length];
        for (int i = 0; i < codes.Length; i++)
        {
            binned[i] = codes[i] < 0 || codes[i] >= bins.Length ? Missing : bins[codes[i]];
        }
        return binned;
    }

    // The middle, unless it rounds up to the higher value.
    private static double Between(double low, double high)
    {
        double middle = low + ((high - low) / 2);
        return middle < high ? middle : low;
    }
}

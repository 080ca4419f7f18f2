using AethergenAI.Evaluation.Boosting;

namespace AethergenAI.Evaluation.Learning;

/// <summary>
/// Columns as plain numbers, learned from some rows and applied to others: a number is standardised (0 where missing,
/// with an indicator beside it), a level is one-hot among the most frequent ones. A row is stored
/// as its few cells that are not 0.
/// </summary>
internal sealed class DenseEncoding
{
    private const int MaxWidth = 600;

    // Deviations from the mean; products of larger ones overflow the single precision of a network.
    private const double Farthest = 1e6;

    private readonly Part[] parts;

    private DenseEncoding(Part[] parts, int width) => (this.parts, Width) = (parts, width);

    /// <summary>The number of cells of a row, without the constant.</summary>
    public int Width { get; }

    /// <summary>Cells of a row that are not 0: one or two a column.</summary>
    public int Used => 2 * parts.Length;

    public static DenseEncoding Of(FeatureMatrix rows)
    {
        int maxLevels = Math.Max(2, MaxWidth / Math.Max(1, rows.Columns.Count)),
            width = 0;
        var parts = new Part[rows.Columns.Count];
        for (int c = 0; c < parts.Length; c++)
        {
            parts[c] = rows.Columns[c].Numbers is { } numbers
                ? OfNumbers(numbers, width)
                : OfLevels(rows.Columns[c], width, maxLevels);
            width += parts[c].Levels is { } levels ? levels.Count(level => level >= 0) : 2;
        }

        return new DenseEncoding(parts, width);
    }

    /// <param name="index">Rows × <see cref="Used"/>: the positions of each row's cells, −1 for none.</param>
    /// <param name="value">The cells, in the same order.</param>
    public void Sparse(FeatureMatrix rows, out int[] index, out float[] value)
    {
        index = new int[rows.Rows * Used];
        value = new float[index.Length];
        Array.Fill(index, -1);
        for (int c = 0; c < parts.Length; c++)
        {
            var part = parts[c];
            for (int i = 0; i < rows.Rows; i++)
            {
                int at = (i * Used) + (2 * c);
                if (part.Levels is { } levels)
                {
                    int code = rows.Columns[c].Codes![i],
                        place = code < 0 || code >= levels.Length ? -1 : levels[code];
                    if (place >= 0)
                    {
                        (index[at], value[at]) = (part.Start + place, 1);
                    }
                }
                else
                {
                    double number = rows.Columns[c].Numbers![i];
                    (index[at], value[at]) = double.IsNaN(number)
                        ? (part.Start + 1, 1)
                        : (part.Start, (float)Math.Clamp((number - part.Mean) / part.Deviation, -Farthest, Farthest));
                }
            }
        }
    }

    public DenseRows Dense(FeatureMatrix rows)
    {
        Sparse(rows, out int[] index, out float[] value);
        var cells = new float[rows.Rows * Width];
        for (int at = 0; at < index.Length; at++)
        {
            if (index[at] >= 0)
            {
                cells[(at / Used * Width) + index[at]] = value[at];
            }
        }

        return new DenseRows(rows.Rows, Width, cells);
    }

    private static Part OfNumbers(double[] numbers, int start)
    {
        double[] present = [.. numbers.Where(double.IsFinite)];
        double mean = present.Length == 0 ? 0 : present.Average();
        double deviation =
            present.Length == 0 ? 0 : Math.Sqrt(present.Average(number => (number - mean) * (number - mean)));
        return new Part(start, null, mean, deviation > 0 ? deviation : 1);
    }

    private static Part OfLevels(FeatureColumn column, int start, int most)
    {
        var counts = new int[column.Levels];
        foreach (int code in column.Codes!)
        {
            if (code >= 0)
            {
                counts[code]++;
            }
        }
        var places = new int[column.Levels];
        Array.Fill(places, -1);
        int next = 0;
        foreach (
            int code in Enumerable
                .Range(0, counts.Length)
                .Where(code => counts[code] > 0)
                .OrderByDescending(code => counts[code])
                .ThenBy(code => code)
                .Take(most)
        )
        {
            places[code] = next++;
        }

        return new Part(start, places, 0, 1);
    }

    /// <param name="Start">The position of the column's first cell.</param>
    /// <param name="Levels">Maps each level code to a position, −1 for none; null for numbers, whose second cell
    /// marks a missing one.</param>
    private sealed record Part(int Start, int[]? Levels, double Mean, double Deviation);
}

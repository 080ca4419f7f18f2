using AethergenAI.Statistics;
using AethergenAI.Statistics.Kernels;

namespace AethergenAI.Evaluation.Learning;

/// <summary>
/// A figure of models that were trained five times, each time without a different fifth of the rows,
/// and tested on the same rows. Its interval covers both the draw of the training rows (the delete-a-group jackknife,
/// variance <c>4/5·Σ(θₛ − θ̄)²</c>) and the draw of the tested rows (from influences), with Student's quantile
/// at the degrees of freedom that Satterthwaite gives the sum. The estimand is the figure's mean over tables drawn
/// again at these sizes, for models trained on four fifths of them. Kott (2001), The delete-a-group jackknife,
/// Journal of Official Statistics 17, 521–526; Satterthwaite (1946), <see href="https://doi.org/10.2307/3002019"/>.
/// </summary>
internal static class LeaveOneFoldOut
{
    public const int Count = 5;

    /// <summary>The mean over the repeats with its interval.</summary>
    /// <param name="repeats">One per repeat.</param>
    public static Measure Over(string name, IReadOnlyList<Scored> repeats, double low, double high, string? note = null)
    {
        double mean = repeats.Average(one => one.Value);
        double trained =
            (double)(repeats.Count - 1) / repeats.Count * repeats.Sum(one => (one.Value - mean) * (one.Value - mean));
        int rows = repeats[0].Influence.Length;
        var influence = new double[rows];
        foreach (var repeat in repeats)
        {
            for (int i = 0; i < rows; i++)
            {
                influence[i] += repeat.Influence[i] / repeats.Count;
            }
        }
        double tested = rows < 2 ? double.PositiveInfinity : influence.Sum(one => one * one) / rows / (rows - 1);
        double total = trained + tested;
        double freedom =
            total <= 0
                ? repeats.Count
                : total
                    * total
                    / ((trained * trained / (repeats.Count - 1)) + (tested * tested / Math.Max(1, rows - 1)));
        double half = StudentT.Quantile975((int)Math.Clamp(freedom, 1, 10_000)) * Math.Sqrt(total);
        return new Measure(
            name,
            mean,
            new Interval(Math.Clamp(mean - half, low, high), Math.Clamp(mean + half, low, high)),
            Note: note
        );
    }

    /// <summary>The ratio <c>(x − from)/(y − from)</c> of two scores on the same rows.</summary>
    public static Scored Ratio(Scored over, Scored under, double from)
    {
        double room = under.Value - from,
            ratio = (over.Value - from) / room;
        return new Scored(ratio, [.. over.Influence.Zip(under.Influence, (x, y) => (x - (ratio * y)) / room)]);
    }

    /// <summary>
    /// The rows without the fifth that this repeat leaves out, in ascending order; the fifths are drawn at random.
    /// </summary>
    public static int[] Kept(int rows, int repeat, ulong seed, string purpose)
    {
        int[] order = RandomStream.For(seed, purpose).Choose(rows, rows);
        return [.. order.Where((_, at) => at % Count != repeat).Order()];
    }
}

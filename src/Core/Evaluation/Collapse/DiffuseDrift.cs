using AethergenAI.Statistics.Kernels;

namespace AethergenAI.Evaluation.Collapse;

/// <summary>
/// How far the shares of all columns have drifted from real ones, as self-training makes them drift: a little
/// everywhere. A column that lies much further off than most has moved, which is no collapse: the quarter of the
/// columns that lie furthest off is left out. Numbers are blurred by three tenths of their standard deviation first,
/// so that noise on them is not taken for drift.
/// </summary>
internal sealed class DiffuseDrift
{
    private const int Bins = 20;

    private const double Blur = 0.3;

    private readonly FeatureSpace space;
    private readonly ulong seed;
    private readonly (double Width, double[] Cuts)[] blurred;
    private readonly double[][] shares;

    /// <param name="real">Rows that no generator saw.</param>
    /// <param name="seed">Seeds the blur, which is the same for the same rows in any order.</param>
    public DiffuseDrift(FeatureSpace space, Sample real, ulong seed)
    {
        (this.space, this.seed) = (space, seed);
        blurred = [.. space.Features.Select((feature, f) => feature.IsNumber ? Cut(real.Numbers[f], f) : (0, []))];
        shares = Shares(real);
    }

    /// <returns>
    /// <c>S·Σ (p − q)²/(p + q)</c> over the cells of the kept columns, a degree of freedom: about 1 for two
    /// samples of S rows of one population. NaN where no column varies.
    /// </returns>
    public double Of(Sample sample)
    {
        double[][] others = Shares(sample);
        var columns = shares.Zip(others, Distance).Where(column => column.Freedom > 0).ToArray();
        int left = columns.Length < 3 ? 0 : (columns.Length + 3) / 4;
        var kept = columns.OrderBy(column => column.Squares / column.Freedom).SkipLast(left).ToArray();
        return sample.Rows * kept.Sum(column => column.Squares) / kept.Sum(column => column.Freedom);
    }

    private static (double Squares, double Freedom) Distance(double[] real, double[] other)
    {
        double squares = 0,
            freedom = -1;
        for (int cell = 0; cell < real.Length; cell++)
        {
            double both = real[cell] + other[cell];
            if (both > 0)
            {
                (squares, freedom) = (squares + (Math.Pow(real[cell] - other[cell], 2) / both), freedom + 1);
            }
        }

        return (squares, freedom);
    }

    private double[][] Shares(Sample sample) =>
        [
            .. space.Features.Select(
                (feature, f) =>
                {
                    var (width, cuts) = blurred[f];
                    int[] codes = feature.IsNumber
                        ? Array.ConvertAll(Blurred(sample.Numbers[f], width, f), value => Cell(cuts, value))
                        : sample.Codes[f];
                    var share = new double[feature.IsNumber ? cuts.Length + 2 : feature.Cells];
                    Distribution.Shares(codes, share);
                    return share;
                }
            ),
        ];

    private (double Width, double[] Cuts) Cut(double[] real, int column)
    {
        double[] known = Array.FindAll(real, double.IsFinite);
        if (known.Length == 0)
        {
            return (0, []);
        }
        double mean = known.Average(),
            width = Blur * Math.Sqrt(known.Average(value => (value - mean) * (value - mean)));
        double[] sorted = [.. Blurred(known, width, column).Order()];
        var cuts = Enumerable.Range(1, Bins - 1).Select(k => sorted[(int)((long)k * sorted.Length / Bins)]);
        return (width, [.. cuts.Distinct()]);
    }

    // In the order of the values, so that the order of the rows makes no difference.
    private double[] Blurred(double[] values, double width, int column)
    {
        var random = RandomStream.For(seed, $"blur {column}");
        double[] blurred = [.. values];
        int[] order = [.. Enumerable.Range(0, values.Length)];
        Array.Sort([.. values], order);
        foreach (int row in order)
        {
            blurred[row] += width * SpecialFunctions.NormalQuantile((random.NextInt(1 << 20) + 0.5) / (1 << 20));
        }
        return blurred;
    }

    private static int Cell(double[] cuts, double value)
    {
        if (double.IsNaN(value))
        {
            return cuts.Length + 1;
        }
        int at = Array.BinarySearch(cuts, value);
        return at >= 0 ? at + 1 : ~at;
    }
}

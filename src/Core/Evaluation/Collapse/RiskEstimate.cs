using AethergenAI.Statistics.Kernels;
using AethergenAI.Tables;

namespace AethergenAI.Evaluation.Collapse;

/// <summary>
/// A running estimate of the collapse-risk dial, on the same scale, while rows are being made. It compares
/// the shares and rare levels of single columns with the holdout rows, relative to how the seed compares with them.
/// Unlike the full dial, it does not look at relations between columns. Blocks may come in any order;
/// not safe for concurrent use.
/// </summary>
public sealed class RiskEstimate
{
    private const int MinRows = 200;

    // Half the dial's limit, so that the running figure does not jump about.
    private const double MaxGain = 2;

    // Single columns tell generations apart by their shares, and by rare levels a little.
    private static readonly double[] Weights = [0.8, 0.2];

    private readonly FeatureSpace space;
    private readonly double[][] real;
    private readonly bool[][] tail;
    private readonly long[][] counts;
    private readonly double seedRows;
    private readonly double holdoutRows;
    private readonly double seedDistance;
    private long rows;

    /// <param name="train">The rows the generator learned from, typed by <paramref name="schema"/>.</param>
    /// <param name="holdout">Rows of the same source that the generator did not see.</param>
    public RiskEstimate(Schema schema, Table train, Table holdout)
    {
        space = FeatureSpace.Over(new EvaluationInput(schema, train, holdout, train));
        real = new double[space.Features.Count][];
        tail = new bool[real.Length][];
        counts = new long[real.Length][];
        (seedRows, holdoutRows) = (train.RowCount, holdout.RowCount);
        if (seedRows == 0 || holdoutRows == 0)
        {
            return;
        }
        Sample seed = space.Encode(train),
            reference = space.Encode(holdout);
        var seedShares = new double[real.Length][];
        for (int f = 0; f < real.Length; f++)
        {
            var cells = new TailCells(space.Features[f], f, reference);
            (real[f], tail[f], seedShares[f]) = (cells.Shares(reference), cells.IsTail, cells.Shares(seed));
            counts[f] = new long[real[f].Length];
        }

        seedDistance = Distance(seedShares, seedRows);
    }

    /// <summary>
    /// The estimate in [0, 100]. Null while it would be mostly noise: before 200 rows, before there are enough
    /// rows to show the effect of one generation (<c>1/rows + 1/holdout ≤ 4/seed</c>, or twice the seed),
    /// and where nothing can be compared.
    /// </summary>
    public double? Value
    {
        get
        {
            if (rows < MinRows || !(seedDistance > 0))
            {
                return null;
            }
            // Like the dial's gain: the noise that n rows add relative to the compared ones,
            // 1 for two samples of one size.
            double gain = 0.5 * seedRows * ((1.0 / rows) + (1 / holdoutRows));
            return gain > MaxGain && rows < 2 * seedRows ? null : Estimate(Math.Clamp(gain, 1, MaxGain));
        }
    }

    /// <summary>Counts the rows of a block. O(rows × columns).</summary>
    public void Add(Table block)
    {
        for (int f = 0; f < real.Length; f++)
        {
            var feature = space.Features[f];
            if (counts[f] is null || !block.Has(feature.Name))
            {
                continue;
            }
            if (feature.IsNumber)
            {
                foreach (double value in block.Numbers(feature.Name).Values)
                {
                    counts[f][TailCells.Cell(feature, value)]++;
                }
                continue;
            }

            var data = block.Levels(feature.Name);
            int[] map = [.. data.Levels.Select(level => feature.TryCodeOf(level, out int code) ? code : -1)];
            foreach (int code in data.Codes)
            {
                int cell = code < 0 ? feature.Cells - 1 : map[code];
                if (cell >= 0)
                {
                    counts[f][cell]++;
                }
            }
        }

        rows += block.RowCount;
    }

    private double Estimate(double gain)
    {
        double[][] shares = Array.ConvertAll(counts, column => Array.ConvertAll(column, count => (double)count / rows));
        double retained = 0,
            retainable = 0;
        // Two samples differ from each other as one sample of half their harmonic mean differs from the truth.
        double harmonic = rows * holdoutRows / (rows + holdoutRows);
        for (int f = 0; f < real.Length; f++)
        {
            for (int k = 0; k < real[f].Length; k++)
            {
                double r = real[f][k];
                if (!tail[f][k])
                {
                    continue;
                }
                retained += Math.Min(r, shares[f][k]);
                retainable += r - (Shortfall(harmonic * r) / harmonic);
            }
        }

        int[] figures = [CollapseFigures.AllShares, CollapseFigures.RareLevels];
        double[] losses =
        [
            CollapseFigures.LossOfShares(Distance(shares, rows) / seedDistance, gain),
            CollapseFigures.LossOf(retainable > 0 ? retained / retainable : double.NaN),
        ];
        double[] scores = DialScale.Scores(losses, [.. figures.Select(f => DialCalibration.FiguresAtEighth[f])]);
        return Math.Clamp(DialScale.Total(scores, Weights), 0, 100);
    }

    /// <summary>
    /// Like <see cref="Diversity.Distance"/>, for samples of different sizes; a level that no real row has
    /// counts as lost, not as a cell.
    /// </summary>
    private double Distance(double[][] shares, double size)
    {
        double squares = 0;
        int freedom = 0;
        for (int f = 0; f < real.Length; f++)
        {
            for (int k = 0; k < real[f].Length; k++)
            {
                double both = real[f][k] + shares[f][k];
                if (both <= 0)
                {
                    continue;
                }
                squares += (real[f][k] - shares[f][k]) * (real[f][k] - shares[f][k]) / both;
                freedom++;
            }

            freedom--;
        }

        return freedom <= 0 ? double.NaN : 2 * squares / freedom / ((1 / size) + (1 / holdoutRows));
    }

    /// <summary>
    /// E(λ − X)⁺ for a Poisson X: half its mean absolute deviation, <c>e^−λ λ^(⌊λ⌋+1)/⌊λ⌋!</c>.
    /// </summary>
    private static double Shortfall(double mean)
    {
        double floor = Math.Floor(mean);
        return mean <= 0 ? 0 : Math.Exp(-mean + ((floor + 1) * Math.Log(mean)) - SpecialFunctions.LogGamma(floor + 1));
    }
}

using AethergenAI.Statistics.Kernels;

namespace AethergenAI.Evaluation.Collapse;

/// <param name="RarePairs"><c>Σ min(r, s)/Σ r</c> over cells of column pairs that few real rows have, in [0, 1];
/// NaN where there are none.</param>
/// <param name="ColumnEntropy">The entropy of a column divided by the real one's, on average;
/// NaN where no column varies.</param>
/// <param name="PairEntropy">The same over column pairs.</param>
internal sealed record DiversityFigures(double RarePairs, double ColumnEntropy, double PairEntropy);

/// <summary>
/// How much of a real sample's rare cells and variety another sample of the same size keeps,
/// by column and by pair of columns.
/// </summary>
internal sealed class Diversity
{
    private const int PairLevels = 24;
    private const int MaxPairs = 120;
    private const double RarePair = 0.005;

    private readonly FeatureSpace space;
    private readonly Sample real;
    private readonly TailCells[] columns;
    private readonly double[][] columnShares;
    private readonly (int Left, int Right)[] pairs;
    private readonly double[][] pairShares;

    /// <param name="seed">Seeds the choice of pairs where there are more than 120.</param>
    public Diversity(FeatureSpace space, Sample real, ulong seed)
    {
        (this.space, this.real) = (space, real);
        columns = [.. space.Features.Select((feature, f) => new TailCells(feature, f, real))];
        columnShares = [.. columns.Select(column => column.Shares(real))];
        var all = (
            from left in Enumerable.Range(0, columns.Length)
            from right in Enumerable.Range(left + 1, columns.Length - left - 1)
            select (left, right)
        ).ToArray();
        pairs =
            all.Length <= MaxPairs
                ? all
                : [.. RandomStream.For(seed, "pairs").Choose(all.Length, MaxPairs).Select(at => all[at])];
        var grouped = Grouped(real);
        pairShares = Array.ConvertAll(pairs, pair => Joint(grouped, pair.Left, pair.Right));
    }

    /// <param name="sample">As many rows as the real sample.</param>
    public DiversityFigures Of(Sample sample, CancellationToken ct)
    {
        var (inColumns, inPairs) = (OfColumns(sample), new ShareSums());
        var grouped = Grouped(sample);
        for (int at = 0; at < pairs.Length; at++)
        {
            ct.ThrowIfCancellationRequested();
            double[] shares = pairShares[at];
            inPairs.Add(
                shares,
                Joint(grouped, pairs[at].Left, pairs[at].Right),
                Array.ConvertAll(shares, share => share is > 0 and < RarePair)
            );
        }

        return new DiversityFigures(inPairs.Tails, inColumns.Entropy, inPairs.Entropy);
    }

    /// <summary>
    /// <c>Σ min(r, s)/Σ r</c> over levels and extreme numbers that few real rows have, in [0, 1]; NaN where there are
    /// none.
    /// </summary>
    public double Rare(Sample sample) => OfColumns(sample).Tails;

    /// <summary>
    /// How far the shares of the columns' cells lie from the real sample's, <c>S·Σ (p − q)²/(p + q)</c> per degree
    /// of freedom. It is about 1 for two samples of one population, whatever the cells' sizes; each generation that
    /// learns from its predecessor's rows adds a half.
    /// </summary>
    public double Distance(Sample sample) => OfColumns(sample).Distance * sample.Rows;

    private ShareSums OfColumns(Sample sample)
    {
        var tally = new ShareSums();
        for (int f = 0; f < columns.Length; f++)
        {
            tally.Add(columnShares[f], columns[f].Shares(sample), columns[f].IsTail);
        }
        return tally;
    }

    private (int[] Codes, int Cells)[] Grouped(Sample sample) =>
        [
            .. space.Features.Select(
                (feature, f) => Grouping.Group(sample.Codes[f], real.Codes[f], feature.Cells, PairLevels)
            ),
        ];

    private static double[] Joint((int[] Codes, int Cells)[] grouped, int left, int right)
    {
        var (l, r) = (grouped[left], grouped[right]);
        var shares = new double[l.Cells * r.Cells];
        double one = 1.0 / l.Codes.Length;
        for (int i = 0; i < l.Codes.Length; i++)
        {
            shares[(l.Codes[i] * r.Cells) + r.Codes[i]] += one;
        }
        return shares;
    }

    private sealed class ShareSums
    {
        private double kept,
            rare,
            ratios,
            squares;
        private int varied,
            freedom;

        public double Tails => kept / rare; // 0/0 is NaN

        public double Entropy => ratios / varied;

        public double Distance => freedom == 0 ? double.NaN : squares / freedom;

        public void Add(double[] real, double[] other, bool[] isRare)
        {
            int filled = 0;
            for (int k = 0; k < real.Length; k++)
            {
                double both = real[k] + other[k];
                if (both > 0)
                {
                    squares += (real[k] - other[k]) * (real[k] - other[k]) / both;
                    filled++;
                }

                if (!isRare[k])
                {
                    continue;
                }
                kept += Math.Min(real[k], other[k]);
                rare += real[k];
            }

            freedom += filled - 1;
            double entropy = Distribution.Entropy(real);
            if (entropy < 1e-9)
            {
                return;
            }
            ratios += Distribution.Entropy(other) / entropy;
            varied++;
        }
    }
}

using AethergenAI.Evaluation.Kernels;

namespace AethergenAI.Evaluation;

/// <summary>How much of a real sample's rare mass and variety another sample of the same size keeps, column by column and pair by pair.</summary>
internal sealed class Variety
{
    private const int PairLevels = 24;
    private const int MostPairs = 120;
    private const double RarePair = 0.005;

    private readonly FeatureSpace space;
    private readonly Sample real;
    private readonly TailCells[] columns;
    private readonly double[][] columnShares;
    private readonly (int Left, int Right)[] pairs;
    private readonly double[][] pairShares;

    public Variety(FeatureSpace space, Sample real, ulong seed)
    {
        (this.space, this.real) = (space, real);
        columns = [.. space.Features.Select((feature, f) => new TailCells(feature, f, real))];
        columnShares = [.. columns.Select(column => column.Shares(real))];
        var all = (from left in Enumerable.Range(0, columns.Length) from right in Enumerable.Range(left + 1, columns.Length - left - 1) select (left, right)).ToArray();
        pairs = all.Length <= MostPairs ? all : [.. RandomStream.For(seed, "pairs").Choose(all.Length, MostPairs).Select(at => all[at])];
        var grouped = Grouped(real);
        pairShares = Array.ConvertAll(pairs, pair => Joint(grouped, pair.Left, pair.Right));
    }

    /// <summary>
    /// Tails: <c>Σ min(r, s)/Σ r</c> over the rare cells of columns and, with equal weight, over the rare cells of pairs.
    /// Entropy: the mean over columns, and over pairs, of the sample's entropy over the real one's.
    /// </summary>
    public (double Tails, double Entropy) Of(Sample sample, CancellationToken ct)
    {
        var inColumns = new Tally();
        var inPairs = new Tally();
        for (int f = 0; f < columns.Length; f++) { inColumns.Add(columnShares[f], columns[f].Shares(sample), columns[f].IsTail); }
        var grouped = Grouped(sample);
        for (int at = 0; at < pairs.Length; at++)
        {
            ct.ThrowIfCancellationRequested();
            double[] shares = pairShares[at];
            inPairs.Add(shares, Joint(grouped, pairs[at].Left, pairs[at].Right), Array.ConvertAll(shares, share => share is > 0 and < RarePair));
        }

        return (Mean(inColumns.Tails, inPairs.Tails), Mean(inColumns.Entropy, inPairs.Entropy));
    }

    private (int[] Codes, int Cells)[] Grouped(Sample sample) =>
        [.. space.Features.Select((feature, f) => Grouping.Group(sample.Codes[f], real.Codes[f], feature.Cells, PairLevels))];

    private static double[] Joint((int[] Codes, int Cells)[] grouped, int left, int right)
    {
        var (l, r) = (grouped[left], grouped[right]);
        var shares = new double[l.Cells * r.Cells];
        double one = 1.0 / l.Codes.Length;
        for (int i = 0; i < l.Codes.Length; i++) { shares[(l.Codes[i] * r.Cells) + r.Codes[i]] += one; }
        return shares;
    }

    private static double Mean(double? one, double? other) => ((one ?? other ?? 0) + (other ?? one ?? 0)) / 2;

    private sealed class Tally
    {
        private double kept;
        private double rare;
        private double ratios;
        private int varied;

        public double? Tails => rare > 0 ? kept / rare : null;

        public double? Entropy => varied > 0 ? ratios / varied : null;

        public void Add(double[] real, double[] other, bool[] isRare)
        {
            for (int k = 0; k < real.Length; k++)
            {
                if (!isRare[k]) { continue; }
                kept += Math.Min(real[k], other[k]);
                rare += real[k];
            }

            double entropy = Distribution.Entropy(real);
            if (entropy < 1e-9) { return; }
            ratios += Distribution.Entropy(other) / entropy;
            varied++;
        }
    }
}

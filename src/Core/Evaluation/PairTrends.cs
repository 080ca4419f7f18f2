using AethergenAI.Evaluation.Kernels;

namespace AethergenAI.Evaluation;

/// <summary>
/// How alike each pair of columns hangs together. Two numbers: <c>1 − |ρ − ρ'|/2</c> with Spearman's ρ; a number and levels:
/// <c>1 − |η − η'|</c> with the correlation ratio of its grades; two columns of levels: <c>1 − total variation</c> of their joint shares.
/// Ranks are used because one outlier decides a Pearson correlation.
/// </summary>
internal static class PairTrends
{
    /// <summary>Levels beyond this many are taken together in the order of their codes' frequency, so that a joint table is never mostly noise.</summary>
    private const int MostLevels = 32;

    public static (IReadOnlyList<PairTrend> Pairs, Measure Overall) Measure(MatchedSamples samples, CancellationToken ct)
    {
        int count = samples.Space.Features.Count;
        var train = new Prepared(samples.Space, samples.Train, samples.Train);
        var holdout = new Prepared(samples.Space, samples.Holdout, samples.Train);
        var synthetic = new Prepared(samples.Space, samples.Synthetic, samples.Train);
        var jobs = (from left in Enumerable.Range(0, count) from right in Enumerable.Range(left + 1, count - left - 1) select (left, right)).ToArray();
        var pairs = new PairTrend[jobs.Length];
        var onReal = new Influence(samples.Train.Rows);
        var onSynthetic = new Influence(samples.Synthetic.Rows);
        double weight = 1.0 / Math.Max(1, jobs.Length);

        // Two halves with an influence each: summing per-row influences in a fixed order keeps the report the same on any machine.
        const int Parts = 8;
        var partReal = Enumerable.Range(0, Parts).Select(_ => new Influence(samples.Train.Rows)).ToArray();
        var partSynthetic = Enumerable.Range(0, Parts).Select(_ => new Influence(samples.Synthetic.Rows)).ToArray();
        Parallel.For(0, Parts, new ParallelOptions { CancellationToken = ct }, part =>
        {
            for (int job = part; job < jobs.Length; job += Parts)
            {
                ct.ThrowIfCancellationRequested();
                var (left, right) = jobs[job];
                pairs[job] = Score(samples.Space, left, right, train, holdout, synthetic, weight, partReal[part], partSynthetic[part]);
            }
        });
        foreach (var part in partReal) { onReal.Add(part, 1); }
        foreach (var part in partSynthetic) { onSynthetic.Add(part, 1); }

        double mean = pairs.Length == 0 ? double.NaN : pairs.Average(pair => pair.Value);
        double ceiling = pairs.Length == 0 ? double.NaN : pairs.Average(pair => pair.Ceiling);
        return (pairs, new Measure("pair-trends", mean, Influence.Around(mean, 0, 1, onReal, onSynthetic), ceiling));
    }

    private static PairTrend Score(
        FeatureSpace space, int left, int right, Prepared train, Prepared holdout, Prepared synthetic,
        double weight, Influence onReal, Influence onSynthetic)
    {
        var (l, r) = (space.Features[left], space.Features[right]);
        if (l.IsNumber && r.IsNumber)
        {
            double real = train.Correlation(left, right), fake = synthetic.Correlation(left, right), ceiling = holdout.Correlation(left, right);
            double sign = -Math.Sign(real - fake) / 2.0;
            train.AddCorrelation(left, right, sign * weight, onReal);
            synthetic.AddCorrelation(left, right, -sign * weight, onSynthetic);
            return new PairTrend(l.Name, r.Name, "correlation", 1 - (Math.Abs(real - fake) / 2), 1 - (Math.Abs(real - ceiling) / 2), real, fake);
        }

        if (l.IsNumber || r.IsNumber)
        {
            var (groups, number) = l.IsNumber ? (right, left) : (left, right);
            double real = train.Ratio(groups, number), fake = synthetic.Ratio(groups, number), ceiling = holdout.Ratio(groups, number);
            double sign = -Math.Sign(real - fake);
            train.AddRatio(groups, number, sign * weight, onReal);
            synthetic.AddRatio(groups, number, -sign * weight, onSynthetic);
            return new PairTrend(l.Name, r.Name, "correlation-ratio", 1 - Math.Abs(real - fake), 1 - Math.Abs(real - ceiling), real, fake);
        }

        double[] p = train.Joint(left, right, out int columns, out int[] realCells);
        double[] q = synthetic.Joint(left, right, out _, out int[] syntheticCells);
        double[] c = holdout.Joint(left, right, out _, out _);
        Distribution.AddTotalVariationInfluence(realCells, p, q, -weight, onReal.Rows);
        Distribution.AddTotalVariationInfluence(syntheticCells, q, p, -weight, onSynthetic.Rows);
        return new PairTrend(
            l.Name, r.Name, "contingency", 1 - Distribution.TotalVariation(p, q), 1 - Distribution.TotalVariation(p, c),
            Association.CramersV(p, columns), Association.CramersV(q, columns));
    }

    /// <summary>A sample with its numbers as grades and its levels grouped, which every pair needs again.</summary>
    private sealed class Prepared(FeatureSpace space, Sample sample, Sample reference)
    {
        private readonly double[][] grades = [.. sample.Numbers.Select(values => Association.Grades(values))];

        private readonly (int[] Codes, int Cells)[] grouped =
            [.. space.Features.Select((feature, f) => Grouping.Group(sample.Codes[f], reference.Codes[f], feature.Cells, MostLevels))];

        public double Correlation(int left, int right) => Association.Pearson(grades[left], grades[right]);

        public void AddCorrelation(int left, int right, double weight, Influence influence) =>
            Association.AddPearsonInfluence(grades[left], grades[right], weight, influence.Rows);

        public double Ratio(int groups, int number) => Association.CorrelationRatio(grouped[groups].Codes, grouped[groups].Cells, grades[number]);

        public void AddRatio(int groups, int number, double weight, Influence influence) =>
            Association.AddCorrelationRatioInfluence(grouped[groups].Codes, grouped[groups].Cells, grades[number], weight, influence.Rows);

        public double[] Joint(int left, int right, out int columns, out int[] cells)
        {
            var (l, r) = (grouped[left], grouped[right]);
            columns = r.Cells;
            cells = new int[sample.Rows];
            for (int i = 0; i < cells.Length; i++) { cells[i] = (l.Codes[i] * r.Cells) + r.Codes[i]; }
            var shares = new double[l.Cells * r.Cells];
            Distribution.Shares(cells, shares);
            return shares;
        }
    }
}

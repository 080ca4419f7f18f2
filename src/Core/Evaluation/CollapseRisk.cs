using AethergenAI.Evaluation.Kernels;

namespace AethergenAI.Evaluation;

/// <summary>
/// The Model Collapse Risk Dial. Each part is a figure of the synthetic rows against as many real ones, <c>100·(1 − figure/figure of fresh real rows)</c>:
/// 0 is what fresh real rows of that number show, 100 that nothing of it is left. The interval comes from half-samples without replacement.
/// </summary>
internal static class CollapseRisk
{
    internal const double TailWeight = 0.35;
    internal const double CoverageWeight = 0.3;
    internal const double EntropyWeight = 0.2;
    internal const double PrecisionWeight = 0.15;

    private const int MostRows = 3_000;
    private const int FewestRows = 100;
    private const int Replicates = 16;
    private const double Student975 = 2.1314; // 15 degrees of freedom

    private static readonly double[] Weights = [TailWeight, CoverageWeight, EntropyWeight, PrecisionWeight];
    private static readonly (string Name, string Explanation, string Advice)[] Parts =
    [
        ("tails", "Rare levels, extreme numbers and rare pairs that are still there.", "Rare cases are being lost: widen the seed, or raise the share of real rows."),
        ("coverage", "Real rows that have a synthetic row among their neighbourhood.", "Parts of the real table have no synthetic counterpart: widen the seed, or use a generator that keeps relations between columns."),
        ("entropy", "The variety of columns and pairs of columns.", "Variety is shrinking: accumulate real and synthetic rows instead of replacing real ones."),
        ("precision", "Synthetic rows that lie where real rows lie.", "Rows appear where no real row lies: use a generator that keeps relations between columns, or add constraints."),
    ];

    public static Dial Measure(MatchedSamples samples, ulong seed, ICollection<NotMeasured> notMeasured, CancellationToken ct)
    {
        int size = Math.Min(MostRows, Math.Min(samples.Train.Rows, samples.Synthetic.Rows));
        notMeasured.Add(new NotMeasured("dial: self-consumption", "The self-consumption probe was not run: it needs the model, not only its rows.", Blocks: false));
        if (size < FewestRows)
        {
            notMeasured.Add(new NotMeasured("dial", $"It needs {FewestRows} rows of each table; the smallest has {size}."));
            return new Dial(null, null, true, [], $"Not measured: give at least {FewestRows} rows of each table.");
        }

        var real = Some(samples.Train, "dial-real");
        var fresh = Some(samples.Holdout, "dial-fresh");
        var synthetic = Some(samples.Synthetic, "dial-synthetic");
        var points = new MixedPoints(samples.Space, real, fresh);
        var whole = new Comparison(samples.Space, seed, Both(real), Both(fresh), Both(synthetic));
        double[] scores = whole.Scores(ct);
        var replicates = new double[Replicates][];
        Parallel.For(0, Replicates, new ParallelOptions { CancellationToken = ct }, draw =>
        {
            replicates[draw] = whole.Half(draw).Scores(ct);
        });

        double[] spread = [.. Enumerable.Range(0, scores.Length).Select(part => Deviation([.. replicates.Select(draw => draw[part])]))];
        double value = Total(scores, spread);
        double half = Student975 * Deviation([.. replicates.Select(draw => Total(draw, spread))]);
        var interval = new Interval(Math.Clamp(value - half, 0, 100), Math.Clamp(value + half, 0, 100));
        var parts = Parts.Select((part, at) => new DialPart(part.Name, Math.Clamp(scores[at], 0, 100), Weights[at], part.Explanation)).ToList();
        parts.Add(new DialPart("self-consumption", null, 0, "How fast the generator degrades when it learns from its own rows: not run."));
        int worst = Enumerable.Range(0, scores.Length).MaxBy(part => Weights[part] * scores[part]);
        string advice = interval.Low <= 0 ? "As fresh real rows, within sampling error: nothing to do." : Parts[worst].Advice;
        return new Dial(Math.Clamp(value, 0, 100), interval, true, parts, advice);

        Sample Some(Sample sample, string purpose) => sample.Take(RandomStream.For(seed, purpose).Choose(sample.Rows, size));

        Cloud Both(Sample sample) => new(sample, points.Of(sample));
    }

    // A part below zero counts no further than its own noise: being better than fresh rows in one way makes up for no loss in another.
    private static double Total(double[] scores, double[] spread)
    {
        double total = 0;
        for (int part = 0; part < scores.Length; part++) { total += Weights[part] * Math.Max(scores[part], -2 * spread[part]); }
        return total;
    }

    private static double Deviation(double[] values)
    {
        double mean = values.Average();
        return Math.Sqrt(values.Sum(value => (value - mean) * (value - mean)) / (values.Length - 1));
    }

    /// <summary>Rows as cells and as points.</summary>
    private sealed record Cloud(Sample Rows, float[][] Points)
    {
        public Cloud Take(int[] rows) => new(Rows.Take(rows), MixedPoints.Take(Points, rows));
    }

    /// <summary>Real rows, and fresh and synthetic ones that are measured against them.</summary>
    private sealed class Comparison(FeatureSpace space, ulong seed, Cloud real, Cloud fresh, Cloud synthetic)
    {
        public Comparison Half(int draw)
        {
            return new Comparison(space, seed, Some(real, 0), Some(fresh, 1), Some(synthetic, 2));

            Cloud Some(Cloud rows, int which) =>
                rows.Take(RandomStream.For(seed, $"dial-half {draw} {which}").Choose(rows.Rows.Rows, rows.Rows.Rows / 2));
        }

        /// <returns>One a part; 0 as fresh rows, 100 nothing left, negative where there is more of it than in fresh rows.</returns>
        public double[] Scores(CancellationToken ct)
        {
            var variety = new Variety(space, real.Rows, seed);
            var (freshTails, freshEntropy) = variety.Of(fresh.Rows, ct);
            var (tails, entropy) = variety.Of(synthetic.Rows, ct);
            var manifold = new Manifold(real.Points, ct);
            var (freshCoverage, freshPrecision) = manifold.Of(fresh.Points, ct);
            var (coverage, precision) = manifold.Of(synthetic.Points, ct);
            return [Lost(tails, freshTails), Lost(coverage, freshCoverage), Lost(entropy, freshEntropy), Lost(precision, freshPrecision)];
        }

        private static double Lost(double figure, double atFresh) => atFresh <= 0 ? 0 : 100 * (1 - (figure / atFresh));
    }
}

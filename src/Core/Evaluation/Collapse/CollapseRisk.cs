using AethergenAI.Evaluation.Fidelity;
using AethergenAI.Statistics.Kernels;

namespace AethergenAI.Evaluation.Collapse;

/// <summary>
/// The Model Collapse Risk Dial: 0 means fresh real rows, 100 the eighth generation of the same generator
/// when each generation learns only from the rows of the one before. Synthetic rows, and as many seed rows,
/// are compared with holdout rows. The interval comes from subsamples without replacement (Politis &amp;
/// Romano 1994, <see href="https://doi.org/10.1214/aos/1176325770"/>); its estimand is the value's mean over tables
/// drawn again at these sizes from the same population and the same fitted generator.
/// </summary>
/// <remarks>
/// x is the share of the rows in a subsample. The mean of a subsample varies around the mean of the whole
/// with <c>ρ = (1 − x)/x</c> times the whole's own variance, so variances are divided by ρ. For a square of a mean
/// that is 0, as the distance of shares of equal populations is, that leaves <c>x² + x</c> of the true variance:
/// all of it where x is the golden ratio, .618.
/// </remarks>
internal static class CollapseRisk
{
    internal static readonly MeasureDescription Description = new(
        "collapse-risk",
        "Model collapse risk",
        "Would models that learn from these rows collapse?",
        "The Model Collapse Risk Dial: 0 is as good as fresh real rows, "
            + "100 is the eighth generation of a generator that learns from its own rows alone."
    )
    {
        Scope = IntervalScope.RowsDrawnAgain,
        Better = Better.Lower,
        Maximum = 100,
    };

    internal static readonly EvaluationStep Step = new("Measuring collapse risk", 0.15, [Description], evaluation =>
    {
        evaluation.Dial = Measure(
            evaluation.Input,
            evaluation.Samples,
            evaluation.Options,
            evaluation.NotMeasured,
            evaluation.Ct
        );
    });

    public const int MinRows = 100;

    private const int MaxPoints = 1_500;
    private const int Draws = 16;
    private const double Student975 = 2.1314495455597742; // 15 degrees of freedom
    private const double Share = 0.6180339887498949;
    internal const double MaxGain = 4;

    public static Dial Measure(
        EvaluationInput input,
        MatchedSamples samples,
        EvaluationOptions options,
        ICollection<NotMeasured> notMeasured,
        CancellationToken ct
    )
    {
        int rows = Rows(samples);
        if (rows < MinRows)
        {
            notMeasured.Add(
                new NotMeasured("dial", $"The dial needs {MinRows} rows of each table; the smallest has {rows}.")
            );
            return new Dial(null, null, true, [], $"Not measured: the dial needs {MinRows} rows of each table.");
        }

        var estimate = Estimate(samples, input.Train.RowCount, options.Seed, ct);
        var (probe, whyNot) =
            options.Effort == Effort.Deep
                ? SelfConsumption.Probe(input, options.Seed, ct)
                : (null, "It fits the generator again, so it needs the model and a deep evaluation.");
        if (whyNot is not null)
        {
            notMeasured.Add(new NotMeasured("dial: self-consumption", whyNot, Blocks: options.Effort == Effort.Deep));
        }
        if (input.Lineage is null)
        {
            notMeasured.Add(
                new NotMeasured("dial: lineage", "It is not known which rows these rows descend from.", Blocks: false)
            );
        }

        return DialExplanation.Describe(estimate, probe, whyNot, input.Lineage);
    }

    /// <summary>The value before it is cut to [0, 100], its parts, and half the width of its interval.</summary>
    /// <param name="seedRows">How many rows the generator learned from; the samples may hold fewer.</param>
    public static DialEstimate Estimate(MatchedSamples samples, int seedRows, ulong seed, CancellationToken ct)
    {
        int rows = Rows(samples);
        double gain = Gain(seedRows, rows);
        var compared = Compared.Of(samples, rows, seed);
        var (synthetic, fresh) = compared.Figures(seed, ct);
        double[] scores = Scores(synthetic, fresh, gain);
        double value = DialScale.Total(scores, DialCalibration.Weights);
        return new DialEstimate(
            value,
            Student975 * Math.Sqrt(Variance(compared, gain, seed, ct)),
            scores,
            synthetic,
            fresh
        );
    }

    /// <summary>The figures of the synthetic rows, and of as many seed rows, compared with holdout rows.</summary>
    public static (double[] Synthetic, double[] Fresh, double Gain) Figures(
        MatchedSamples samples,
        ulong seed,
        CancellationToken ct
    )
    {
        int rows = Rows(samples);
        var (synthetic, fresh) = Compared.Of(samples, rows, seed).Figures(seed, ct);
        return (synthetic, fresh, Gain(samples.Train.Rows, rows));
    }

    /// <summary>The value alone, before it is cut to [0, 100].</summary>
    public static double Value(MatchedSamples samples, ulong seed, CancellationToken ct)
    {
        var (synthetic, fresh, gain) = Figures(samples, seed, ct);
        return DialScale.Total(Scores(synthetic, fresh, gain), DialCalibration.Weights);
    }

    private static int Rows(MatchedSamples samples) =>
        Math.Min(samples.Train.Rows, Math.Min(samples.Holdout.Rows, samples.Synthetic.Rows));

    // Beyond four, the noise of the compared rows, which is multiplied too, would hide what they show.
    private static double Gain(int seedRows, int rows) => Math.Clamp((double)seedRows / rows, 1, MaxGain);

    private static double[] Scores(double[] synthetic, double[] fresh, double gain) =>
        DialScale.Scores(DialScale.Losses(CollapseFigures.Losses(synthetic, fresh, gain)), DialCalibration.AtEighth);

    private static double Variance(Compared compared, double gain, ulong seed, CancellationToken ct)
    {
        var values = new double[Draws];
        Parallel.For(0, Draws, new ParallelOptions { CancellationToken = ct }, draw =>
        {
            var (synthetic, fresh) = compared.Some(Share, draw, seed).Figures(seed, ct);
            values[draw] = DialScale.Total(Scores(synthetic, fresh, gain), DialCalibration.Weights);
        });
        double mean = values.Average();
        return values.Sum(value => (value - mean) * (value - mean)) / (Draws - 1) * Share / (1 - Share);
    }

    /// <summary>Equally many rows of each of the three tables, in random order.</summary>
    private sealed record Compared(FeatureSpace Space, Cloud Reference, Cloud Fresh, Cloud Synthetic)
    {
        public static Compared Of(MatchedSamples samples, int rows, ulong seed)
        {
            var space = samples.Space;
            Sample reference = Some(samples.Holdout, "reference");
            Sample fresh = Some(samples.Train, "fresh"),
                synthetic = Some(samples.Synthetic, "synthetic");
            int[] first = [.. Enumerable.Range(0, Math.Min(rows, MaxPoints))];
            var points = new MixedPoints(space, reference, fresh);
            return new Compared(space, Both(reference), Both(fresh), Both(synthetic));

            Sample Some(Sample sample, string which) =>
                sample.Take(RandomStream.For(seed, $"dial {which}").Choose(sample.Rows, rows));

            Cloud Both(Sample sample) => new(sample, points.Of(sample.Take(first)));
        }

        public Compared Some(double share, int draw, ulong seed)
        {
            return new Compared(Space, Part(Reference, 0), Part(Fresh, 1), Part(Synthetic, 2));

            Cloud Part(Cloud cloud, int which)
            {
                var random = RandomStream.For(seed, $"dial draw {draw} {which}");
                return new Cloud(
                    cloud.Rows.Take(Choose(cloud.Rows.Rows)),
                    MixedPoints.Take(cloud.Points, Choose(cloud.Points[0].Length))
                );

                int[] Choose(int rows) => random.Choose(rows, (int)Math.Round(share * rows));
            }
        }

        public (double[] Synthetic, double[] Fresh) Figures(ulong seed, CancellationToken ct) =>
            CollapseFigures.Measure(Space, seed, Reference, Fresh, Synthetic, ct);
    }
}

/// <param name="Half">Half the width of the 95 % interval.</param>
/// <param name="Scores">One per part, in [−50, 200]; NaN where not defined.</param>
/// <param name="Synthetic">The figures of the synthetic rows, in the order
/// of <see cref="CollapseFigures.Names"/>.</param>
/// <param name="Fresh">The figures of as many seed rows.</param>
internal sealed record DialEstimate(double Value, double Half, double[] Scores, double[] Synthetic, double[] Fresh);

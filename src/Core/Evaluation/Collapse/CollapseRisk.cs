using AethergenAI.Evaluation.Fidelity;
using AethergenAI.Statistics;
using AethergenAI.Statistics.Kernels;

namespace AethergenAI.Evaluation.Collapse;

/// <summary>
/// The Model Collapse Risk Dial: two losses together. Of variety, 0 is like fresh real rows and 100 like the eighth
/// generation of the same generator when each generation learns only from the rows of the one before; of relations,
/// 100 is no dependence left. Synthetic rows, and as many seed rows,
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
            + "100 is the eighth generation of a generator that learns from its own rows alone, "
            + "or a table whose columns no longer depend on each other."
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
            evaluation.Ct,
            evaluation.Attacked.Attacks.FirstOrDefault(attack => attack.Name == Attacks.Replay.Nearest.Name)
        );
    });

    public const int MinRows = 100;

    private const int MaxPoints = 1_500;
    private const int Draws = 16;
    private const double Share = 0.6180339887498949;
    internal const double MaxGain = 4;

    public static Dial Measure(
        EvaluationInput input,
        MatchedSamples samples,
        EvaluationOptions options,
        ICollection<NotMeasured> notMeasured,
        CancellationToken ct,
        Attack? replay = null
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
        if (!double.IsFinite(estimate.Dial.Value))
        {
            notMeasured.Add(new NotMeasured("dial", "Of the dial nothing is defined here: no column varies."));
            return new Dial(null, null, true, [], "Not measured: no column varies.");
        }
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

        return DialExplanation.Describe(estimate, probe, whyNot, input.Lineage, replay);
    }

    /// <summary>The values before they are cut to [0, 100], each with half the width of its interval.</summary>
    /// <param name="seedRows">How many rows the generator learned from; the samples may hold fewer.</param>
    public static DialEstimate Estimate(MatchedSamples samples, int seedRows, ulong seed, CancellationToken ct)
    {
        int rows = Rows(samples);
        double gain = Gain(seedRows, rows);
        var compared = Compared.Of(samples, rows, seed);
        var reading = compared.Figures(seed, ct);
        var draws = new double[Draws][];
        Parallel.For(0, Draws, new ParallelOptions { CancellationToken = ct }, draw =>
            draws[draw] = Values(compared.Some(Share, draw, seed).Figures(seed, ct), gain)
        );
        double[] values = Values(reading, gain);
        var readings = values
            .Select((value, at) => new DialReading(value, Half(Array.ConvertAll(draws, draw => draw[at]))))
            .ToArray();
        return new DialEstimate(readings[0], readings[1], readings[2], readings[3], readings[4], reading);
    }

    /// <summary>The figures of the synthetic rows, and of as many seed rows, compared with holdout rows.</summary>
    public static (CollapseReading Reading, double Gain) Figures(
        MatchedSamples samples,
        ulong seed,
        CancellationToken ct
    )
    {
        int rows = Rows(samples);
        return (Compared.Of(samples, rows, seed).Figures(seed, ct), Gain(samples.Train.Rows, rows));
    }

    /// <summary>The value alone, before it is cut to [0, 100].</summary>
    public static double Value(MatchedSamples samples, ulong seed, CancellationToken ct)
    {
        var (reading, gain) = Figures(samples, seed, ct);
        return Values(reading, gain)[0];
    }

    private static int Rows(MatchedSamples samples) =>
        Math.Min(samples.Train.Rows, Math.Min(samples.Holdout.Rows, samples.Synthetic.Rows));

    // Beyond four, the noise of the compared rows, which is multiplied too, would hide what they show.
    private static double Gain(int seedRows, int rows) => Math.Clamp((double)seedRows / rows, 1, MaxGain);

    // The dial, variety, relations, drift and noise.
    private static double[] Values(CollapseReading reading, double gain)
    {
        double variety = DialScale.Variety(reading, gain),
            relations = DialScale.Relations(reading);
        return
        [
            DialScale.Dial(variety, relations),
            variety,
            relations,
            100 * reading.Drift.Share,
            100 * reading.Noise.Share,
        ];
    }

    /// <returns>NaN where the value is not defined in most of the draws.</returns>
    private static double Half(double[] values)
    {
        double[] defined = Array.FindAll(values, double.IsFinite);
        if (defined.Length <= Draws / 2)
        {
            return double.NaN;
        }
        int freedom = defined.Length - 1;
        double mean = defined.Average();
        double variance = defined.Sum(value => (value - mean) * (value - mean)) / freedom * Share / (1 - Share);
        return Distributions.StudentQuantile(0.975, freedom) * Math.Sqrt(variance);
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

            Cloud Both(Sample sample)
            {
                var aligned = Alignment.To(reference, sample, space);
                return new Cloud(sample, aligned, points.Of(aligned.Take(first)));
            }
        }

        public Compared Some(double share, int draw, ulong seed)
        {
            return new Compared(Space, Part(Reference, 0), Part(Fresh, 1), Part(Synthetic, 2));

            Cloud Part(Cloud cloud, int which)
            {
                var random = RandomStream.For(seed, $"dial draw {draw} {which}");
                int[] rows = Choose(cloud.Rows.Rows);
                return new Cloud(
                    cloud.Rows.Take(rows),
                    cloud.Aligned.Take(rows),
                    MixedPoints.Take(cloud.Points, Choose(cloud.Points[0].Length))
                );

                int[] Choose(int rows) => random.Choose(rows, (int)Math.Round(share * rows));
            }
        }

        public CollapseReading Figures(ulong seed, CancellationToken ct) =>
            CollapseFigures.Measure(Space, seed, Reference, Fresh, Synthetic, ct);
    }
}

/// <summary>A value before it is cut to [0, 100]; NaN where it is not defined.</summary>
/// <param name="Half">Half the width of the 95 % interval; NaN where there is none.</param>
internal readonly record struct DialReading(double Value, double Half)
{
    /// <summary>Whether the interval lies above 0.</summary>
    public bool IsSure => Value > Half;
}

/// <param name="Dial">Of <paramref name="Variety"/> and <paramref name="Relations"/>; the others are no part of
/// it.</param>
internal sealed record DialEstimate(
    DialReading Dial,
    DialReading Variety,
    DialReading Relations,
    DialReading Drift,
    DialReading Noise,
    CollapseReading Reading
);

using AethergenAI.Statistics.Kernels;

namespace AethergenAI.Evaluation.Fidelity;

/// <summary>
/// Do the synthetic rows lie where holdout rows lie, and everywhere they do? Precision, recall,
/// density and coverage (<see cref="Manifold"/>), and α-precision, β-recall and authenticity: Alaa et al. (2022),
/// <see href="https://proceedings.mlr.press/v162/alaa22a.html"/>. A row's distance from the centre is its mean distance
/// to the holdout rows, where Alaa et al. embed rows in a ball first. Authenticity alone looks at seed rows: it asks
/// whether they were copied.
/// </summary>
internal static class Neighbourhoods
{
    internal static readonly EvaluationStep Step = new(
        "Looking at neighbourhoods",
        0.05,
        [.. NeighbourhoodMeasures.All],
        evaluation =>
        {
            evaluation.Add(Measure(evaluation.Samples, evaluation.Options.Seed, evaluation.NotMeasured, evaluation.Ct));
        }
    );

    public const int MaxRows = 5_000;

    private const int MinRows = 60;
    private const int Levels = 100;

    public static IReadOnlyList<Measure> Measure(
        MatchedSamples samples,
        ulong seed,
        ICollection<NotMeasured> notMeasured,
        CancellationToken ct
    )
    {
        int size = Math.Min(
            MaxRows,
            Math.Min(samples.Train.Rows, Math.Min(samples.Holdout.Rows, samples.Synthetic.Rows))
        );
        if (size < MinRows)
        {
            notMeasured.Add(
                new NotMeasured(
                    "precision, recall, density, coverage, authenticity",
                    $"These measures need {MinRows} rows of each table; the smallest has {size}."
                )
            );
            return [];
        }

        var holdout = Some(samples.Holdout, "near-holdout");
        // Ranks among the holdout alone: among the seed too, a repeated seed row would have a rank of its own.
        var scale = new MixedPoints(samples.Space, holdout);
        float[][] real = scale.Of(holdout),
            seen = scale.Of(Some(samples.Train, "near-train")),
            synthetic = scale.Of(Some(samples.Synthetic, "near-synthetic"));
        double[] values = [.. Likeness(real, synthetic, ct), Authenticity(seen, synthetic, ct)],
            references = [.. Likeness(real, seen, ct), Authenticity(seen, real, ct)];
        var intervals = HalfSamples.Around(
            values,
            0,
            double.PositiveInfinity,
            size,
            size,
            seed,
            (some, others) =>
            {
                float[][] made = MixedPoints.Take(synthetic, others);
                return
                [
                    .. Likeness(MixedPoints.Take(real, some), made, ct),
                    Authenticity(MixedPoints.Take(seen, some), made, ct),
                ];
            },
            ct
        );
        return
        [
            .. NeighbourhoodMeasures.All.Select(
                (described, at) =>
                    new Measure(
                        described.Name,
                        values[at],
                        intervals[at] with
                        {
                            High = Math.Min(described.Maximum ?? double.PositiveInfinity, intervals[at].High),
                        },
                        references[at],
                        $"{size:N0} rows of each."
                    )
            ),
        ];

        Sample Some(Sample sample, string purpose) =>
            sample.Take(RandomStream.For(seed, purpose).Choose(sample.Rows, size));
    }

    /// <returns>In the order of <see cref="NeighbourhoodMeasures.All"/>, without authenticity.</returns>
    /// <param name="real">Column-major points, at least two rows.</param>
    /// <param name="synthetic">Column-major points, at least two rows.</param>
    public static double[] Likeness(float[][] real, float[][] synthetic, CancellationToken ct)
    {
        var manifold = new Manifold(real, ct);
        var nearest = manifold.To(synthetic, ct);
        var prdc = manifold.Of(synthetic, nearest, ct);
        return
        [
            prdc.Precision,
            prdc.Recall,
            prdc.Density,
            prdc.Coverage,
            AlphaPrecision(real, synthetic),
            BetaRecall(manifold, synthetic, nearest),
        ];
    }

    private static double Authenticity(float[][] seen, float[][] rows, CancellationToken ct)
    {
        var manifold = new Manifold(seen, ct);
        return Authenticity(manifold, manifold.From(rows, ct));
    }

    /// <summary>
    /// <c>1 − 2∫|P(α) − α|dα</c>, where P(α) is the share of synthetic rows no further from the centre
    /// than the α-quantile of the real rows. It is 1 where centre and rim hold the same shares
    /// of synthetic rows as of real rows.
    /// </summary>
    public static double AlphaPrecision(float[][] real, float[][] synthetic)
    {
        double[] ofReal = Depths(real, real),
            ofSynthetic = Depths(synthetic, real);
        Array.Sort(ofReal);
        Array.Sort(ofSynthetic);
        return Integrated(alpha => ShareUpTo(ofSynthetic, Quantile(ofReal, alpha)));
    }

    /// <summary>
    /// <c>1 − 2∫|R(β) − β|dβ</c>, where R(β) is the share of real rows whose nearest synthetic row is among the β most
    /// central synthetic rows and lies within the distance of their fifth real neighbour.
    /// </summary>
    /// <param name="nearest">The nearest synthetic row of each real row.</param>
    public static double BetaRecall(Manifold real, float[][] synthetic, Nearest nearest)
    {
        float[] reach = real.Reach;
        double[] depths = Depths(synthetic, synthetic);
        double[] sorted = [.. depths.Order()];
        double[] recalled =
        [
            .. Enumerable
                .Range(0, real.Rows)
                .Where(i => nearest.Distances[i] <= reach[i])
                .Select(i => depths[nearest.Which[i]])
                .Order(),
        ];
        return Integrated(beta => ShareUpTo(recalled, Quantile(sorted, beta)) * recalled.Length / real.Rows);
    }

    /// <summary>
    /// The share of synthetic rows that are further from their nearest seed row than this seed row is from its own
    /// nearest seed row. Below ½ for fresh rows, because the seed rows that are nearest to others lie apart more often
    /// than seed rows do in general.
    /// </summary>
    /// <param name="nearest">The nearest seed row of each synthetic row.</param>
    public static double Authenticity(Manifold real, Nearest nearest)
    {
        int authentic = 0;
        for (int j = 0; j < nearest.Which.Length; j++)
        {
            authentic += nearest.Distances[j] > real.ToNearest(nearest.Which[j]) ? 1 : 0;
        }
        return (double)authentic / nearest.Which.Length;
    }

    /// <summary>
    /// The mean Gower distance of each row to the reference rows, computed column by column:
    /// O((n + m) log m) per column.
    /// </summary>
    public static double[] Depths(float[][] rows, float[][] reference)
    {
        var depths = new double[rows[0].Length];
        for (int c = 0; c < rows.Length; c++)
        {
            float[] sorted = [.. reference[c].Order()];
            var sums = new double[sorted.Length + 1];
            for (int i = 0; i < sorted.Length; i++)
            {
                sums[i + 1] = sums[i] + sorted[i];
            }
            for (int i = 0; i < depths.Length; i++)
            {
                // Distances are capped at 1, so only values within 1 count by their distance; all others count as 1.
                double x = rows[c][i];
                int from = First(sorted, x - 1),
                    at = First(sorted, x),
                    to = First(sorted, x + 1);
                double near = (x * (at - from)) - (sums[at] - sums[from]) + (sums[to] - sums[at]) - (x * (to - at));
                depths[i] += (near + from + sorted.Length - to) / sorted.Length;
            }
        }

        return depths;
    }

    private static int First(float[] sorted, double value)
    {
        int low = 0,
            high = sorted.Length;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (sorted[middle] < value)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low;
    }

    private static double Integrated(Func<double, double> share) =>
        1 - (2 * Enumerable.Range(0, Levels).Average(k => Math.Abs(share((k + 0.5) / Levels) - ((k + 0.5) / Levels))));

    private static double Quantile(double[] sorted, double p) =>
        sorted[Math.Min(sorted.Length - 1, (int)(p * sorted.Length))];

    private static double ShareUpTo(double[] sorted, double value)
    {
        if (sorted.Length == 0)
        {
            return 0;
        }
        int low = 0,
            high = sorted.Length;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (sorted[middle] <= value)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return (double)low / sorted.Length;
    }
}

using AethergenAI.Statistics.Kernels;

namespace AethergenAI.Evaluation.Fidelity;

/// <summary>
/// How well the association of each pair of columns is kept. Two numbers: <c>1 − |ρ − ρ'|/2</c> with Spearman's
/// ρ; a number and levels: <c>1 − |η − η'|</c> with the correlation ratio of the number's grades; two columns of
/// levels: <c>1 − total variation</c> of their joint shares. Ranks are used because one outlier can decide a Pearson
/// correlation. Every pair also has <c>1 − |U − U'|</c>, with the share of information that the columns have in
/// common.
/// </summary>
internal static class PairTrends
{
    internal static readonly MeasureDescription Trends = new(
        "fidelity.pair-trends",
        "Pair trends",
        "Are two columns related as in the real rows?",
        "How well the association of two columns is kept, the mean over pairs."
    )
    {
        Scope = IntervalScope.RowsDrawnAgain,
    };

    internal static readonly MeasureDescription Information = new(
        "fidelity.mutual-information",
        "Mutual information",
        "Do two columns say as much about each other as in the real rows?",
        "Mutual information divided by the geometric mean of both entropies: "
            + "1 − the difference to the real rows, the mean over pairs."
    )
    {
        Scope = IntervalScope.RowsDrawnAgain,
    };

    internal static readonly EvaluationStep Step = new(
        "Comparing pairs of columns",
        0.05,
        [Trends, Information],
        evaluation =>
        {
            var (pairs, trends, information) = Measure(evaluation.Samples, evaluation.Options.Seed, evaluation.Ct);
            evaluation.Fidelity = evaluation.Fidelity with { Pairs = pairs };
            evaluation.Add(trends, information);
            if (trends.Value is null)
            {
                evaluation.NotMeasured.Add(
                    new NotMeasured($"{Trends.Name}, {Information.Name}", "They need two comparable columns.")
                );
            }
        }
    );

    /// <summary>The largest number of pairs times rows; beyond it, rows are sampled.</summary>
    private const long MaxWork = 250_000_000;

    private const int MinRows = 2_000;

    /// <summary>
    /// The pairs' scores against the holdout, and two means over them: pair-trends and mutual-information.
    /// The reference puts the seed in place of the synthetic rows.
    /// </summary>
    public static (IReadOnlyList<PairTrend> Pairs, Measure Trends, Measure Information) Measure(
        MatchedSamples samples,
        ulong seed,
        CancellationToken ct
    )
    {
        var space = samples.Space;
        var (seedRows, holdout, synthetic) = Affordable(samples, seed);
        var jobs = (
            from left in Enumerable.Range(0, space.Features.Count)
            from right in Enumerable.Range(left + 1, space.Features.Count - left - 1)
            select (left, right)
        ).ToArray();
        if (jobs.Length == 0)
        {
            return ([], new Measure(PairTrends.Trends.Name, null), new Measure(PairTrends.Information.Name, null));
        }
        Pairing real = new(space, holdout, holdout),
            fake = new(space, synthetic, holdout),
            seen = new(space, seedRows, holdout);
        var values = Array.ConvertAll(jobs, job => Pair.Of(real, fake, job.left, job.right));
        var references = Array.ConvertAll(jobs, job => Pair.Of(real, seen, job.left, job.right));
        double[] figures = Figures(values);
        var intervals = HalfSamples.Around(
            figures,
            0,
            1,
            holdout.Rows,
            synthetic.Rows,
            seed,
            (some, others) =>
            {
                Pairing left = new(space, holdout.Take(some), holdout),
                    right = new(space, synthetic.Take(others), holdout);
                return Figures(Array.ConvertAll(jobs, job =>
                    {
                        ct.ThrowIfCancellationRequested();
                        return Pair.Of(left, right, job.left, job.right);
                    }));
            },
            ct
        );
        var pairs = jobs.Select(
            (job, at) =>
                new PairTrend(
                    space.Features[job.left].Name,
                    space.Features[job.right].Name,
                    values[at].Metric,
                    values[at].Score,
                    references[at].Score,
                    values[at].Real,
                    values[at].Other
                )
                {
                    Interval = intervals[at],
                    Information = new SharedInformation(
                        values[at].InformationReal,
                        values[at].InformationOther,
                        values[at].Information,
                        references[at].Information
                    ),
                }
        );
        return (
            [.. pairs],
            new Measure(PairTrends.Trends.Name, figures[^2], intervals[^2], references.Average(pair => pair.Score)),
            new Measure(
                PairTrends.Information.Name,
                figures[^1],
                intervals[^1],
                references.Average(pair => pair.Information)
            )
        );
    }

    /// <summary>The number of rows of each table that pairs are computed on.</summary>
    public static int RowsLookedAt(int features, int rows) =>
        (int)Math.Min(rows, Math.Max(MinRows, MaxWork / Math.Max(1, features * (features - 1) / 2)));

    private static (Sample Seed, Sample Holdout, Sample Synthetic) Affordable(MatchedSamples samples, ulong seed)
    {
        return (
            Some(samples.Train, "pairs-train"),
            Some(samples.Holdout, "pairs-holdout"),
            Some(samples.Synthetic, "pairs-synthetic")
        );

        Sample Some(Sample sample, string purpose)
        {
            int rows = RowsLookedAt(samples.Space.Features.Count, sample.Rows);
            return rows == sample.Rows
                ? sample
                : sample.Take(RandomStream.For(seed, purpose).Choose(sample.Rows, rows));
        }
    }

    private static double[] Figures(Pair[] pairs) =>
        [
            .. pairs.Select(pair => pair.Score),
            pairs.Average(pair => pair.Score),
            pairs.Average(pair => pair.Information),
        ];

    private readonly record struct Pair(
        string Metric,
        double Score,
        double Real,
        double Other,
        double Information,
        double InformationReal,
        double InformationOther
    )
    {
        public static Pair Of(Pairing real, Pairing other, int left, int right)
        {
            double u = real.Information(left, right),
                v = other.Information(left, right),
                information = 1 - Math.Abs(u - v);
            switch (real.IsNumber(left), real.IsNumber(right))
            {
                case (true, true):
                    double rho = real.Correlation(left, right),
                        otherRho = other.Correlation(left, right);
                    return new Pair(
                        "correlation",
                        1 - (Math.Abs(rho - otherRho) / 2),
                        rho,
                        otherRho,
                        information,
                        u,
                        v
                    );
                case (false, false):
                    double[] p = real.Joint(left, right, out int columns),
                        q = other.Joint(left, right, out _);
                    double score = 1 - Distribution.TotalVariation(p, q);
                    return new Pair(
                        "contingency",
                        score,
                        Association.CramersV(p, columns),
                        Association.CramersV(q, columns),
                        information,
                        u,
                        v
                    );
                default:
                    var (groups, number) = real.IsNumber(left) ? (right, left) : (left, right);
                    double eta = real.Ratio(groups, number),
                        otherEta = other.Ratio(groups, number);
                    return new Pair(
                        "correlation-ratio",
                        1 - Math.Abs(eta - otherEta),
                        eta,
                        otherEta,
                        information,
                        u,
                        v
                    );
            }
        }
    }
}

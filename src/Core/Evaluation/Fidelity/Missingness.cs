using AethergenAI.Statistics.Kernels;

namespace AethergenAI.Evaluation.Fidelity;

/// <summary>
/// How alike the patterns of missing cells are: <c>1 − total variation</c> over the sets of columns that are missing
/// together in a row.
/// </summary>
internal static class Missingness
{
    internal static readonly MeasureDescription Description = new(
        "fidelity.missingness",
        "Missingness",
        "Are cells missing in the same patterns?",
        "1 − total variation distance between the patterns of missing cells."
    )
    {
        Scope = IntervalScope.RowsDrawnAgain,
    };

    internal static readonly EvaluationStep Step = new("Comparing missing cells", 0.01, [Description], evaluation =>
    {
        evaluation.Add(Measure(evaluation.Samples, evaluation.Options.Seed, evaluation.Ct));
    });

    public static Measure Measure(MatchedSamples samples, ulong seed, CancellationToken ct)
    {
        var known = new Dictionary<ulong, int>();
        int[] holdout = Patterns(samples.Space, samples.Holdout, known);
        int[] train = Patterns(samples.Space, samples.Train, known);
        int[] synthetic = Patterns(samples.Space, samples.Synthetic, known);
        double score = Score(holdout, synthetic);
        var interval = HalfSamples.Around(
            [score],
            0,
            1,
            holdout.Length,
            synthetic.Length,
            seed,
            (some, others) =>
                [Score(Array.ConvertAll(some, row => holdout[row]), Array.ConvertAll(others, row => synthetic[row]))],
            ct
        )[0];
        return new Measure(Description.Name, score, interval, Score(holdout, train));

        double Score(int[] left, int[] right)
        {
            double[] p = new double[known.Count],
                q = new double[known.Count];
            Distribution.Shares(left, p);
            Distribution.Shares(right, q);
            return 1 - Distribution.TotalVariation(p, q);
        }
    }

    private static int[] Patterns(FeatureSpace space, Sample sample, Dictionary<ulong, int> known)
    {
        var patterns = new int[sample.Rows];
        for (int row = 0; row < patterns.Length; row++)
        {
            ulong pattern = 0;
            for (int f = 0; f < sample.Codes.Length; f++)
            {
                if (sample.Codes[f][row] == space.Features[f].Cells - 1)
                {
                    pattern += new RandomStream((ulong)f).Next();
                }
            }

            if (!known.TryGetValue(pattern, out int code))
            {
                known.Add(pattern, code = known.Count);
            }
            patterns[row] = code;
        }

        return patterns;
    }
}

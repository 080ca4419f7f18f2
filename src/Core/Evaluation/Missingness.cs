using AethergenAI.Evaluation.Kernels;

namespace AethergenAI.Evaluation;

/// <summary>How alike the patterns of missing cells are: <c>1 − total variation</c> over the sets of columns that are missing together in a row.</summary>
internal static class Missingness
{
    public static Measure Measure(MatchedSamples samples)
    {
        var known = new Dictionary<ulong, int>();
        int[] train = Patterns(samples.Space, samples.Train, known);
        int[] holdout = Patterns(samples.Space, samples.Holdout, known);
        int[] synthetic = Patterns(samples.Space, samples.Synthetic, known);
        double[] p = new double[known.Count], q = new double[known.Count], c = new double[known.Count];
        Distribution.Shares(train, p);
        Distribution.Shares(synthetic, q);
        Distribution.Shares(holdout, c);
        double score = 1 - Distribution.TotalVariation(p, q);
        var onReal = new Influence(train.Length);
        var onSynthetic = new Influence(synthetic.Length);
        Distribution.AddTotalVariationInfluence(train, p, q, 1, onReal.Rows);
        Distribution.AddTotalVariationInfluence(synthetic, q, p, 1, onSynthetic.Rows);
        return new Measure("missingness", score, Influence.Around(score, 0, 1, onReal, onSynthetic), 1 - Distribution.TotalVariation(p, c));
    }

    private static int[] Patterns(FeatureSpace space, Sample sample, Dictionary<ulong, int> known)
    {
        var patterns = new int[sample.Rows];
        for (int row = 0; row < patterns.Length; row++)
        {
            ulong pattern = 0;
            for (int f = 0; f < sample.Codes.Length; f++)
            {
                if (sample.Codes[f][row] == space.Features[f].Cells - 1) { pattern += new RandomStream((ulong)f).Next(); }
            }

            if (!known.TryGetValue(pattern, out int code)) { known.Add(pattern, code = known.Count); }
            patterns[row] = code;
        }

        return patterns;
    }
}

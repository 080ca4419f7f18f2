using AethergenAI.Evaluation.Attacks;
using AethergenAI.Evaluation.Fidelity;
using AethergenAI.Evaluation.Utility;

namespace AethergenAI.Evaluation;

/// <summary>Lists the measures that looked at fewer rows than a table has, and how many.</summary>
internal static class SampledRows
{
    public static IReadOnlyList<Sampled> Of(EvaluationInput input, FeatureSpace space, EvaluationOptions options)
    {
        int train = input.Train.RowCount,
            holdout = input.Holdout.RowCount,
            synthetic = input.Synthetic.RowCount;
        int matched = MatchedSamples.RowsOfEach(input, options),
            pairs = PairTrends.RowsLookedAt(space.Features.Count, matched),
            near = Math.Min(Neighbourhoods.MaxRows, matched),
            detected = Math.Min(Detection.MaxRows, matched);
        int real = Math.Min(train, holdout),
            useful = Math.Min(TaskUtility.RowsLookedAt(input, space, options), train);
        var looks = new List<(string Measure, int Train, int Holdout, int Synthetic)>
        {
            ("fidelity", matched, matched, matched),
            ("pair-trends", pairs, pairs, pairs),
            ("neighbourhoods", near, near, near),
            ("detection-auc", detected, detected, detected),
            ("detection-auc-derived", detected, detected, detected),
            ("utility", useful, Smallest(useful, holdout), Smallest(useful, synthetic)),
            (
                "attacks",
                Smallest(AttackSuite.Rows(options), real),
                Smallest(AttackSuite.Rows(options), real),
                Smallest(AttackSuite.Rows(options), synthetic)
            ),
        };
        return
        [
            .. looks
                .SelectMany(look =>
                    new[]
                    {
                        new Sampled(look.Measure, "train", look.Train, train),
                        new Sampled(look.Measure, "holdout", look.Holdout, holdout),
                        new Sampled(look.Measure, "synthetic", look.Synthetic, synthetic),
                    }
                )
                .Where(one => one.Rows < one.Of),
        ];
    }

    private static int Smallest(params ReadOnlySpan<int> counts)
    {
        int least = int.MaxValue;
        foreach (int count in counts)
        {
            least = Math.Min(least, count);
        }
        return least;
    }
}

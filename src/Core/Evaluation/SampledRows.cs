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
        int matched = Math.Min(options.MaxRows, Math.Min(holdout, synthetic)),
            learned = Math.Min(options.MaxRows, train),
            detected = Smallest(Detection.MaxRows, learned, matched);
        int real = Math.Min(train, holdout),
            useful = Math.Min(TaskUtility.RowsLookedAt(input, space, options), train);
        var looks = new List<(string Measure, int Train, int Holdout, int Synthetic)>
        {
            ("fidelity", learned, matched, matched),
            ("pair-trends", Pairs(learned), Pairs(matched), Pairs(matched)),
            (
                "neighbourhoods",
                Smallest(Neighbourhoods.MaxRows, learned, matched),
                Smallest(Neighbourhoods.MaxRows, learned, matched),
                Smallest(Neighbourhoods.MaxRows, learned, matched)
            ),
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

        int Pairs(int rows) => PairTrends.RowsLookedAt(space.Features.Count, rows);
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

using AethergenAI.Evaluation.Boosting;
using AethergenAI.Evaluation.Fidelity;
using AethergenAI.Evaluation.Learning;
using AethergenAI.Statistics.Kernels;

namespace AethergenAI.Evaluation;

/// <summary>A generator to stand beside the one that is judged.</summary>
/// <param name="Make">Learns from the train rows and draws.</param>
public sealed record BaselineGenerator(string Name, Regenerate Make);

/// <summary>How a baseline does on the same rows. Null with a note where it could not be made or measured.</summary>
/// <param name="ColumnShapes">The mean over the columns, in [0, 1].</param>
/// <param name="PairTrends">The mean over the pairs, in [0, 1].</param>
/// <param name="DetectionAuc">At which boosted trees tell its rows from train rows; ½ means nobody could tell.</param>
public sealed record Baseline(
    string Generator,
    double? ColumnShapes,
    double? PairTrends,
    double? DetectionAuc,
    string? Note = null
);

/// <summary>
/// Baselines are fitted to the train rows, and are measured on 3,000 rows of each table at most:
/// a scale for the other figures, no claim.
/// </summary>
internal static class Baselines
{
    private const int MaxRows = 3_000,
        MinRows = 60;

    public static IReadOnlyList<Baseline> Measure(EvaluationInput input, ulong seed, CancellationToken ct) =>
        [
            .. input
                .Baselines.Where(baseline => baseline.Name != input.Generator)
                .Select(baseline => Measure(input, baseline, seed, ct)),
        ];

    private static Baseline Measure(EvaluationInput input, BaselineGenerator baseline, ulong seed, CancellationToken ct)
    {
        try
        {
            var made = input with
            {
                Synthetic = baseline.Make(input.Train, Math.Min(input.Train.RowCount, MaxRows), seed, ct),
            };
            var space = FeatureSpace.Over(made, ct);
            Sample train = Some(input.Train),
                holdout = Some(input.Holdout),
                synthetic = Some(made.Synthetic);
            int size = Math.Min(train.Rows, synthetic.Rows);
            var nothing = new HashSet<int>();
            double? detection =
                size < MinRows
                    ? null
                    : Detection
                        .CrossFit(
                            Learner.Trees,
                            FeatureMatrix.Of(space, First(train, size), nothing),
                            FeatureMatrix.Of(space, First(synthetic, size), nothing),
                            seed,
                            ct
                        )
                        .Area;
            double[] shapes = ColumnShapes.Scores(space, train, synthetic);
            var (_, trends, _) = PairTrends.Measure(new MatchedSamples(space, train, holdout, synthetic), seed, ct);
            return new Baseline(
                baseline.Name,
                shapes.Length == 0 ? null : shapes.Average(),
                trends.Value,
                detection,
                detection is null ? $"Fewer than {MinRows} rows are too few to tell apart." : null
            );

            Sample Some(Tables.Table table) =>
                space.Encode(
                    table.RowCount <= MaxRows
                        ? table
                        : table.Take(RandomStream.For(seed, "baseline").Choose(table.RowCount, MaxRows))
                );
        }
        catch (RefusedException refusal)
        {
            return new Baseline(baseline.Name, null, null, null, $"Refused: {refusal.Code}.");
        }
    }

    private static Sample First(Sample sample, int rows) => sample.Take([.. Enumerable.Range(0, rows)]);
}

using AethergenAI.Evaluation.Boosting;
using AethergenAI.Evaluation.Fidelity;
using AethergenAI.Evaluation.Learning;
using AethergenAI.Statistics.Kernels;

namespace AethergenAI.Evaluation;

/// <summary>A generator to compare the evaluated one with.</summary>
/// <param name="Make">Learns from the train rows and draws rows.</param>
public sealed record BaselineGenerator(string Name, Regenerate Make);

/// <summary>
/// How a baseline scores on the same rows. A figure that could not be made or measured is null, with a note.
/// </summary>
/// <param name="ColumnShapes">The mean over the columns, in [0, 1].</param>
/// <param name="PairTrends">The mean over the pairs, in [0, 1].</param>
/// <param name="DetectionAuc">The AUC at which boosted trees tell its rows from holdout rows;
/// ½ means that the trees only guess.</param>
public sealed record Baseline(
    string Generator,
    double? ColumnShapes,
    double? PairTrends,
    double? DetectionAuc,
    string? Note = null
);

/// <summary>
/// Fits baselines to the train rows and compares their rows with holdout rows, at most 3,000 of each table. They put
/// the other figures in context; they are no claim.
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
            int size = Math.Min(holdout.Rows, synthetic.Rows);
            var nothing = new HashSet<int>();
            double? detection =
                size < MinRows
                    ? null
                    : Detection
                        .CrossFit(
                            Learner.Trees,
                            FeatureMatrix.Of(space, First(holdout, size), nothing),
                            FeatureMatrix.Of(space, First(synthetic, size), nothing),
                            seed,
                            ct
                        )
                        .Area;
            double[] shapes = ColumnShapes.Scores(space, holdout, synthetic);
            var (_, trends, _) = PairTrends.Measure(new MatchedSamples(space, train, holdout, synthetic), seed, ct);
            return new Baseline(
                baseline.Name,
                shapes.Length == 0 ? null : shapes.Average(),
                trends.Value,
                detection,
                detection is null ? $"Telling the rows apart needs at least {MinRows} rows." : null
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

using AethergenAI.Statistics.Kernels;

namespace AethergenAI.Evaluation.Fidelity;

/// <summary>
/// The share of synthetic rows that equal no seed row in the columns that can be compared;
/// the reference is the holdout's share.
/// </summary>
/// <remarks>
/// The estimand is the average over all rows that this generator, fitted to this seed, can make. Every row is a draw,
/// and the interval is exact.
/// </remarks>
internal static class Novelty
{
    internal static readonly MeasureDescription Description = new(
        "fidelity.novelty",
        "Novelty",
        "Do the synthetic rows differ from the seed rows?",
        "The share of synthetic rows that equal no seed row."
    )
    {
        Scope = IntervalScope.SyntheticDrawnAgain,
    };

    internal static readonly EvaluationStep Step = new("Looking for seed rows", 0.01, [Description], evaluation =>
    {
        evaluation.Add(Measure(evaluation.Input, evaluation.Space));
    });

    public static Measure Measure(EvaluationInput input, FeatureSpace space)
    {
        string[] columns = [.. space.Features.Select(feature => feature.Name)];
        HashSet<ulong> seed = [.. RowKeys.Of(input.Train, columns)];
        int rows = input.Synthetic.RowCount,
            holdout = input.Holdout.RowCount;
        int known = RowKeys.Of(input.Synthetic, columns).Count(seed.Contains),
            fresh = RowKeys.Of(input.Holdout, columns).Count(seed.Contains);
        return new Measure(
            Description.Name,
            1 - ((double)known / rows),
            Proportion.ClopperPearson(rows - known, rows),
            1 - ((double)fresh / holdout)
        );
    }
}

using AethergenAI.Recipes.Designs;
using AethergenAI.Statistics;

namespace AethergenAI.Cards.Analysis;

/// <summary>
/// The factors' shares of the variation between cells, where there is variation to share: noise has shares too, so
/// they are given only where the model beats the residual, corrected for all measures (Holm).
/// </summary>
internal static class ExplainedShares
{
    private const double Level = 0.05;

    internal static IReadOnlyList<MeasureAnalysis> In(
        IReadOnlyList<MeasureAnalysis> measures,
        IReadOnlyDictionary<string, RepeatedMeasure> repeats,
        IReadOnlyList<DesignFactor> factors,
        DesignCells design,
        EffectModel model
    )
    {
        int[] tested = [.. Enumerable.Range(0, measures.Count).Where(at => measures[at].Anova?.Model?.P is not null)];
        double[] adjusted = Multiplicity.Adjust(
            [.. tested.Select(at => measures[at].Anova!.Model!.P!.Value)],
            Correction.Holm
        );
        var beats = tested.Where((_, order) => adjusted[order] <= Level).ToHashSet();
        var known = new Dictionary<string, ShapleyShares?>(StringComparer.Ordinal);
        return
        [
            .. measures.Select(
                (measure, at) =>
                    beats.Contains(at)
                        ? measure with
                        {
                            Shares = Of(measure, repeats[measure.Name], factors, design, model, known),
                        }
                        : measure
            ),
        ];
    }

    /// <param name="known">The model by the cells that were measured.</param>
    private static IReadOnlyList<ExplainedShare> Of(
        MeasureAnalysis measure,
        RepeatedMeasure values,
        IReadOnlyList<DesignFactor> factors,
        DesignCells design,
        EffectModel model,
        Dictionary<string, ShapleyShares?> known
    )
    {
        int[] cells = [.. Enumerable.Range(1, design.Designed).Where(cell => !double.IsNaN(values.Mean(cell)))];
        string key = string.Join(',', cells);
        if (!known.TryGetValue(key, out var shapley))
        {
            known[key] = shapley = ShapleyShares.Of(factors.Count, model, cells);
        }
        if (shapley?.Compute(values) is not { } found)
        {
            return [];
        }
        return
        [
            .. factors
                .Select(
                    (factor, at) =>
                        new ExplainedShare(
                            factor.Name,
                            found.Shares[at],
                            Shown(measure.Anova!.Factors[at].P) ? found.Intervals[at] : FromZero(found.Intervals[at])
                        )
                )
                .OrderByDescending(share => share.Share),
        ];

        static bool Shown(double? p) => p <= Level;
        static Interval? FromZero(Interval? interval) => interval is null ? null : interval with { Low = 0 };
    }
}

using AethergenAI.Evaluation.Costing;

namespace AethergenAI.Evaluation;

/// <summary>
/// All measures, in the order of reports. To add one, add a step to <see cref="Evaluator"/> that describes it.
/// </summary>
public static class MeasureCatalogue
{
    public static readonly IReadOnlyList<MeasureDescription> All =
    [
        .. Evaluator.Steps.SelectMany(step => step.Measures),
        .. CostMeasures.All,
    ];

    private static readonly Dictionary<string, MeasureDescription> ByKey = All.ToDictionary(
        measure => measure.Key,
        StringComparer.Ordinal
    );

    /// <param name="key">For example <c>fidelity.column-shapes</c>.</param>
    /// <returns>Null for a key that no measure has.</returns>
    public static MeasureDescription? Find(string key) => ByKey.GetValueOrDefault(key);

    /// <summary>The measure's title; the key itself where no measure has it.</summary>
    public static string TitleOf(string key) => Find(key)?.Title ?? key;
}

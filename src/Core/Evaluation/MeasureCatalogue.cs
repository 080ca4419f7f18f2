using AethergenAI.Evaluation.Costing;

namespace AethergenAI.Evaluation;

/// <summary>
/// Every measure there is, in the order of reports. A new one is a step of <see cref="Evaluator"/> that describes it.
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

    /// <summary>The measure's title; a name that no measure has, as it stands.</summary>
    public static string TitleOf(string key) => Find(key)?.Title ?? key;
}

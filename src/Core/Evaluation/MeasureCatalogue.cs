using AethergenAI.Evaluation.Costing;

namespace AethergenAI.Evaluation;

/// <summary>
/// All measures, in the order of reports. To add one, add a step to <see cref="Evaluator"/> that describes it.
/// </summary>
public static class MeasureCatalogue
{
    public static readonly IReadOnlyList<MeasureDescription> All = Of(Evaluator.Steps);

    private static readonly Dictionary<string, MeasureDescription> ByKey = All.ToDictionary(
        measure => measure.Key,
        StringComparer.Ordinal
    );

    /// <param name="key">For example <c>fidelity.column-shapes</c>.</param>
    /// <returns>Null for a key that no measure has.</returns>
    public static MeasureDescription? Find(string key) => ByKey.GetValueOrDefault(key);

    /// <param name="described">The measures to look in; null: all.</param>
    internal static MeasureDescription? Find(string key, IReadOnlyList<MeasureDescription>? described) =>
        described is null ? Find(key) : described.FirstOrDefault(measure => measure.Key == key);

    /// <summary>The measures of an evaluation of these steps.</summary>
    internal static IReadOnlyList<MeasureDescription> Of(IEnumerable<EvaluationStep> steps) =>
        [.. steps.SelectMany(step => step.Measures), .. CostMeasures.All];

    /// <summary>The measure's title; the key itself where no measure has it.</summary>
    public static string TitleOf(string key) => Find(key)?.Title ?? key;
}

using AethergenAI.Statistics;

namespace AethergenAI.Evaluation;

/// <summary>A key figure of the product, and its limit.</summary>
/// <param name="Name">The name in reports and summaries.</param>
/// <param name="Title">A short title.</param>
/// <param name="Meaning">What the figure is, in a sentence.</param>
/// <param name="Unit">share (in [0, 1]), times or seconds.</param>
/// <param name="Limit">In the figure's unit.</param>
/// <param name="Rule">The limit in words.</param>
public sealed record KpiLimit(string Name, string Title, string Meaning, string Unit, double Limit, string Rule)
{
    /// <summary>Whether a figure must reach the limit, or stay below it.</summary>
    public Better Better { get; init; } = Better.Lower;

    public static readonly KpiLimit Utility = new(
        "utility",
        "Task utility, synthetic ÷ real",
        "How well a model trained on synthetic rows predicts real rows, as a share of what training on real rows "
            + "reaches (TSTR ÷ TRTR).",
        "share",
        0.9,
        "≥ 0.90 of real training, on the lower 95 % bound"
    )
    {
        Better = Better.Higher,
    };

    public static readonly KpiLimit AttackSuccess = new(
        "attack-success",
        "Attack success",
        "What the worst of the privacy attacks gains over the same attack on rows that the generator never saw.",
        "share",
        0.05,
        "< 0.05 on the upper 95 % bound"
    );

    public static readonly KpiLimit Cost = new(
        "cost",
        "Cheaper by",
        "How many times less processor time fit and sampling take than those of the recipe’s baseline, at comparable "
            + "utility.",
        "times",
        5,
        "≥ 5 times cheaper than the baseline"
    )
    {
        Better = Better.Higher,
    };

    public static readonly KpiLimit TimeToFirstResult = new(
        "time-to-first-result",
        "Time to the first result",
        "From launching the recipe to its first trial’s report, pauses included.",
        "seconds",
        5 * 60,
        "< 5 minutes"
    );

    public static readonly KpiLimit TimeToResults = new(
        "time-to-results",
        "Time to results",
        "From launching the recipe to its last trial’s report, pauses included.",
        "seconds",
        30 * 60,
        "< 30 minutes"
    );

    public static readonly IReadOnlyList<KpiLimit> All =
    [
        Utility,
        AttackSuccess,
        Cost,
        TimeToFirstResult,
        TimeToResults,
    ];

    /// <summary>The figure's title; the name itself where there is no such figure.</summary>
    public static string TitleOf(string name) => All.FirstOrDefault(limit => limit.Name == name)?.Title ?? name;

    /// <summary>Whether all of the interval lies on the right side of the limit.</summary>
    internal bool IsMetBy(Interval interval) => Better == Better.Higher ? interval.Low >= Limit : interval.High < Limit;

    /// <returns>The figure, marked as not measured.</returns>
    public Kpi NotMeasured(string why) => new(Name, null, null, Verdict.NotMeasured, Rule, why);
}

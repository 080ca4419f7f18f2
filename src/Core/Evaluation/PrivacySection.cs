using AethergenAI.Statistics;

namespace AethergenAI.Evaluation;

public sealed record PrivacySection(string Claim, IReadOnlyList<Attack> Attacks)
{
    public SelfTest? SelfTest { get; init; }

    /// <summary>How many seed rows stand out as vulnerable; which ones is kept apart from the report.</summary>
    public VulnerableCount? Vulnerable { get; init; }
}

/// <summary>Seed rows are copied into the table on purpose, and the attacks have to find them.</summary>
/// <param name="Outcome">pass, or invalid where a planted leak went unseen.</param>
public sealed record SelfTest(Verdict Outcome, IReadOnlyList<Plant> Plants);

/// <param name="Share">Of the synthetic rows that were replaced by seed rows.</param>
/// <param name="Attack">The attack that has to find it.</param>
public sealed record Plant(double Share, string Attack, double Estimate, Interval Interval, bool Found);

/// <param name="Expected">How many would stand out by chance, if none had been in the seed.</param>
public sealed record VulnerableCount(int Records, double Expected);

/// <summary>An attack judged against a control group from the holdout.</summary>
/// <param name="Estimate">Success in excess of the control.</param>
/// <param name="Control">Success against rows that the generator never saw.</param>
/// <param name="SampleSizeNeeded">Where underpowered.</param>
public sealed record Attack(
    string Name,
    string Question,
    Verdict Verdict,
    double? Estimate,
    Interval? Interval,
    double? Success,
    double? Control,
    int? SampleSizeNeeded = null
)
{
    /// <summary>The attack fails the table where the interval's lower end lies above it.</summary>
    public double Limit { get; init; } = KpiLimit.AttackSuccess.Limit;

    /// <summary>An attack before it is carried out.</summary>
    internal static Attack Asking(MeasureDescription description) =>
        new(description.Name, description.Question, Verdict.NotMeasured, null, null, null, null);

    /// <summary>What the same attack gets, by chance, from fresh real rows in the synthetic rows' place.</summary>
    public double? Fresh { get; init; }

    /// <summary>
    /// auc, tpr-at-1-percent, tpr-at-0.1-percent; or a figure for each column or split that was tried.
    /// </summary>
    public IReadOnlyList<Measure> Details { get; init; } = [];

    public string? Note { get; init; }
}

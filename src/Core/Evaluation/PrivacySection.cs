using System.Globalization;
using System.Text.Json.Serialization;
using AethergenAI.Evaluation.Attacks;
using AethergenAI.Statistics;

namespace AethergenAI.Evaluation;

/// <param name="Claim">What the model that made the rows claims of its differential privacy, in words.</param>
public sealed record PrivacySection(string Claim, IReadOnlyList<Attack> Attacks)
{
    /// <summary>What the report itself is not, in words; null where there is no claim that it might seem to share.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? NotCovered =>
        Claim is EvaluationInput.NotKnown or EvaluationInput.NoPrivacy
            ? null
            : "This report compares the rows with real ones, outside the ledger: no ε bounds what it tells.";

    public SelfTest? SelfTest { get; init; }

    /// <summary>How many seed rows stand out as vulnerable; the report does not say which ones.</summary>
    public VulnerableCount? Vulnerable { get; init; }
}

/// <summary>
/// The self-test of the attacks: seed rows are copied into the table on purpose, and the attacks must find them.
/// </summary>
/// <param name="Outcome">pass; invalid where no attack found a word-for-word leak that is large enough to be found;
/// not-measured where there are too few rows for any to be found.</param>
public sealed record SelfTest(Verdict Outcome, IReadOnlyList<Plant> Plants)
{
    /// <summary>
    /// With how many synthetic rows the test could be run, roughly; null where it can, or a million would not do.
    /// </summary>
    public int? RowsNeeded { get; init; }

    /// <summary>Which kinds of leak the attacks found, and at which share of the rows.</summary>
    public string Sensitivity =>
        string.Join(
            "; ",
            Plants
                .GroupBy(plant => plant.Kind)
                .Select(kind =>
                    $"{kind.Key}: "
                    + string.Join(
                        ", ",
                        kind.GroupBy(plant => plant.Share)
                            .Select(share =>
                                string.Create(CultureInfo.InvariantCulture, $"{100 * share.Key:0} % of the rows ")
                                + (share.Any(plant => plant.Found) ? "found" : "not found")
                            )
                    )
                )
        );
}

/// <param name="Share">The share of the synthetic rows that were replaced by seed rows.</param>
/// <param name="Attack">The attack that must find the leak.</param>
public sealed record Plant(double Share, string Attack, double Estimate, Interval Interval, bool Found)
{
    /// <summary>How the seed rows were planted: word for word, or changed in a known way.</summary>
    public string Kind { get; init; } = "word for word";
}

/// <param name="Expected">How many rows would stand out by chance, if none of them had been in the seed.</param>
public sealed record VulnerableCount(int Records, double Expected);

/// <summary>
/// By how much more an attack succeeds on seed rows than on rows that the generator never saw, in shares of the rows
/// that are attacked (2·AUC − 1 for membership), less what chance differences between them explain.
/// </summary>
/// <param name="Low">Its lower 97.5 % bound, simultaneous over the attacks of a gate.</param>
/// <param name="High">Its upper 95 % bound.</param>
/// <param name="Allowed">The attack passes where <paramref name="High"/> lies below.</param>
/// <param name="Fresh">What the attack gains with fresh real rows in place of the synthetic ones; null where there are
/// so many rows that chance does not matter.</param>
public sealed record AttackGain(double Estimate, double Low, double High, double Allowed, double? Fresh = null);

/// <summary>An attack, compared with a control group from the holdout.</summary>
/// <param name="Estimate">The success beyond that against the control group.</param>
/// <param name="Control">Success against rows that the generator never saw.</param>
/// <param name="SampleSizeNeeded">The rows with which a table that leaks nothing passes in four of five cases, where
/// the attack is underpowered.</param>
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
    /// <summary>The attack fails the table where the interval's lower end is above this limit.</summary>
    public double Limit { get; init; } = KpiLimit.AttackSuccess.Limit;

    /// <summary>An attack before it runs.</summary>
    internal static Attack Asking(MeasureDescription description) =>
        new(description.Name, description.Question, Verdict.NotMeasured, null, null, null, null)
        {
            Estimand = description.Scope?.Of,
        };

    /// <summary>What the gates judge; null where the attack was not judged.</summary>
    public AttackGain? Gain { get; init; }

    /// <summary>The gain before it is judged, of each way to attack; null: the estimate itself.</summary>
    internal IReadOnlyList<GroupGain>? Gained { get; init; }

    /// <summary>The rows behind the gain's interval.</summary>
    internal int Rows { get; init; }

    /// <summary>
    /// The success that the same attack has by chance, with fresh real rows in place of the synthetic rows.
    /// </summary>
    public double? Fresh { get; init; }

    /// <summary>
    /// auc, tpr-at-1-percent, tpr-at-0.1-percent; or a figure for each column or split that was tried.
    /// </summary>
    public IReadOnlyList<Measure> Details { get; init; } = [];

    public string? Note { get; init; }

    /// <summary>What the estimate is an estimate for.</summary>
    public Estimand? Estimand { get; init; }
}

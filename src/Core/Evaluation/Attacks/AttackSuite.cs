using AethergenAI.Evaluation.Fidelity;
using AethergenAI.Statistics.Kernels;
using AethergenAI.Tables;

namespace AethergenAI.Evaluation.Attacks;

/// <summary>
/// Attacks on the people in the seed, each with a control group from the holdout, and a test whether the attacks would
/// find a leak at all. Attacks that find nothing are no proof of privacy.
/// </summary>
internal static class AttackSuite
{
    internal static readonly EvaluationStep Step = new(
        "Attacking",
        0.25,
        [
            Replay.Exact,
            Replay.Near,
            Replay.Nearest,
            IdentityReplay.Values,
            IdentityReplay.Combinations,
            Membership.Distance,
            Membership.Density,
            SinglingOut.OneColumn,
            SinglingOut.SeveralColumns,
            Linkability.Description,
            AttributeInference.Description,
            ShadowModels.Description,
        ],
        evaluation =>
        {
            evaluation.Attacked = Run(
                evaluation.Input,
                evaluation.Space,
                evaluation.Options,
                evaluation.NotMeasured,
                evaluation.Reached,
                evaluation.Ct
            );
        }
    );

    /// <summary>An attack fails above this share and passes below it; the ends of the interval decide.</summary>
    public static readonly double Limit = KpiLimit.AttackSuccess.Limit;

    /// <summary>Copies beyond chance fail above this share.</summary>
    public const double CopyLimit = 0.001;

    private const int MaxRows = 20_000;
    private const int MinRows = 20;

    public static AttackResults Run(
        EvaluationInput input,
        FeatureSpace space,
        EvaluationOptions options,
        ICollection<NotMeasured> notMeasured,
        Action<double> reached,
        CancellationToken ct
    )
    {
        var on = AttackSamples.Of(input, space, Rows(options), options.Seed);
        var copies = Replay.ExactCopies(on.Input, on.ColumnNames, on.Seed);
        var attacks = new List<Attack> { Replay.ExactCopies(on, copies.Excess) };
        attacks.AddRange(new[] { IdentityReplay.OfValues(input), IdentityReplay.OfCombinations(on) }.OfType<Attack>());
        if (Math.Min(on.Size, on.Synthetic.Rows) < MinRows)
        {
            notMeasured.Add(
                new NotMeasured(
                    "privacy: attacks",
                    $"The attacks need {MinRows} rows of each table; the smallest table has "
                        + $"{Math.Min(on.Size, on.Synthetic.Rows)}."
                )
            );
            return new AttackResults(AttackGates.Judge(attacks), null, null, []);
        }

        float[][] synthetic = on.SyntheticPoints;
        var distances = Distances.Of(on, synthetic, ct);
        attacks.Add(Replay.NearCopies(on, distances));
        attacks.Add(Replay.NearestRecord(distances));
        reached(0.2);
        var density = Members(on, attacks, ct);
        reached(0.4);
        SingleOut(on, attacks, notMeasured, ct);
        reached(0.6);
        if (space.Features.Count < 2)
        {
            notMeasured.Add(
                new NotMeasured("linkability, attribute-inference", "These attacks need two comparable columns.")
            );
        }
        else
        {
            attacks.Add(Link(on, ct));
            attacks.Add(Infer(on, ct));
        }

        if (ShadowModels.Run(on, options, notMeasured, ct) is { } shadow)
        {
            attacks.Add(shadow);
        }
        reached(0.8);
        var vulnerable = VulnerableRecords.Of(on, density, ct);
        return new AttackResults(
            AttackGates.Judge(attacks),
            PlantedLeak.Test(on, distances, copies, options.Effort, ct),
            vulnerable.Count,
            vulnerable.Records
        );
    }

    /// <summary>
    /// The number of rows of a table that attacks look at; the search for exact copies looks at all rows.
    /// </summary>
    public static int Rows(EvaluationOptions options) => Math.Min(MaxRows, options.MaxRows);

    /// <summary>
    /// Fails where the interval's lower end is above <paramref name="failAbove"/>, passes where its upper end is below
    /// 5 %, and is underpowered otherwise.
    /// </summary>
    /// <param name="rows">The number of rows behind the interval, from which the sample size
    /// needed is estimated.</param>
    public static Attack Judge(Attack attack, ExcessSuccess excess, int rows, double failAbove)
    {
        var interval = excess.Interval;
        var unlessItFails = interval.High < Limit ? Verdict.Pass : Verdict.Underpowered;
        var verdict = interval.Low > failAbove ? Verdict.Fail : unlessItFails;
        attack = attack with
        {
            Verdict = verdict,
            Estimate = excess.Estimate,
            Interval = interval,
            Success = excess.Success,
            Control = excess.Control,
            Limit = failAbove,
            Rows = rows,
        };
        if (verdict != Verdict.Underpowered)
        {
            return attack;
        }

        // Half-widths shrink with √n. A table that leaks nothing passes in four of five cases where half the width is
        // Limit·1.96/(1.96 + 0.84). The estimate has no part in this: it is noisy, and would make N differ tenfold
        // between tables of one generator.
        double half = (interval.High - interval.Low) / 2,
            enough = Limit * SpecialFunctions.Normal975 / (SpecialFunctions.Normal975 + SpecialFunctions.Normal80);
        return attack with
        {
            SampleSizeNeeded = (int)
                Math.Min(int.MaxValue, Math.Ceiling(rows * Math.Max(1.05, half * half / (enough * enough)))),
        };
    }

    /// <returns>The scores by density.</returns>
    private static MembershipScores Members(AttackSamples on, List<Attack> attacks, CancellationToken ct)
    {
        var fresh = on.Size > FreshNeighbours.MaxRows ? null : FreshNeighbours.Distances(on, ct);
        var byDistance = Membership.ByDistance(on, on.SyntheticPoints, ct);
        var density = Membership.ByDensity(on, on.SyntheticPoints, ct);
        attacks.Add(
            Membership.Judge(Membership.Distance, byDistance) with
            {
                Gained = [Membership.Gain(byDistance, fresh)],
            }
        );
        attacks.Add(
            Membership.Judge(Membership.Density, density) with
            {
                Gained = fresh is null ? null : [Membership.DensityGain(on, byDistance, fresh, ct)],
            }
        );
        return density;
    }

    private static void SingleOut(
        AttackSamples on,
        List<Attack> attacks,
        ICollection<NotMeasured> notMeasured,
        CancellationToken ct
    )
    {
        var univariate = SinglingOut.Univariate(on, out int tried, ct);
        Add(SinglingOut.OneColumn, univariate, tried);
        var multivariate = SinglingOut.Multivariate(on, out tried, ct);
        Add(SinglingOut.SeveralColumns, multivariate, tried);

        void Add(MeasureDescription description, Tally tally, int tried)
        {
            if (tried == 0)
            {
                notMeasured.Add(
                    new NotMeasured(description.Name, "No description fits exactly one synthetic row.", Blocks: false)
                );
                return;
            }
            attacks.Add(
                Judge(
                    Attack.Asking(description) with
                    {
                        Note = $"{tried:N0} descriptions tried.",
                    },
                    tally.Relative(tried),
                    tried,
                    Limit
                ) with
                {
                    Gained = [tally.Records(on.Size)],
                    Rows = on.Size,
                }
            );
        }
    }

    private static Attack Link(AttackSamples on, CancellationToken ct)
    {
        var splits = Linkability.Of(on, on.SyntheticPoints, ct);
        return Judge(
            Attack.Asking(Linkability.Description) with
            {
                Details = [.. splits.Every.Select((split, at) => split.AsMeasure($"split {at + 1}"))],
                Note =
                    $"Split {splits.Chosen + 1} of {splits.Every.Count}: one half of the rows chose it, the other "
                    + "gives the estimate. The intervals of the splits hold simultaneously.",
                Gained = splits.Gains,
            },
            splits.Estimate,
            on.Size,
            Limit
        );
    }

    private static Attack Infer(AttackSamples on, CancellationToken ct)
    {
        int[] sensitive = AttributeInference.SensitiveColumns(on.Space);
        int half = on.Size / 2;
        int[] first = [.. Enumerable.Range(0, half)],
            second = [.. Enumerable.Range(half, on.Size - half)];
        float[][] control = MixedPoints.Take(on.HoldoutPoints, first),
            fresh = MixedPoints.Take(on.HoldoutPoints, second);
        var columns = AttributeInference.Of(
            on.Space,
            sensitive,
            on.TrainPoints,
            on.HoldoutPoints,
            on.SyntheticPoints,
            ct
        );
        double byChance = AttributeInference
            .Of(on.Space, sensitive, on.TrainPoints, control, fresh, ct)
            .Estimate.Estimate;
        bool declared = on.Space.Features[sensitive[0]].Column.Role == ColumnRole.Sensitive;
        string which = declared ? "sensitive columns" : "columns, because the schema marks none as sensitive";
        return Judge(
            Attack.Asking(AttributeInference.Description) with
            {
                Details = [.. sensitive.Zip(columns.Every, (f, column) => column.AsMeasure(on.Space.Features[f].Name))],
                Fresh = byChance,
                Gained = columns.Gains,
                Note =
                    $"'{on.Space.Features[sensitive[columns.Chosen]].Name}' of {sensitive.Length} {which}: one half of "
                    + "the rows chose it, the other gives the estimate. The intervals of the columns hold "
                    + $"simultaneously. Fresh real rows in place of the synthetic ones reach {byChance:0.000}.",
            },
            columns.Estimate,
            on.Size,
            Limit
        );
    }
}

internal sealed record AttackResults(
    IReadOnlyList<Attack> Attacks,
    SelfTest? SelfTest,
    VulnerableCount? Vulnerable,
    IReadOnlyList<VulnerableRecord> Records
);

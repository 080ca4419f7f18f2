using AethergenAI.Evaluation;
using AethergenAI.Evaluation.Attacks;
using AethergenAI.Runs;
using AethergenAI.Statistics;

namespace AethergenAI.Core.Tests.Evidence;

/// <summary>A report whose figures give its gates the verdicts that they have.</summary>
internal static class FinishedReport
{
    /// <param name="gates">All five.</param>
    /// <param name="ratio">Usefulness, where its gate passes.</param>
    public static EvaluationReport Of(
        ReportVerdict verdict,
        IReadOnlyList<QualityGate> gates,
        TrialRecord record,
        double ratio
    )
    {
        Verdict Of(string gate) => gates.Single(one => one.Name == gate).Verdict;
        var selfTest = new SelfTest(
            Of("private") == Verdict.Invalid ? Verdict.Invalid : Verdict.Pass,
            [new Plant(0.1, "exact-copies", 0, new Interval(-0.1, 0.1), Of("private") != Verdict.Invalid)]
        );
        Attack[] attacks =
        [
            Judged("exact-copies", AttackSuite.CopyLimit, 0, Of("not-a-copy")),
            .. Of("private") == Verdict.NotMeasured
                ? Array.Empty<Attack>()
                : [Judged("membership-inference", AttackSuite.Limit, 0.5, Of("private"))],
        ];
        var utility = Utility(Of("useful") == Verdict.Pass, ratio);
        return new EvaluationReport
        {
            Version = 5,
            Subject = new ReportSubject(
                record.SchemaHash,
                record.TrainRows,
                record.HoldoutRows,
                (int)record.Sampling!.Rows,
                "Size",
                record.Generator
            ),
            Verdict = verdict,
            Gates = gates,
            Kpis = KpiVerdicts.Kpis(utility, new AttackResults(attacks, selfTest, null, [])),
            Fidelity = new FidelitySection(
                [
                    new Measure("column-shapes", 0.9),
                    new Measure("constraint-validity", 1, new Interval(0.99, 1), 1),
                    Around("detection-auc", Of("faithful") == Verdict.Pass ? 0.5 : 0.8),
                ],
                [new ColumnShape("Size", ShapeMetric.Tv, 0.9, new Interval(0.88, 0.92), 0.9, [], [], [])],
                []
            ),
            Utility = utility,
            Privacy = new PrivacySection(record.Privacy?.Words ?? EvaluationInput.NoPrivacy, attacks)
            {
                SelfTest = selfTest,
            },
            Dial = new Dial(12.5, null, false, [], ""),
            Cost = new Cost(1, 2, 3, 4, 2000, 20),
        };
    }

    private static UtilitySection Utility(bool passes, double ratio) =>
        new(
            "Size",
            "trees",
            "auc",
            [
                Around("tstr", 0.7),
                Around("ratio", passes ? ratio : 0.8),
                Around("ratio-above-chance", passes ? 0.95 : 0.6),
            ]
        )
        {
            Learners = [new LearnerUtility("trees", Around("ratio", passes ? ratio : 0.8), [])],
        };

    private static Measure Around(string name, double value) =>
        new(name, value, new Interval(value - 0.02, value + 0.02));

    private static Attack Judged(string name, double limit, double control, Verdict verdict)
    {
        // A fail gains .3 of what the control leaves to gain; what is underpowered has a wide interval.
        double gained = verdict == Verdict.Fail ? 0.3 : 0,
            reach = verdict == Verdict.Underpowered ? 0.2 : 0.02;
        return new Attack(
            name,
            "",
            verdict is Verdict.Fail or Verdict.Underpowered ? verdict : Verdict.Pass,
            gained,
            new Interval(gained - reach, gained + reach),
            control + (gained * (1 - control)),
            control
        )
        {
            Limit = limit,
            Gain = new AttackGain(gained, gained - reach, gained + reach, AttackSuite.Limit),
        };
    }
}

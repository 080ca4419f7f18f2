using AethergenAI.Evaluation;

namespace AethergenAI.Core.Tests.Evaluation;

public class TrialMeasuresTests
{
    private static readonly EvaluationReport Report = new()
    {
        Subject = new ReportSubject("", 1, 1, 1, "y", null),
        Verdict = new ReportVerdict(Verdict.Pass, ""),
        Kpis = [],
        Fidelity = new FidelitySection([new Measure("column-shapes", 0.9), new Measure("missingness", null)], [], []),
        Utility = new UtilitySection("y", "trees", "auc", [new Measure("tstr", 0.7), new Measure("ratio", 0.9)])
        {
            Learners =
            [
                new LearnerUtility(
                    "linear",
                    new Measure("ratio", 0.8),
                    [new SetupUtility(LearnerSetup.Tstr, [new Measure("auc", 0.6), new Measure("accuracy", 0.5)])]
                ),
                new LearnerUtility("trees", new Measure("ratio", 0.9), []),
            ],
        },
        Privacy = new PrivacySection("none", []),
        Dial = new Dial(null, null, true, [], ""),
        Cost = new Cost(null, null, null, null, null, null),
    };

    [Fact]
    public void What_was_not_measured_is_absent() =>
        Assert.Equal(
            ["fidelity.column-shapes", "utility.linear.ratio", "utility.ratio", "utility.trees.ratio", "utility.tstr"],
            TrialMeasures.Of(Report).Keys
        );

    // The largest of several inferences is above 0 for fresh real rows too: they reach .177 where these get .126.
    [Fact]
    public void An_attack_counts_beyond_what_it_gains_from_fresh_rows()
    {
        var attack = new Attack("attribute-inference", "", Verdict.Pass, 0.126, null, null, null) { Fresh = 0.177 };
        var report = Report with
        {
            Privacy = new PrivacySection("none", [attack, attack with { Name = "linkability", Fresh = null }]),
        };
        var measures = TrialMeasures.Of(report);

        Assert.Equal(
            (-0.051, 0.126),
            (Math.Round(measures["privacy.attribute-inference"], 9), measures["privacy.linkability"])
        );
    }

    [Theory]
    [InlineData(null, 0.9, 0.7)]
    [InlineData("trees", 0.9, 0.7)]
    [InlineData("linear", 0.8, 0.6)]
    public void Usefulness_is_by_the_learner_that_the_recipe_names(string? downstream, double ratio, double score)
    {
        var measures = TrialMeasures.Of(Report, downstream);

        Assert.Equal((ratio, score), (measures["utility.ratio"], measures["utility.tstr"]));
    }

    [Fact]
    public void A_learner_that_was_not_at_hand_leaves_usefulness_unmeasured() =>
        Assert.False(TrialMeasures.Of(Report, "network").ContainsKey("utility.ratio"));
}

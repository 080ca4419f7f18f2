using AethergenAI.Evaluation;
using AethergenAI.Evaluation.Report;
using AethergenAI.Statistics;

namespace AethergenAI.Core.Tests.Evaluation;

public sealed class EstimandTests
{
    private static readonly EvaluationReport Report = People.Evaluate(
        People.Draw(400, 1),
        People.Draw(400, 2),
        People.Draw(400, 3)
    );

    [Fact]
    public void Every_measure_that_is_estimated_says_what_its_interval_covers_and_no_counted_one_does() =>
        Assert.All(MeasureCatalogue.All, measure =>
        {
            bool counted = measure.Section == "cost" || measure.Key == "privacy.epsilon";
            Assert.Equal(counted, measure.Scope is null);
        });

    [Fact]
    public void Every_interval_of_a_report_stands_beside_its_estimand()
    {
        var figures = Report
            .Fidelity.Overall.Concat(Report.Fidelity.Rules)
            .Concat(Report.Utility.Measures)
            .Concat(Report.Utility.Learners.SelectMany(learner => learner.Setups.SelectMany(setup => setup.Scores)))
            .Concat(Report.Utility.Learners.Select(learner => learner.Ratio!))
            .Select(measure => (measure.Name, measure.Interval, measure.Estimand))
            .Concat(Report.Privacy.Attacks.Select(attack => (attack.Name, attack.Interval, attack.Estimand)))
            .Concat(Report.Kpis.Select(kpi => (kpi.Name, kpi.Interval, kpi.Estimand)))
            .ToArray();
        Assert.True(figures.Length > 40);
        Assert.All(figures.Where(figure => figure.Interval is not null), figure =>
            Assert.True(figure.Estimand is Estimand.Table or Estimand.FittedModel, figure.Name)
        );
    }

    [Fact]
    public void The_page_names_the_estimand_beside_the_figures()
    {
        string page = HtmlReport.Render(Report);
        Assert.Contains("of this fitted model", page, StringComparison.Ordinal);
        Assert.Contains("of this table", page, StringComparison.Ordinal);
        Assert.Contains(MeasureCatalogue.Find("fidelity.column-shapes")!.Scope!.Words, page, StringComparison.Ordinal);
    }

    // The worst of k groups is another one in another table, so the interval must hold the own mean of whichever came
    // out worst. 300 repetitions of 95 %: four standard errors below are .95 − 4·√(.95·.05/300) = .90.
    // With intervals that hold one by one, coverage was .63 to .71.
    [Fact]
    [Trait("Speed", "Slow")]
    public void The_interval_of_the_worst_group_holds_that_groups_own_mean()
    {
        var drawn = Enumerable
            .Range(1, 300)
            .AsParallel()
            .Select(draw =>
            {
                var input = new EvaluationInput(
                    People.Schema,
                    People.Draw(400, (ulong)draw * 31),
                    People.Draw(400, ((ulong)draw * 31) + 1),
                    People.Draw(400, ((ulong)draw * 31) + 2)
                );
                var space = FeatureSpace.Over(input);
                return AethergenAI
                    .Evaluation.Fidelity.Subgroups.Measure(
                        new MatchedSamples(
                            space,
                            space.Encode(input.Train),
                            space.Encode(input.Holdout),
                            space.Encode(input.Synthetic)
                        ),
                        (ulong)draw,
                        [],
                        default
                    )
                    .Groups;
            })
            .ToArray();
        var means = drawn
            .SelectMany(groups => groups)
            .GroupBy(group => (group.Column, group.Level))
            .ToDictionary(group => group.Key, group => group.Average(one => one.Value));
        int covered = drawn.Count(groups => Holds(groups[0].Interval, means[(groups[0].Column, groups[0].Level)]));
        Assert.True(covered >= 0.9 * drawn.Length, $"{covered} of {drawn.Length}");

        static bool Holds(Interval interval, double value) => interval.Low <= value && value <= interval.High;
    }
}

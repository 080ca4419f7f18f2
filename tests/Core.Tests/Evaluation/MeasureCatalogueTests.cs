using AethergenAI.Evaluation;
using AethergenAI.Pipeline;

namespace AethergenAI.Core.Tests.Evaluation;

public sealed class MeasureCatalogueTests
{
    private static readonly EvaluationReport Report = People.Evaluate(
        People.Draw(400, 1),
        People.Draw(400, 2),
        People.Draw(400, 3)
    );

    [Fact]
    public void Every_measure_of_a_report_is_described()
    {
        Assert.NotEmpty(TrialMeasures.Of(Report));
        Assert.All(TrialMeasures.Of(Report).Keys, key => Assert.NotNull(MeasureCatalogue.Find(key)));
    }

    [Fact]
    public void Every_figure_lies_in_the_range_that_is_described() => Assert.All(TrialMeasures.Of(Report), figure =>
        {
            var measure = MeasureCatalogue.Find(figure.Key)!;
            Assert.InRange(
                figure.Value,
                measure.Minimum ?? double.NegativeInfinity,
                measure.Maximum ?? double.PositiveInfinity
            );
        });

    [Fact]
    public void The_report_says_what_its_measures_are() => Assert.Equal(MeasureCatalogue.All, Report.Measures);

    [Fact]
    public void The_overall_figures_stand_in_the_catalogues_order()
    {
        string[] order = [.. MeasureCatalogue.All.Select(measure => measure.Key)];
        int[] places = [.. Report.Fidelity.Overall.Select(measure => Array.IndexOf(order, $"fidelity.{measure.Name}"))];

        Assert.Equal(places.Order(), places);
    }

    [Fact]
    public void A_description_is_whole() => Assert.All(MeasureCatalogue.All, measure =>
        {
            Assert.Matches("^[a-z]+(-[a-z]+)*(\\.[a-z0-9]+(-[a-z0-9]+)*)*$", measure.Key);
            Assert.EndsWith("?", measure.Question, StringComparison.Ordinal);
            Assert.EndsWith(".", measure.Meaning, StringComparison.Ordinal);
            Assert.DoesNotContain(MeasureCatalogue.All, other => other != measure && other.Title == measure.Title);
        });

    [Theory]
    [InlineData("utility.ratio", Better.Higher)]
    [InlineData("fidelity.detection-auc", Better.Lower)]
    [InlineData("privacy.membership-inference", Better.Lower)]
    [InlineData("collapse-risk", Better.Lower)]
    [InlineData("cost.wall-seconds", Better.Lower)]
    [InlineData("series.autocorrelation", Better.Higher)]
    public void A_measure_knows_which_way_is_better(string key, Better better) =>
        Assert.Equal(better, MeasureCatalogue.Find(key)!.Better);
}

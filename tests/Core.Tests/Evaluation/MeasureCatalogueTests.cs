using System.Runtime.CompilerServices;
using AethergenAI.Evaluation;
using AethergenAI.Evaluation.Report;

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
    public void Every_figure_of_fidelity_is_on_the_page_and_in_the_record_of_a_trial()
    {
        string page = HtmlReport.Render(Report, null);
        var figures = TrialMeasures.Of(Report);
        Assert.True(Report.Fidelity.Overall.Count > 10);
        Assert.All(Report.Fidelity.Overall, measure =>
        {
            string key = $"fidelity.{measure.Name}";
            Assert.Contains($">{MeasureCatalogue.TitleOf(key)}</span>", page, StringComparison.Ordinal);
            Assert.Equal(measure.Value, figures[key]);
            Assert.Equal(MeasureCatalogue.Find(key)!.Scope?.Of, measure.Estimand);
        });
    }

    /// <summary>docs/architecture.md says so of a new measure, and takes this one as the example.</summary>
    [Fact]
    public void A_measure_of_fidelity_is_one_file_and_one_line()
    {
        string source = Path.GetFullPath(Path.Combine(Here(), "..", "..", "..", ".."));
        string[] naming =
        [
            .. new[] { "src", "web/src" }
                .SelectMany(part =>
                    Directory.EnumerateFiles(Path.Combine(source, part), "*.*", SearchOption.AllDirectories)
                )
                .Where(file => Path.GetExtension(file) is ".cs" or ".ts" or ".tsx")
                .Where(file => !file.Contains("/obj/", StringComparison.Ordinal) && !file.EndsWith(".d.ts"))
                .Where(file => File.ReadAllText(file).Contains("novelty", StringComparison.OrdinalIgnoreCase))
                .Select(Path.GetFileName)!,
        ];
        Assert.Equal(["Evaluator.cs", "Novelty.cs"], naming.Order());
    }

    private static string Here([CallerFilePath] string here = "") => here;

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

using System.Text.Json;
using AethergenAI.Evaluation;
using AethergenAI.Evaluation.Report;

namespace AethergenAI.Core.Tests.Evaluation;

/// <summary>
/// A section of its own is one step: everything below comes from the invented one, which no file of the product knows.
/// </summary>
public sealed class ReportSectionTests
{
    private static readonly MeasureDescription Balance = new(
        "energy.balance",
        "Energy balance",
        "Does as much go in as comes out?",
        "1 − the mean difference <of> both."
    )
    {
        Scope = IntervalScope.SyntheticDrawnAgain,
    };

    private static readonly EvaluationStep Step = new("Weighing", 0.01, [Balance], evaluation =>
        evaluation.Add(
            new ReportSection(
                "energy",
                "Energy & matter",
                "What goes in <and> out.",
                [new Measure(Balance.Name, 0.75, null, 0.9)]
            )
            {
                Tables = [new("By source", ["Source", "In", "Out"], [new("<Sun>", [0.5, null])])],
            }
        )
    );

    private static readonly EvaluationReport Report = Evaluate([.. Evaluator.Steps, Step]);

    private static readonly string Page = HtmlReport.Render(Report, null);

    [Fact]
    public void Its_figures_say_what_they_estimate_and_the_report_describes_them()
    {
        var figure = Assert.Single(Assert.Single(Report.Sections!).Measures);
        Assert.Equal(IntervalScope.SyntheticDrawnAgain.Of, figure.Estimand);
        Assert.Contains(Balance, Report.Measures);
        Assert.Equal("energy", Balance.Section);
    }

    [Fact]
    public void It_is_in_report_json_and_comes_back_from_there()
    {
        string json = JsonSerializer.Serialize(Report, Json.Options);
        var back = JsonSerializer.Deserialize<EvaluationReport>(json, Json.Options)!;
        Assert.Equal([0.5, null], Assert.Single(Assert.Single(back.Sections!).Tables).Rows[0].Values);
        Assert.Equal(
            JsonSerializer.Serialize(Report.Sections, Json.Options),
            JsonSerializer.Serialize(back.Sections, Json.Options)
        );
    }

    [Fact]
    public void It_is_a_part_of_the_page_with_title_text_figures_and_tables()
    {
        Assert.Contains("<details class='part' id='energy'>", Page, StringComparison.Ordinal);
        Assert.Contains("<h2>Energy &amp; matter</h2>", Page, StringComparison.Ordinal);
        Assert.Contains("What goes in &lt;and&gt; out.", Page, StringComparison.Ordinal);
        Assert.Contains(">Energy balance</span>", Page, StringComparison.Ordinal);
        Assert.Contains("<caption>By source</caption>", Page, StringComparison.Ordinal);
        Assert.Contains("&lt;Sun&gt;", Page, StringComparison.Ordinal);
    }

    [Fact]
    public void Recipes_summaries_and_cards_know_its_figures() =>
        Assert.Equal(0.75, TrialMeasures.Of(Report)["energy.balance"]);

    [Fact]
    public void A_report_without_one_is_as_it_was()
    {
        var without = Evaluate(Evaluator.Steps);
        Assert.Null(without.Sections);
        Assert.DoesNotContain(
            "\"sections\"",
            JsonSerializer.Serialize(without, Json.Options),
            StringComparison.Ordinal
        );
    }

    private static EvaluationReport Evaluate(IReadOnlyList<EvaluationStep> steps) =>
        Evaluator.Evaluate(
            steps,
            new EvaluationInput(People.Schema, People.Draw(200, 1), People.Draw(200, 2), People.Draw(200, 3)),
            new EvaluationOptions { Effort = Effort.Quick },
            new Progress<RunProgress>(),
            CancellationToken.None
        );
}

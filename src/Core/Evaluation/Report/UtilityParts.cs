using System.Text;
using AethergenAI.Pages;

namespace AethergenAI.Evaluation.Report;

/// <summary>
/// How useful the rows are: each learner's ratio, the scores of every training and test setup,
/// and which columns the trees rely on.
/// </summary>
internal static class UtilityParts
{
    private const int MaxColumns = 15;

    public static string Render(EvaluationReport report)
    {
        var utility = report.Utility;
        if (utility.Measures.Count == 0)
        {
            string? why = report.NotMeasured.FirstOrDefault(missing => missing.Name == "utility")?.Reason;
            return $"<p>{Markup.Text(why ?? "Not measured.")}</p>";
        }

        var html = new StringBuilder(
            $"<p class='muted'>{Markup.Text(utility.Learner)} predict “{Markup.Text(utility.Target)}” on the "
                + "holdout, trained on synthetic rows (tstr) and on the seed (trtr); "
                + $"the metric is {Markup.Text(utility.Metric)}.</p>"
        );
        html.Append(MeasureTable.Of("Usefulness", "Reference", utility.Measures, "utility"));
        if (utility.Learners.Count > 0)
        {
            html.Append("<h3>By learner</h3>");
            HtmlTable.Append(
                html,
                "TSTR over TRTR of each learner",
                ["Learner", "Value", "95 % interval"],
                utility.Learners.Select(learner =>
                    new[]
                    {
                        HtmlTable.Words(learner.Learner) + HtmlTable.Note(learner.Ratio?.Note),
                        Markup.Number(learner.Ratio?.Value),
                        Markup.Between(learner.Ratio?.Interval),
                    }
                )
            );
            foreach (var learner in utility.Learners)
            {
                html.Append(
                    $"<details class='table'><summary>{HtmlTable.Words(learner.Learner)}: "
                        + $"every score</summary>{Setups(learner)}</details>"
                );
            }
        }

        if (utility.Importance.Count > 0)
        {
            html.Append(
                "<h3>What the trees learn from</h3><p class='muted'>How much the score on the holdout falls "
                    + "when a column is shuffled.</p>"
            );
            HtmlTable.Append(
                html,
                "Importance of columns",
                ["Column", "Real", "Synthetic"],
                utility
                    .Importance.OrderByDescending(column => column.Real)
                    .Take(MaxColumns)
                    .Select(column =>
                        new[]
                        {
                            Markup.Text(column.Column),
                            Markup.Number(column.Real),
                            Markup.Number(column.Synthetic),
                        }
                    )
            );
        }

        return html.ToString();
    }

    private static string Setups(LearnerUtility learner)
    {
        var html = new StringBuilder();
        HtmlTable.Append(
            html,
            $"Scores of {HtmlTable.Words(learner.Learner)}",
            ["Trained and tested", "Score of", "Value", "95 % interval"],
            learner.Setups.SelectMany(setup =>
                setup.Scores.Select(score =>
                    new[]
                    {
                        Meaning(setup.Setup),
                        HtmlTable.Words(score.Name),
                        Markup.Number(score.Value),
                        Markup.Between(score.Interval),
                    }
                )
            )
        );
        return html.ToString();
    }

    private static string Meaning(LearnerSetup setup) =>
        setup switch
        {
            LearnerSetup.Tstr => "on synthetic, on real rows",
            LearnerSetup.Trtr => "on real, on real rows",
            LearnerSetup.Trts => "on half of the holdout, on synthetic rows",
            _ => "on both, on real rows",
        };
}

using System.Text;
using AethergenAI.Pages;

namespace AethergenAI.Evaluation.Report;

/// <summary>The results of the attacks, whether they would have found a leak, and the details of each.</summary>
internal static class PrivacyParts
{
    public static string Render(PrivacySection privacy)
    {
        if (privacy.Attacks.Count == 0)
        {
            return "<p>not measured</p>";
        }
        var html = new StringBuilder(
            "<p class='muted'>The attacks compare synthetic rows with seed rows, and with as many holdout rows that "
                + "the generator never saw. Distance to the closest record is a replay check, not a privacy score.</p>"
        );
        if (privacy.SelfTest is { } test)
        {
            html.Append(SelfTest(test));
        }
        html.Append(AttackPlot.Render(privacy.Attacks));
        if (privacy.Vulnerable is { } vulnerable)
        {
            html.Append(
                $"<p>{Markup.Count(vulnerable.Records)} seed rows stand out as vulnerable; "
                    + $"by chance {vulnerable.Expected:0.#} would. This report does not say which rows they are.</p>"
            );
        }

        foreach (var attack in privacy.Attacks.Where(attack => attack.Details.Count > 0))
        {
            html.Append(
                "<details class='table'>"
                    + $"<summary>{Markup.Text(MeasureCatalogue.TitleOf($"privacy.{attack.Name}"))}: in detail</summary>"
                    + $"{HtmlTable.Note(attack.Note)}"
                    + $"{MeasureTable.Of("Details", "Reference", attack.Details)}</details>"
            );
        }

        return html.ToString();
    }

    private static string SelfTest(SelfTest test)
    {
        string found = test.Outcome switch
        {
            Verdict.Pass => "Copies of seed rows that were planted on purpose were found.",
            Verdict.NotMeasured => "There are too few rows to test whether the attacks would find copies of seed rows."
                + (test.RowsNeeded is { } rows ? $" With about {Markup.Count(rows)} it could be tested." : ""),
            _ => "Copies of seed rows that were planted on purpose were not found, so the attacks below prove nothing.",
        };
        found += $" {Markup.Text(test.Sensitivity)}. Of other kinds of leak this says nothing.";
        var html = new StringBuilder(
            $"<p>{Markup.Status(test.Outcome)} {found}</p><details class='table'><summary>the planted leaks</summary>"
        );
        HtmlTable.Append(
            html,
            "Planted leaks",
            ["Planted", "How", "Attack", "Value", "95 % interval", "Found"],
            test.Plants.Select(plant =>
                new[]
                {
                    $"{plant.Share:P0} of the rows",
                    Markup.Text(plant.Kind),
                    Markup.Text(MeasureCatalogue.TitleOf($"privacy.{plant.Attack}")),
                    Markup.Number(plant.Estimate),
                    Markup.Between(plant.Interval),
                    plant.Found ? "yes" : "no",
                }
            )
        );
        return html.Append("</details>").ToString();
    }
}

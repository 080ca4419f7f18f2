using System.Text.RegularExpressions;
using AethergenAI.Evaluation;
using AethergenAI.Evaluation.Report;
using AethergenAI.Tables;

namespace AethergenAI.Core.Tests.Evaluation.Report;

public class HtmlReportTests
{
    private static readonly EvaluationReport Report = People.Evaluate(
        People.Draw(300, 1),
        People.Draw(200, 2),
        People.Draw(300, 3)
    );

    [Fact]
    public void Opens_without_a_network_or_a_script()
    {
        string html = HtmlReport.Render(Report);
        Assert.DoesNotMatch(
            new Regex("(?:src|href)\\s*=|url\\(|@import|<script", RegexOptions.None, TimeSpan.FromSeconds(5)),
            html
        );
        Assert.StartsWith("<!doctype html>", html);
        Assert.Contains("<html lang=\"en\">", html);
    }

    [Fact]
    public void Every_gate_stands_under_the_verdict()
    {
        string html = HtmlReport.Render(Report);
        Assert.Equal(5, Report.Gates.Count);
        Assert.All(Report.Gates, gate => Assert.Contains(Pages.Markup.Text(gate.Sentence), html));
    }

    [Fact]
    public void Each_attack_stands_beside_the_limit_that_it_is_judged_by()
    {
        string html = HtmlReport.Render(Report);
        Assert.Contains("fails above 0.1 %", html);
        Assert.Contains("fails above 5 %", html);
    }

    [Fact]
    public void Detection_with_derived_features_stands_beside_detection()
    {
        string html = HtmlReport.Render(Report);
        int table = html.IndexOf("Likeness of real and synthetic rows", StringComparison.Ordinal),
            linear = html.IndexOf(">Detection AUC, linear<", table, StringComparison.Ordinal),
            derived = html.IndexOf(">Detection with derived features<", table, StringComparison.Ordinal);
        Assert.InRange(derived - linear, 1, 1_000);
    }

    [Fact]
    public void Names_from_data_cannot_become_markup()
    {
        const string Evil = "<img src=x onerror='alert(1)'>\"&";
        var schema = new Schema(
            "evil",
            [new CategoricalColumn(Evil, [Evil, "b"]) { Role = ColumnRole.Target }, new IntegerColumn("n")]
        );
        var table = new Table([
            new LevelData
            {
                Name = Evil,
                Codes = [.. Enumerable.Range(0, 200).Select(i => i % 2)],
                Levels = [Evil, "b"],
            },
            new NumberData { Name = "n", Values = [.. Enumerable.Range(0, 200).Select(i => (double)(i % 7))] },
        ]);
        string html = HtmlReport.Render(
            People.Evaluate(table, table, table, null, schema) with
            {
                Subject = Report.Subject with { Generator = Evil },
            }
        );
        Assert.DoesNotContain("<img", html);
        Assert.Contains("&lt;img", html);
    }

    [Fact]
    public void Every_tag_is_closed()
    {
        var open = new Stack<string>();
        foreach (
            Match tag in Regex.Matches(
                HtmlReport.Render(Report),
                "<(?<end>/?)(?<name>[a-zA-Z0-9]+)[^>]*?(?<self>/?)>",
                RegexOptions.ExplicitCapture,
                TimeSpan.FromSeconds(10)
            )
        )
        {
            string name = tag.Groups["name"].Value;
            if (tag.Groups["self"].Value == "/" || name is "meta" or "input")
            {
                continue;
            }
            if (tag.Groups["end"].Value == "")
            {
                open.Push(name);
                continue;
            }
            Assert.Equal(open.Pop(), name);
        }

        Assert.Empty(open);
    }

    [Fact]
    public void Says_not_measured_in_words()
    {
        string html = HtmlReport.Render(People.Evaluate(People.Draw(300, 1), People.Draw(200, 2), People.Draw(3, 3)));
        Assert.Contains("not measured", html);
        Assert.DoesNotContain("NaN", html);
    }
}

using System.Runtime.CompilerServices;
using System.Text;
using AethergenAI.Evaluation;

namespace AethergenAI.Core.Tests.Evaluation;

public sealed class MeasureTableTests
{
    private const string Begin = "<!-- measures: written by MeasureTableTests -->\n",
        End = "<!-- /measures -->";

    /// <summary>Set AETHERGEN_WRITE_DOCS=1 to write the table instead of comparing it.</summary>
    [Fact]
    public void The_page_lists_every_measure()
    {
        string path = Page();
        string page = File.ReadAllText(path);
        int from = page.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length,
            to = page.IndexOf(End, StringComparison.Ordinal);
        Assert.True(from >= Begin.Length && to >= from);
        if (Environment.GetEnvironmentVariable("AETHERGEN_WRITE_DOCS") == "1")
        {
            File.WriteAllText(path, $"{page[..from]}{Table()}{page[to..]}");
            return;
        }

        Assert.Equal(Table(), page[from..to]);
    }

    private static string Table()
    {
        var table = new StringBuilder(
            "| measure | title | question | computed as | range | better | a figure | interval over |\n"
        ).Append("| --- | --- | --- | --- | --- | --- | --- | --- |\n");
        foreach (var measure in MeasureCatalogue.All)
        {
            string meaning = measure.Source is { } source ? $"{measure.Meaning} [Source]({source})" : measure.Meaning;
            string better = measure.Better == Better.Higher ? "higher" : "lower";
            table.Append(
                $"| `{measure.Key}` | {measure.Title} | {measure.Question} | {meaning} | {Range(measure)} | "
                    + $"{Best(measure, better)} | {Scope(measure)} |\n"
            );
        }
        return table.ToString();
    }

    private static string Scope(MeasureDescription measure) =>
        measure.Scope is { } scope ? $"{IntervalScope.Name(scope.Of)} | {scope.Varies}" : "counted | –";

    private static string Range(MeasureDescription measure)
    {
        string range = $"{measure.Minimum?.ToString() ?? "−∞"} to {measure.Maximum?.ToString() ?? "∞"}".Replace(
            '-',
            '−'
        );
        return $"{range} {measure.Unit}".TrimEnd();
    }

    private static string Best(MeasureDescription measure, string better) =>
        measure.Best is { } best ? $"{better}, to {best}" : better;

    private static string Page([CallerFilePath] string here = "") =>
        Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "..", "docs", "4-evaluation.md");
}

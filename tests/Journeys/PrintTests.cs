using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace AethergenAI.Journeys;

/// <summary>The ablation card is one page to hand over: so it prints.</summary>
[Collection(nameof(RunningSystem))]
public sealed partial class PrintTests(RunningSystem system)
{
    /// <summary>The card of the first finished run, as HTML.</summary>
    private const string Card = """
        async () => {
          for (const project of await (await fetch('/api/projects')).json()) {
            for (const run of await (await fetch(`/api/projects/${project.id}/runs`)).json()) {
              const card = await fetch(`/api/runs/${run.id}/artefacts/card.html`);
              if (card.ok) return await card.text();
            }
          }
          return '';
        }
        """;

    [Fact]
    public async Task A_card_prints_on_one_page_of_A4()
    {
        var page = await system.VisitAsync();
        await page.GotoAsync(system.SignInLink);
        await page.GetByRole(AriaRole.List, new() { Name = "Recent runs" }).WaitForAsync();
        string card = await page.EvaluateAsync<string>(Card);
        Assert.Contains("Ablation card", card, StringComparison.Ordinal);

        await page.SetContentAsync(card);
        byte[] pdf = await page.PdfAsync(new() { PreferCSSPageSize = true });

        string text = Encoding.Latin1.GetString(pdf);
        Assert.Single(Page().Matches(text));
        // A4 is 210 mm × 297 mm: 595 × 842 points.
        var box = Box().Match(text);
        Assert.Equal(595, double.Parse(box.Groups["width"].Value, null), 1.0);
        Assert.Equal(842, double.Parse(box.Groups["height"].Value, null), 1.0);
        await page.Context.CloseAsync();
    }

    [GeneratedRegex(@"/Type\s*/Page\b", RegexOptions.None, 1000)]
    private static partial Regex Page();

    [GeneratedRegex(@"/MediaBox\s*\[0 0 (?<width>[0-9.]+) (?<height>[0-9.]+)\]", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Box();
}

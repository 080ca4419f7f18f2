using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace AethergenAI.Journeys;

/// <summary>Finds what breaks WCAG 2.2 at level AA on a page.</summary>
internal static class Axe
{
    private static readonly List<string> Rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

    internal static async Task<IEnumerable<string>> ViolationsAsync(IPage page)
    {
        AxeResult result = await page.RunAxe(
            new AxeRunOptions
            {
                RunOnly = new() { Type = "tag", Values = Rules },
            }
        );
        return result.Violations.SelectMany(violation =>
            violation.Nodes.Select(node => $"{new Uri(page.Url).PathAndQuery}: {violation.Id}: {node.Html}")
        );
    }
}

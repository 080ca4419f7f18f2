using Microsoft.Playwright;

namespace AethergenAI.Journeys;

/// <summary>Pages fit the window.</summary>
[Collection(nameof(RunningSystem))]
public sealed class WidthTests(RunningSystem system)
{
    private static readonly string[] Lists =
    [
        "",
        "/schemas",
        "/seeding",
        "/generation",
        "/generation/new",
        "/evaluation",
        "/recipes",
        "/recipes/new",
        "/evidence",
    ];

    private static readonly string[] Others = ["/verify", "/account", "/organisation", "/projects?new"];

    [Theory]
    [InlineData(1440)]
    public async Task No_page_scrolls_sideways(int width)
    {
        var page = await system.VisitAsync();
        await page.SetViewportSizeAsync(width, 900);
        var wide = new List<string>();
        foreach (string path in await PagesAsync(page))
        {
            await OpenAsync(page, path);
            string said = await page.EvaluateAsync<string>(
                """
                () => {
                  const room = document.documentElement.clientWidth;
                  if (document.documentElement.scrollWidth <= room) return '';
                  const out = [...document.body.querySelectorAll('*')]
                    .filter((one) => one.getBoundingClientRect().right > room + 1)
                    .map((one) => one.tagName + '.' + one.className);
                  return `${document.documentElement.scrollWidth} of ${room}: ${out.slice(0, 3).join(' ')}`;
                }
                """
            );
            wide.AddRange(said.Length == 0 ? [] : [$"{path}: {said}"]);
        }

        Assert.True(wide.Count == 0, string.Join('\n', wide));
        await page.Context.CloseAsync();
    }

    /// <summary>The pages of the demo's project, with one of each kind of thing.</summary>
    private async Task<string[]> PagesAsync(IPage page)
    {
        await page.GotoAsync(system.SignInLink);
        await page.GetByRole(AriaRole.List, new() { Name = "Recent runs" }).WaitForAsync();
        string project = new Uri(page.Url).AbsolutePath;
        var things = new List<string>();
        foreach (string list in (string[])["schemas", "seeding", "recipes", "evidence", "evaluation", "generation"])
        {
            await OpenAsync(page, $"{project}/{list}");
            var link = page.GetByRole(AriaRole.Main)
                .Locator("td a[href*='-'], li a[href*='-'], [role=cell] a[href*='-']")
                .First;
            if (await link.CountAsync() > 0 && await link.GetAttributeAsync("href") is { } href)
            {
                things.Add(href);
            }
        }
        return [.. Lists.Select(list => project + list), .. things.Distinct(), .. Others];
    }

    private async Task OpenAsync(IPage page, string path)
    {
        await page.GotoAsync(system.Address + path);
        await page.GetByRole(AriaRole.Heading).First.WaitForAsync();
        await page.WaitForLoadStateAsync(LoadState.NetworkIdle);
    }
}

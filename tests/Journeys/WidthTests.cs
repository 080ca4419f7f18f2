using Microsoft.Playwright;

namespace AethergenAI.Journeys;

/// <summary>Pages fit the window, and the paper.</summary>
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

    /// <summary>A large screen, a telephone, and the narrowest window that WCAG 1.4.10 asks for.</summary>
    private static readonly int[] Widths = [1440, 390, 320];

    /// <summary>A page of A4 without its margins, in CSS pixels.</summary>
    private const int Paper = 718;

    [Fact]
    public async Task No_page_scrolls_sideways_and_nothing_is_cut_off_in_print()
    {
        var page = await system.VisitAsync();
        var faults = new List<string>();
        foreach (string path in await PagesAsync(page))
        {
            await OpenAsync(page, path);
            foreach (int width in Widths)
            {
                await page.SetViewportSizeAsync(width, 900);
                await AddAsync($"{path} at {width}", Beyond);
            }
            await page.EmulateMediaAsync(new() { Media = Media.Print });
            await page.SetViewportSizeAsync(Paper, 900);
            await AddAsync($"{path} in print", Cut);
            await page.EmulateMediaAsync(new() { Media = Media.Screen });
            await page.SetViewportSizeAsync(Widths[0], 900);
        }

        Assert.True(faults.Count == 0, string.Join('\n', faults));
        await page.Context.CloseAsync();

        async Task AddAsync(string where, string look)
        {
            string said = await page.EvaluateAsync<string>(look);
            for (int times = 0; said.Length > 0 && times < MaxLooks; times++)
            {
                await Task.Delay(Pause, TestContext.Current.CancellationToken);
                said = await page.EvaluateAsync<string>(look);
            }
            faults.AddRange(said.Length == 0 ? [] : [$"{where}: {said}"]);
        }
    }

    /// <summary>How often it is looked again: a page may be laid out anew some frames after its window.</summary>
    private const int MaxLooks = 10;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    /// <summary>What makes the page wider than the window; nothing where it fits.</summary>
    private const string Beyond = """
        () => {
          const room = document.documentElement.clientWidth;
          if (document.documentElement.scrollWidth <= room) return '';
          const out = [...document.body.querySelectorAll('*')]
            .filter((one) => one.getBoundingClientRect().right > room)
            .map((one) => one.tagName + '.' + one.className);
          return `${document.documentElement.scrollWidth} of ${room}: ${out.slice(0, 3).join(' ')}`;
        }
        """;

    /// <summary>Cells of tables that lie beyond the paper or beyond a box that hides what does not fit.</summary>
    private const string Cut = """
        () => {
          const room = document.documentElement.clientWidth;
          const cut = [...document.querySelectorAll('td, th')].filter((cell) => {
            const end = cell.getBoundingClientRect().right;
            if (cell.getBoundingClientRect().width === 0) return false;
            if (end > room + 1) return true;
            for (let box = cell.parentElement; box; box = box.parentElement) {
              const hides = getComputedStyle(box).overflowX !== 'visible';
              if (hides && end > box.getBoundingClientRect().right + 1) return true;
            }
            return false;
          });
          return cut.length === 0 ? '' : `${cut.length} cells, the first is "${cut[0].textContent.slice(0, 40)}"`;
        }
        """;

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

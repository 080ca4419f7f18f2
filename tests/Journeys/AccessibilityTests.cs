using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace AethergenAI.Journeys;

[Collection(nameof(RunningSystem))]
public sealed class AccessibilityTests(RunningSystem system)
{
    /// <summary>The pages of a project, each opened from the last by what a person would press.</summary>
    private static readonly string[] Stages =
    [
        "Home",
        "Schemas",
        "Seeding",
        "Generation",
        "Evaluation",
        "Recipes",
        "Evidence",
    ];

    [Fact]
    public async Task No_page_has_an_accessibility_violation_in_light_and_dark()
    {
        var page = await system.VisitAsync();
        var violations = new List<string>();
        foreach (
            string open in (string[])
                ["/sign-in?problem=sso.has-account", "/forgot-password", "/new-password", "/verify", "/invitation#none"]
        )
        {
            await page.GotoAsync(system.Address + open);
            await CheckAsync(page, violations);
        }

        await page.GotoAsync(system.SignInLink);
        await Expect(page.GetByRole(AriaRole.List, new() { Name = "Recent runs" })).ToBeVisibleAsync();
        string project = new Uri(page.Url).AbsolutePath;
        foreach (string stage in Stages)
        {
            await page.GetByRole(AriaRole.Navigation, new() { Name = "Stages" })
                .GetByRole(AriaRole.Link, new() { Name = stage })
                .ClickAsync();
            await CheckAsync(page, violations);
        }

        await CheckDetailsAsync(page, project, violations);
        Assert.True(violations.Count == 0, string.Join("\n", violations));
        await page.Context.CloseAsync();
    }

    private async Task CheckDetailsAsync(IPage page, string project, List<string> violations)
    {
        foreach (string list in (string[])["schemas", "seeding", "recipes", "evidence", "evaluation"])
        {
            await page.GotoAsync($"{system.Address}{project}/{list}");
            await page.GetByRole(AriaRole.Main)
                .Locator("td a[href*='-'], li a[href*='-'], [role=cell] a[href*='-']")
                .First.ClickAsync();
            await CheckAsync(page, violations);
        }

        foreach (string section in (string[])["Utility", "Privacy", "Cost", "Not measured"])
        {
            await page.GetByRole(AriaRole.Tab, new() { Name = section }).ClickAsync();
            await CheckAsync(page, violations);
        }

        string run = new Uri(page.Url).AbsolutePath.Split('/')[^1];
        foreach (
            string path in (string[])
                [
                    $"{project}/generation/{run}",
                    $"{project}/generation/new",
                    $"{project}/recipes/new",
                    $"{project}/recipes/compare?a={run}",
                    "/recipes/open",
                    "/projects?new",
                    "/account",
                    "/organisation",
                    "/organisation?section=keys",
                    "/organisation?section=single-sign-on",
                    "/organisation?section=audit",
                    "/organisation?section=settings",
                    "/organisations/new",
                ]
        )
        {
            await page.GotoAsync(system.Address + path);
            await CheckAsync(page, violations);
        }

        await page.Keyboard.PressAsync("Control+k");
        await Expect(page.GetByRole(AriaRole.Dialog)).ToBeVisibleAsync();
        await CheckAsync(page, violations);
    }

    private static async Task CheckAsync(IPage page, List<string> violations)
    {
        await page.GetByRole(AriaRole.Heading).First.WaitForAsync();
        await page.WaitForLoadStateAsync(LoadState.NetworkIdle);
        // A target that has been scrolled half under the sticky header counts as too small, wherever that happens.
        await page.EvaluateAsync("() => window.scrollTo(0, 0)");
        foreach (var (scheme, theme) in new[] { (ColorScheme.Light, "light"), (ColorScheme.Dark, "dark") })
        {
            await page.EmulateMediaAsync(new() { ColorScheme = scheme });
            await page.Locator($"html[data-theme={theme}]").WaitForAsync();
            violations.AddRange((await Axe.ViolationsAsync(page)).Select(found => $"{theme}: {found}"));
        }
    }
}

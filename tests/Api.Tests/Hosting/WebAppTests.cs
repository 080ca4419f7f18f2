using System.Net;
using System.Text.RegularExpressions;

namespace AethergenAI.Api.Tests.Hosting;

public sealed class WebAppTests(ApiFixture api) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private readonly string root = Directory.CreateTempSubdirectory("aethergen-web-").FullName;

    public void Dispose() => Directory.Delete(root, recursive: true);

    [Fact]
    public async Task The_app_s_page_answers_its_own_addresses_and_hashed_files_are_kept_for_good()
    {
        Directory.CreateDirectory(Path.Combine(root, "assets"));
        await File.WriteAllTextAsync(Path.Combine(root, "index.html"), "<!doctype html><title>page</title>");
        await File.WriteAllTextAsync(Path.Combine(root, "assets", "index-4f2a.js"), "export {}");
        await using var app = api.Start(new() { ["Web:Root"] = root });
        using var browser = new Person(app.ClientOptions.BaseAddress);

        foreach (string address in new[] { "/", "/projects/1/report" })
        {
            using var page = await browser.Http.GetAsync(new Uri(address, UriKind.Relative));
            Assert.Equal("<!doctype html><title>page</title>", await page.Content.ReadAsStringAsync());
            Assert.Equal("no-cache", page.Headers.CacheControl!.ToString());
            Assert.Contains(
                "script-src 'self'",
                Assert.Single(page.Headers.GetValues("Content-Security-Policy")),
                StringComparison.Ordinal
            );
            Assert.Equal("nosniff", Assert.Single(page.Headers.GetValues("X-Content-Type-Options")));
        }

        using var script = await browser.Http.GetAsync(new Uri("/assets/index-4f2a.js", UriKind.Relative));
        Assert.Contains("immutable", script.Headers.CacheControl!.ToString(), StringComparison.Ordinal);
        await browser.GetRefusedAsync("/api/no-such-thing", HttpStatusCode.NotFound, "not-found");
        using var wrong = await browser.Http.DeleteAsync(new Uri("/api/generators", UriKind.Relative));
        Assert.Equal(HttpStatusCode.MethodNotAllowed, wrong.StatusCode);
        Assert.Equal(["GET"], wrong.Content.Headers.Allow);
        Assert.Contains("request.method", await wrong.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        await browser.GetRefusedAsync("/assets/index-gone.js", HttpStatusCode.NotFound, "not-found");
    }

    /// <summary>Its scripts run by a nonce of this answer alone, and it asks nobody else for anything.</summary>
    [Fact]
    public async Task The_reference_page_comes_from_here_and_lets_in_no_other_script()
    {
        using var anyone = new Person(api.Address);
        var address = new Uri("/api/reference", UriKind.Relative);
        using var page = await anyone.Http.GetAsync(address);
        using var again = await anyone.Http.GetAsync(address);
        string policy = Assert.Single(page.Headers.GetValues("Content-Security-Policy")),
            html = await page.Content.ReadAsStringAsync();

        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        string nonce = Regex
            .Match(policy, "script-src 'self' 'nonce-(?<nonce>[^']+)'", RegexOptions.None, Patience)
            .Groups["nonce"]
            .Value;
        Assert.NotEmpty(nonce);
        Assert.All(Regex.Matches(html, "<script[^>]*>", RegexOptions.None, Patience), script =>
            Assert.Contains($"nonce=\"{nonce}\"", script.Value, StringComparison.Ordinal)
        );
        Assert.DoesNotContain("https://", html, StringComparison.Ordinal);
        Assert.NotEqual(policy, Assert.Single(again.Headers.GetValues("Content-Security-Policy")));
    }

    [Fact]
    public async Task Health_is_told_to_anyone()
    {
        using var anyone = new Person(api.Address);
        foreach (string path in new[] { "/health/live", "/health/ready" })
        {
            using var answer = await anyone.Http.GetAsync(new Uri(path, UriKind.Relative));
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }
    }
}

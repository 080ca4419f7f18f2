using System.Net;
using System.Text.RegularExpressions;
using AethergenAI.Data.Accounts;
using AethergenAI.Tenancy;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;

namespace AethergenAI.Api.Tests.Runs;

public sealed partial class JobsDashboardTests(ApiFixture api)
{
    [Fact]
    public async Task Nobody_is_told_to_sign_in()
    {
        using var nobody = new Person(api.Address);
        await nobody.GetRefusedAsync("/jobs", HttpStatusCode.Unauthorized, "sign-in.required");
        await nobody.GetRefusedAsync("/jobs/jobs/enqueued", HttpStatusCode.Unauthorized, "sign-in.required");
    }

    [Fact]
    public async Task A_browser_without_an_account_is_sent_to_the_page_that_signs_in()
    {
        using var handler = new HttpClientHandler { AllowAutoRedirect = false };
        using var browser = new HttpClient(handler) { BaseAddress = api.Address };
        browser.DefaultRequestHeaders.Accept.ParseAdd("text/html");
        using var answer = await browser.GetAsync(new Uri("/jobs", UriKind.Relative));
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Equal("/sign-in", answer.Headers.Location?.OriginalString);
    }

    [Theory]
    [InlineData(Role.Reviewer)]
    [InlineData(Role.Analyst)]
    [InlineData(Role.Engineer)]
    public async Task Only_owners_enter(Role role)
    {
        using var person = await api.SignInAsync(role, await InstallationAsync());
        await person.GetRefusedAsync("/jobs", HttpStatusCode.Forbidden, "forbidden");
    }

    [Fact]
    public async Task An_owner_of_another_organisation_does_not_see_what_this_one_runs()
    {
        using var stranger = await api.SignInAsync(Role.Owner);
        await stranger.GetRefusedAsync("/jobs", HttpStatusCode.Forbidden, "jobs.other-organisation");
    }

    [Fact]
    public async Task The_installation_s_owner_sees_a_page_that_its_own_policy_lets_render()
    {
        using var owner = await OwnerAsync();
        using var answer = await owner.Http.GetAsync(new Uri("/jobs", UriKind.Relative));
        string page = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, $"{answer.StatusCode}: {page}");
        string policy = Assert.Single(answer.Headers.GetValues("Content-Security-Policy"));

        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain(InlineScript().Matches(page), script => !script.Value.Contains("src="));
        foreach (Match part in Part().Matches(page))
        {
            using var asked = await owner.Http.GetAsync(new Uri(part.Groups["path"].Value, UriKind.Relative));
            Assert.True(asked.IsSuccessStatusCode, part.Value);
        }
    }

    [Fact]
    public async Task Other_pages_keep_their_policy()
    {
        using var owner = await OwnerAsync();
        using var jobs = await owner.Http.GetAsync(new Uri("/jobs", UriKind.Relative));
        using var other = await owner.Http.GetAsync(new Uri("/api/me", UriKind.Relative));
        Assert.Contains("script-src 'self';", Policy(other), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_site_s_page_cannot_delete_a_job()
    {
        using var owner = await OwnerAsync();
        using var request = new HttpRequestMessage(
            HttpMethod.Post,
            new Uri("/jobs/jobs/enqueued/delete", UriKind.Relative)
        );
        request.Headers.Add("Sec-Fetch-Site", "cross-site");
        await owner.RefusedAsync(
            person => person.Http.SendAsync(request),
            HttpStatusCode.Forbidden,
            "request.cross-site"
        );
    }

    [Fact]
    public async Task A_queued_run_whose_job_is_deleted_there_is_cancelled()
    {
        using var person = await api.SignInAsync();
        var work = await person.WorkAsync();
        string job = await api.JobOfAsync(work.Run);

        using var owner = await OwnerAsync();
        using var deleted = await owner.Http.PostAsync(
            new Uri("/jobs/jobs/enqueued/delete", UriKind.Relative),
            new FormUrlEncodedContent([new("jobs[]", job)])
        );
        Assert.Equal(HttpStatusCode.NoContent, deleted.StatusCode);
        var run = await person.GetAsync($"/api/runs/{work.Run}");
        Assert.Equal("cancelled", run.GetProperty("status").GetString());
    }

    private static string Policy(HttpResponseMessage answer) =>
        Assert.Single(answer.Headers.GetValues("Content-Security-Policy"));

    private async Task<Person> OwnerAsync()
    {
        var owner = new Person(api.Address);
        await owner.PostAsync("/api/sign-in/link", new { token = ApiFixture.LinkToken });
        return owner;
    }

    private async Task<Id<Tenant>> InstallationAsync()
    {
        await using var scope = api.Services.CreateAsyncScope();
        var accounts = scope.ServiceProvider.GetRequiredService<UserManager<Account>>();
        return (await accounts.FindByEmailAsync(ApiFixture.OwnerEmail))!.TenantId;
    }

    [GeneratedRegex("<script[^>]*>", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex InlineScript();

    [GeneratedRegex("(src|href)=\"(?<path>/jobs/(js|css)[^\"]*)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Part();
}

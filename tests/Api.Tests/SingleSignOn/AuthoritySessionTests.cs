using System.Net;
using System.Text.Json;
using AethergenAI.Api.Tests.Authority;
using AethergenAI.Data.Accounts;
using AethergenAI.Tenancy;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;

namespace AethergenAI.Api.Tests.SingleSignOn;

/// <summary>
/// Whoever runs an authority can sign in as anybody who is connected to it. That must lead to nothing but what the
/// organisation has itself.
/// </summary>
public sealed class AuthoritySessionTests(SingleSignOnFixture fixture) : AtOneAuthority(fixture)
{
    [Fact]
    public async Task An_address_never_leads_to_an_account_that_is_there()
    {
        using var member = await Fixture.MemberAsync(Company.Tenant, Role.Engineer);
        await NameAsync(member.Account, Ada);
        using var browser = Fixture.Visitor();
        Assert.Equal("sso.has-account", (await browser.SignInElsewhereAsync(Ada)).In("problem"));
        Assert.Null(await browser.MeAsync());
    }

    [Fact]
    public async Task A_member_connects_the_login_and_is_signed_in_by_it()
    {
        using var member = await Fixture.MemberAsync(Company.Tenant, Role.Engineer);
        Assert.Equal("/account", (await ConnectAsync(member)).PathAndQuery);
        var login = Assert.Single((await member.GetAsync("/api/me/single-sign-on")).EnumerateArray());
        Assert.True(login.GetProperty("connected").GetBoolean());
        using var browser = Fixture.Visitor();
        await browser.SignInElsewhereAsync(Ada);
        var me = await browser.GetAsync("/api/me");
        Assert.Equal(member.Email, me.GetProperty("email").GetString());
        Assert.Equal("engineer", me.GetProperty("role").GetString());
    }

    [Fact]
    public async Task Disconnecting_ends_its_sessions_and_it_signs_in_nobody_by_address()
    {
        using var member = await Fixture.MemberAsync(Company.Tenant, Role.Engineer);
        await ConnectAsync(member);
        using var browser = Fixture.Visitor();
        await browser.SignInElsewhereAsync(Ada);
        await member.DeleteAsync($"/api/me/single-sign-on/{AuthorityId}");
        await EndsAsync(browser);
        Authority.Become(member.Email, Authority.Subject);
        Assert.Equal("sso.other-domain", (await browser.SignInElsewhereAsync(Ada)).In("problem"));
        await member.DeleteRefusedAsync($"/api/me/single-sign-on/{AuthorityId}", HttpStatusCode.NotFound, "not-found");
    }

    [Fact]
    public async Task A_login_is_connected_to_one_account()
    {
        using var first = await Fixture.MemberAsync(Company.Tenant, Role.Engineer);
        using var second = await Fixture.MemberAsync(Company.Tenant, Role.Analyst);
        await ConnectAsync(first);
        Assert.Equal("/account?problem=sso.taken", (await ConnectAsync(second)).PathAndQuery);
    }

    [Fact]
    public async Task Who_signed_out_meanwhile_connects_nothing()
    {
        using var member = await Fixture.MemberAsync(Company.Tenant, Role.Engineer);
        var to = await BeginToConnectAsync(member);
        await member.PostAsync("/api/sign-out");
        Assert.Equal("sso.not-signed-in", (await member.GoAsync(to)).In("problem"));
        using var browser = Fixture.Visitor();
        await browser.SignInElsewhereAsync(Ada);
        Assert.Equal(Ada, (await browser.GetAsync("/api/me")).GetProperty("email").GetString());
    }

    [Fact]
    public async Task Only_a_member_connects_to_an_organisation_s_authority()
    {
        using var neighbour = await Fixture.CompanyAsync();
        await neighbour.Owner.PostRefusedAsync(
            $"/api/me/single-sign-on/{AuthorityId}/connect",
            new { },
            HttpStatusCode.NotFound,
            "not-found"
        );
        Assert.Empty((await neighbour.Owner.GetAsync("/api/me/single-sign-on")).EnumerateArray());
    }

    [Fact]
    public async Task Such_a_session_leads_to_no_other_organisation_of_the_person()
    {
        using var member = await Fixture.MemberAsync(Company.Tenant, Role.Engineer);
        using var other = await Fixture.CompanyAsync();
        await JoinAsync(other, member);
        await OpenAsync(member, Company.Tenant);
        await ConnectAsync(member);
        await OpenAsync(member, other.Tenant); // the account's latest
        using var browser = Fixture.Visitor();
        await browser.SignInElsewhereAsync(Ada);
        Assert.Equal(
            Company.Tenant.ToString(),
            (await browser.GetAsync("/api/me")).GetProperty("tenantId").GetString()
        );
        var known = (await browser.GetAsync("/api/organisations")).GetProperty("organisations");
        Assert.Single(known.EnumerateArray());
        await RefusedAsync(browser, $"/api/organisations/{other.Tenant}/open", new { });
        await RefusedAsync(browser, "/api/organisations", new { name = "Mine" });
        int all = (await member.GetAsync("/api/me/sessions")).GetArrayLength();
        Assert.Equal(all - 1, (await browser.GetAsync("/api/me/sessions")).GetArrayLength()); // not the other's
        Assert.Equal(2, (await member.GetAsync("/api/organisations")).GetProperty("organisations").GetArrayLength());
    }

    [Fact]
    public async Task Such_a_session_does_not_change_how_the_account_signs_in()
    {
        using var browser = Fixture.Visitor();
        await browser.SignInElsewhereAsync(Ada);
        await RefusedAsync(browser, "/api/me/password", new { password = "gate-lantern-otter" });
        await RefusedAsync(browser, "/api/me/passkeys/options", new { });
        await RefusedAsync(browser, "/api/me/two-factor/setup", new { });
        await RefusedAsync(browser, "/api/join", new { token = "none" });
        await RefusedAsync(browser, $"/api/me/single-sign-on/{AuthorityId}/connect", new { });
        await browser.DeleteRefusedAsync(
            $"/api/me/single-sign-on/{AuthorityId}",
            HttpStatusCode.Forbidden,
            "sso.not-in-this-session"
        );
    }

    [Fact]
    public async Task It_ends_with_the_authority()
    {
        using var browser = Fixture.Visitor();
        await browser.SignInElsewhereAsync(Ada);
        await Company.Owner.DeleteAsync($"/api/sign-in-authorities/{AuthorityId}");
        await EndsAsync(browser);
        Assert.Equal(2, (await Company.Owner.GetAsync("/api/members")).GetArrayLength());
    }

    [Theory]
    [InlineData("/api/sign-out")]
    [InlineData("/api/sign-out/everywhere")]
    public async Task It_ends_by_signing_out(string path)
    {
        using var browser = Fixture.Visitor();
        await browser.SignInElsewhereAsync(Ada);
        using var copy = new HttpRequestMessage(HttpMethod.Get, new Uri(Fixture.Address, "/api/me"));
        copy.Headers.Add("Cookie", browser.CookieHeader);
        await browser.PostAsync(path);
        using var plain = new HttpClient(new SocketsHttpHandler { UseCookies = false });
        using var answer = await plain.SendAsync(copy);
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    [Theory]
    [InlineData("/api/sign-out/everywhere")]
    [InlineData("/api/me/sessions/end-others")]
    public async Task Ending_all_ends_those_that_it_shows_and_leaves_those_of_other_organisations(string path)
    {
        using var elsewhere = await Fixture.MemberAsync(Company.Tenant, Role.Engineer);
        using var other = await Fixture.CompanyAsync();
        await JoinAsync(other, elsewhere);
        string hidden = await CurrentAsync(elsewhere);
        using var here = Fixture.Visitor();
        await here.PostAsync("/api/sign-in", new { email = elsewhere.Email, password = ApiFixture.Password });
        await OpenAsync(here, Company.Tenant);
        await ConnectAsync(here);
        using var browser = Fixture.Visitor();
        await browser.SignInElsewhereAsync(Ada);
        await browser.DeleteRefusedAsync($"/api/me/sessions/{hidden}", HttpStatusCode.NotFound, "not-found");
        await browser.PostAsync(path);
        await EndsAsync(here);
        Assert.Equal(path.EndsWith("end-others", StringComparison.Ordinal), await browser.MeAsync() is not null);
        Assert.Equal(hidden, await CurrentAsync(elsewhere));
        await elsewhere.PostAsync("/api/sign-out/everywhere");
        await EndsAsync(browser);
    }

    [Fact]
    public async Task Another_role_ends_it_and_signing_in_again_takes_the_new_one()
    {
        using var browser = Fixture.Visitor();
        await browser.SignInElsewhereAsync(Ada);
        var members = await Company.Owner.GetAsync("/api/members");
        string account = members.EnumerateArray().Last().GetProperty("accountId").GetString()!;
        await Company.Owner.PutAsync($"/api/members/{account}", new { role = "reviewer" });
        await EndsAsync(browser);
        await browser.SignInElsewhereAsync(Ada);
        Assert.Equal("reviewer", (await browser.GetAsync("/api/me")).GetProperty("role").GetString());
    }

    [Fact]
    public async Task A_password_in_the_same_browser_opens_a_session_of_its_own()
    {
        using var member = await Fixture.MemberAsync(Company.Tenant, Role.Engineer);
        await ConnectAsync(member);
        using var browser = Fixture.Visitor();
        await browser.SignInElsewhereAsync(Ada);
        await browser.PostAsync("/api/sign-in", new { email = member.Email, password = ApiFixture.Password });
        var me = await browser.GetAsync("/api/me");
        Assert.NotEqual(AuthorityId, me.TryGetProperty("signedInAt", out var at) ? at.GetString() : null);
        await browser.PostAsync("/api/me/two-factor/setup");
    }

    [Theory]
    [InlineData("/api/sign-out/everywhere")]
    [InlineData("/api/me/sessions/end-others")]
    public async Task Ending_all_signs_out_the_command_line_there_and_not_in_other_organisations(string path)
    {
        using var member = await Fixture.MemberAsync(Company.Tenant, Role.Engineer);
        using var other = await Fixture.CompanyAsync();
        await JoinAsync(other, member);
        var elsewhere = await TokensAsync(member);
        await OpenAsync(member, Company.Tenant);
        var here = await TokensAsync(member);
        here = await Calls.TokenAsync(AuthorityCalls.Refresh(here)); // the next token is of the same grant
        using Person cliHere = Calls.WithToken(here),
            cliElsewhere = Calls.WithToken(elsewhere);
        await cliHere.GetAsync("/api/organisation");
        await ConnectAsync(member);
        using var browser = Fixture.Visitor();
        await browser.SignInElsewhereAsync(Ada);

        await browser.PostAsync(path);

        await cliHere.GetRefusedAsync("/api/organisation", HttpStatusCode.Unauthorized, "sign-in.required");
        Assert.Equal("invalid_grant", await Calls.RefusedAsync(AuthorityCalls.Refresh(here)));
        await cliElsewhere.GetAsync("/api/organisation");
        await Calls.TokenAsync(AuthorityCalls.Refresh(elsewhere));
    }

    private AuthorityCalls Calls => new(Fixture.Address, TestContext.Current.CancellationToken);

    private async Task<JsonElement> TokensAsync(Person person)
    {
        string verifier = AuthorityCalls.Verifier();
        return await Calls.TokenAsync(AuthorityCalls.Exchange(await Calls.CodeAsync(person, verifier), verifier));
    }

    private async Task<Uri> ConnectAsync(Person member) => await member.GoAsync(await BeginToConnectAsync(member));

    private async Task<Uri> BeginToConnectAsync(Person member) =>
        new((await member.PostAsync($"/api/me/single-sign-on/{AuthorityId}/connect")).GetProperty("to").GetString()!);

    private static async Task JoinAsync(Company company, Person member)
    {
        var made = await company.Owner.PostAsync("/api/invitations", new { email = member.Email, role = "analyst" });
        string? link = made.GetProperty("link").GetString();
        Assert.NotNull(link);
        await member.PostAsync("/api/join", new { token = link[(link.IndexOf('#', StringComparison.Ordinal) + 1)..] });
    }

    private static Task OpenAsync(Person member, Id<Tenant> tenant) =>
        member.PostAsync($"/api/organisations/{tenant}/open");

    private static Task RefusedAsync(Person person, string path, object body) =>
        person.PostRefusedAsync(path, body, HttpStatusCode.Forbidden, "sso.not-in-this-session");

    private static async Task<string> CurrentAsync(Person person) =>
        (await person.GetAsync("/api/me/sessions"))
            .EnumerateArray()
            .Single(session => session.GetProperty("current").GetBoolean())
            .Id();

    private async Task NameAsync(Guid account, string email)
    {
        await using var scope = Fixture.Api.Services.CreateAsyncScope();
        var accounts = scope.ServiceProvider.GetRequiredService<UserManager<Account>>();
        var row = await accounts.FindByIdAsync(account.ToString());
        Assert.True((await accounts.SetEmailAsync(row!, email)).Succeeded);
    }
}

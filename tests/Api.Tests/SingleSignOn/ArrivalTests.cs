using System.Net;
using System.Security.Claims;
using AethergenAI.Api.SingleSignOn;
using AethergenAI.Tenancy;

namespace AethergenAI.Api.Tests.SingleSignOn;

/// <summary>Who comes from an authority, and what becomes of them here.</summary>
public sealed class ArrivalTests(SingleSignOnFixture fixture) : AtOneAuthority(fixture)
{
    [Fact]
    public async Task Whoever_comes_for_the_first_time_becomes_a_member_with_the_default_role()
    {
        using var ada = Fixture.Visitor();
        var page = await ada.SignInElsewhereAsync(Ada.ToUpperInvariant());
        Assert.Equal("/sign-in", page.PathAndQuery);
        var me = await ada.GetAsync("/api/me");
        Assert.Equal(Ada, me.GetProperty("email").GetString());
        Assert.Equal("analyst", me.GetProperty("role").GetString());
        Assert.Equal(Company.Tenant.ToString(), me.GetProperty("tenantId").GetString());
        Assert.False(me.GetProperty("hasPassword").GetBoolean());
        Assert.Equal(AuthorityId, me.GetProperty("signedInAt").GetString());
        var session = Assert.Single((await ada.GetAsync("/api/me/sessions")).EnumerateArray());
        Assert.Equal("single-sign-on", session.GetProperty("method").GetString());
    }

    [Fact]
    public async Task What_is_asked_of_the_authority_is_a_code_with_proof_and_nonce()
    {
        using var ada = Fixture.Visitor();
        await ada.SignInElsewhereAsync(Ada);
        Assert.Equal("code", Authority.Asked["response_type"]);
        Assert.Equal("query", Authority.Asked.GetValueOrDefault("response_mode", "query"));
        Assert.Equal("S256", Authority.Asked["code_challenge_method"]);
        Assert.Equal("openid email", Authority.Asked["scope"]);
        Assert.Equal(Ada, Authority.Asked["login_hint"]);
        Assert.NotEmpty(Authority.Asked["nonce"]);
        Assert.Equal($"{Fixture.Address}api/sign-in/sso/{AuthorityId}/callback", Authority.Asked["redirect_uri"]);
    }

    [Fact]
    public async Task The_second_time_leads_to_the_same_account_whatever_its_address_is_called_now()
    {
        using var first = Fixture.Visitor();
        await first.SignInElsewhereAsync(Ada);
        Authority.Become($"ada.lovelace@{Company.Domain}", Authority.Subject);
        using var second = Fixture.Visitor();
        await second.SignInElsewhereAsync(Ada);
        Assert.Equal(Ada, (await second.GetAsync("/api/me")).GetProperty("email").GetString());
        Assert.Equal(2, (await second.GetAsync("/api/me/sessions")).GetArrayLength());
    }

    [Theory]
    [InlineData("/projects/p1/evaluation/r1?trial=c01-r2&section=privacy")]
    [InlineData("/recipes/open#recipe=eJyr-_w")]
    [InlineData("/allow?client_id=aethergen-cli&state=a%26b")]
    public async Task It_leads_back_to_the_whole_of_an_address(string next)
    {
        using var ada = Fixture.Visitor();
        var page = await ada.SignInElsewhereAsync(Ada, next);
        Assert.Equal("/sign-in", page.AbsolutePath);
        Assert.Equal(next, page.In("next"));
    }

    [Theory]
    [InlineData("//evil.example")]
    [InlineData("/\\evil.example")]
    [InlineData("/\t/evil.example")]
    [InlineData("https://evil.example")]
    public async Task It_does_not_lead_out_of_the_app(string next)
    {
        using var ada = Fixture.Visitor();
        await ada.PostRefusedAsync(
            "/api/sign-in/sso",
            new { email = Ada, next },
            HttpStatusCode.BadRequest,
            "request.invalid"
        );
    }

    [Fact]
    public async Task An_address_that_only_the_user_info_names_counts()
    {
        Authority.Claims.Clear();
        Authority.UserInfo["email"] = Ada;
        Authority.UserInfo["email_verified"] = true;
        using var ada = Fixture.Visitor();
        await ada.SignInElsewhereAsync(Ada);
        Assert.Equal(Ada, (await ada.GetAsync("/api/me")).GetProperty("email").GetString());
    }

    [Fact]
    public async Task The_user_info_does_not_verify_the_address_of_the_token()
    {
        Authority.Claims.Remove("email_verified");
        Authority.UserInfo["email"] = Ada;
        Authority.UserInfo["email_verified"] = true;
        await RefusedAsync("sso.email-not-verified");
    }

    [Fact]
    public async Task Entra_s_word_for_a_verified_address_counts()
    {
        Authority.Claims.Remove("email_verified");
        Authority.Claims["xms_edov"] = "1";
        using var ada = Fixture.Visitor();
        await ada.SignInElsewhereAsync(Ada);
        Assert.NotNull(await ada.MeAsync());
    }

    [Fact]
    public async Task An_address_that_is_not_verified_is_refused()
    {
        Authority.Claims["email_verified"] = false;
        await RefusedAsync("sso.email-not-verified");
    }

    [Theory]
    [InlineData("ada@another.example")]
    [InlineData("ada@sub.{0}")]
    public async Task An_address_of_another_domain_is_refused(string email)
    {
        Authority.Become(string.Format(null, email, Company.Domain));
        await RefusedAsync("sso.other-domain");
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("Ada <ada@{0}>")]
    [InlineData("ada@evil@{0}")]
    public async Task A_person_without_an_address_is_refused(string? email)
    {
        Authority.Claims.Remove("email");
        if (email is not null)
        {
            Authority.Claims["email"] = string.Format(null, email, Company.Domain);
        }
        await RefusedAsync("sso.no-email");
    }

    [Fact]
    public async Task A_removed_member_does_not_come_back_by_signing_in()
    {
        using var ada = Fixture.Visitor();
        await ada.SignInElsewhereAsync(Ada);
        var members = await Company.Owner.GetAsync("/api/members");
        string account = members.EnumerateArray().Last().GetProperty("accountId").GetString()!;
        await Company.Owner.DeleteAsync($"/api/members/{account}");
        Assert.Null(await ada.MeAsync());
        await RefusedAsync("sso.removed");
        Authority.Become($"another.name@{Company.Domain}", Authority.Subject);
        await RefusedAsync("sso.removed");
        Authority.Become(Ada.ToUpperInvariant()); // another login with the address of the removed member
        await RefusedAsync("sso.removed");
    }

    [Fact]
    public async Task An_organisation_that_is_to_be_deleted_takes_nobody_in()
    {
        await Company.Owner.PostAsync("/api/organisation/end", new { name = "A company" });
        await RefusedAsync("sso.ending");
    }

    [Fact]
    public async Task Who_comes_twice_at_once_has_one_account()
    {
        var problems = await Task.WhenAll(
            Enumerable
                .Range(0, 4)
                .Select(async _ =>
                {
                    using var browser = Fixture.Visitor();
                    return (await browser.SignInElsewhereAsync(Ada)).In("problem");
                })
        );
        Assert.All(problems, Assert.Null);
        Assert.Equal(2, (await Company.Owner.GetAsync("/api/members")).GetArrayLength());
    }

    [Fact]
    public async Task The_audit_says_who_came()
    {
        using var ada = Fixture.Visitor();
        await ada.SignInElsewhereAsync(Ada);
        var entries = (await Company.Owner.GetAsync("/api/audit")).EnumerateArray().ToList();
        Assert.Contains(entries, entry => Is(entry, "sign-in.succeed", "single-sign-on"));
        Assert.Contains(entries, entry => Is(entry, "member.add", Ada));
        Assert.Contains(entries, entry => Is(entry, "sso.add", Company.Domain));

        static bool Is(System.Text.Json.JsonElement entry, string action, string subject) =>
            entry.GetProperty("action").GetString() == action && entry.GetProperty("subject").GetString() == subject;
    }

    [Fact]
    public async Task A_domain_of_nobody_leads_nowhere()
    {
        using var ada = Fixture.Visitor();
        await ada.PostRefusedAsync(
            "/api/sign-in/sso",
            new { email = "ada@nobody.example" },
            HttpStatusCode.NotFound,
            "sso.unknown-domain"
        );
    }

    [Theory]
    [InlineData(null, "sso.other-domain")]
    [InlineData("another.example", "sso.other-domain")]
    [InlineData("acme.example", null)]
    public void Google_has_to_name_the_domain_s_own_workspace(string? workspace, string? problem)
    {
        var google = new SignInAuthority
        {
            Id = Id<SignInAuthority>.New(),
            Issuer = "https://accounts.google.com",
            ClientId = "c",
            SealedSecret = "s",
            Domain = "acme.example",
            DefaultRole = Role.Analyst,
            CreatedAt = default,
        };
        var shown = new ClaimsIdentity([new("email", "ada@acme.example"), new("email_verified", "true")]);
        if (workspace is not null)
        {
            shown.AddClaim(new("hd", workspace));
        }
        Assert.Equal(problem, Arrivals.WhyNotOf(google, "ada@acme.example", new ClaimsPrincipal(shown)));
    }

    [Fact]
    public async Task Attempts_are_limited_as_those_with_a_password_are()
    {
        await using var app = Fixture.Api.Start(new() { ["SignIn:AttemptsPerMinute"] = "1" });
        using var browser = new Person(app.ClientOptions.BaseAddress);
        var asked = new { email = "ada@nobody.example" };
        await browser.PostRefusedAsync("/api/sign-in/sso", asked, HttpStatusCode.NotFound, "sso.unknown-domain");
        await browser.PostRefusedAsync("/api/sign-in/sso", asked, HttpStatusCode.TooManyRequests, "sign-in.too-many");
    }
}

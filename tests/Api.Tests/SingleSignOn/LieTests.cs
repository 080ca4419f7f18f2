using System.Net;

namespace AethergenAI.Api.Tests.SingleSignOn;

/// <summary>An authority that is down or lies, and answers that are not its own.</summary>
[Trait("Speed", "Slow")]
public sealed class LieTests(SingleSignOnFixture fixture) : AtOneAuthority(fixture)
{
    [Theory]
    [InlineData("no nonce", "sso.bad-answer")]
    [InlineData("another nonce", "sso.bad-answer")]
    [InlineData("no subject", "sso.bad-answer")]
    [InlineData("token of another issuer", "sso.bad-answer")]
    [InlineData("another audience", "sso.bad-answer")]
    [InlineData("another key", "sso.bad-answer")]
    [InlineData("alg none", "sso.bad-answer")]
    [InlineData("without signature", "sso.bad-answer")]
    [InlineData("signed with the secret", "sso.bad-answer")]
    [InlineData("expired", "sso.bad-answer")]
    [InlineData("garbage token", "sso.bad-answer")]
    [InlineData("10 MB token", "sso.not-answering")]
    [InlineData("slow token", "sso.not-answering")]
    [InlineData("invalid client", "sso.client-refused")]
    [InlineData("broken", "sso.refused")]
    [InlineData("cancelled", "sso.cancelled")]
    public async Task A_lie_is_found(string lie, string problem)
    {
        Authority.Lie = lie;
        using var browser = Fixture.Visitor();
        var page = await browser.SignInElsewhereAsync(Ada, "/account");
        Assert.Equal($"/sign-in?problem={problem}&next=%2Faccount", page.PathAndQuery);
        Assert.Null(await browser.MeAsync());
    }

    [Theory]
    [InlineData("garbage", "sso.not-answering")]
    [InlineData("10 MB", "sso.not-answering")]
    [InlineData("moved", "sso.not-answering")]
    [InlineData("another issuer", "sso.wrong-issuer")]
    [InlineData("no code flow", "sso.no-code-flow")]
    [InlineData("not encrypted", "sso.not-encrypted")]
    public async Task An_authority_that_does_not_describe_itself_is_not_used(string lie, string problem)
    {
        Authority.Lie = lie;
        using var browser = Fixture.Visitor();
        await browser.PostRefusedAsync("/api/sign-in/sso", new { email = Ada }, HttpStatusCode.Conflict, problem);
        await Company.Owner.PostRefusedAsync(
            $"/api/sign-in-authorities/{AuthorityId}/check",
            new { },
            HttpStatusCode.Conflict,
            problem
        );
        Authority.Lie = "";
        await Company.Owner.PostAsync($"/api/sign-in-authorities/{AuthorityId}/check");
    }

    [Fact]
    public async Task An_authority_that_is_down_is_said_to_be()
    {
        await Authority.DisposeAsync();
        using var browser = Fixture.Visitor();
        await browser.PostRefusedAsync(
            "/api/sign-in/sso",
            new { email = Ada },
            HttpStatusCode.Conflict,
            "sso.not-answering"
        );
        Authority = await LyingAuthority.StartAsync();
    }

    [Fact]
    public async Task An_answer_that_names_another_authority_is_refused()
    {
        Authority.Lie = "mix-up";
        Assert.Equal("sso.bad-answer", await ProblemAsync());
    }

    [Fact]
    public async Task User_info_of_another_person_is_refused()
    {
        Authority.UserInfo["sub"] = "another";
        Assert.Equal("sso.bad-answer", await ProblemAsync());
    }

    [Fact]
    public async Task A_wrong_client_secret_is_said_to_be_and_can_be_mended()
    {
        var wrong = new
        {
            clientId = LyingAuthority.ClientId,
            clientSecret = "wrong",
            domain = Company.Domain,
            defaultRole = "analyst",
        };
        await Company.Owner.PutAsync($"/api/sign-in-authorities/{AuthorityId}", wrong);
        Assert.Equal("sso.client-refused", await ProblemAsync());
        await Company.Owner.PutAsync(
            $"/api/sign-in-authorities/{AuthorityId}",
            wrong with
            {
                clientSecret = LyingAuthority.ClientSecret,
            }
        );
        Assert.Null(await ProblemAsync());
    }

    [Fact]
    public async Task A_forged_state_is_refused()
    {
        using var browser = Fixture.Visitor();
        await browser.BeginAsync(Ada);
        foreach (string query in new[] { "", "?code=c", "?code=c&state=forged", "?state=&code=c", "?error=x" })
        {
            var page = await browser.GoAsync(
                new Uri(Fixture.Address, $"/api/sign-in/sso/{AuthorityId}/callback{query}")
            );
            Assert.Equal("/sign-in?problem=sso.start-again", page.PathAndQuery);
        }
    }

    [Fact]
    public async Task An_answer_works_once_and_in_the_browser_that_asked()
    {
        using var asked = Fixture.Visitor();
        await asked.GoAsync(await asked.BeginAsync(Ada));
        var answer = new Uri(
            Fixture.Address,
            $"/api/sign-in/sso/{AuthorityId}/callback?code=c&state={Uri.EscapeDataString(Authority.Asked["state"])}"
        );
        Assert.NotNull(await asked.MeAsync());
        await asked.PostAsync("/api/sign-out");
        using var another = Fixture.Visitor();
        foreach (var browser in new[] { asked, another })
        {
            Assert.Equal("sso.start-again", (await browser.GoAsync(answer)).In("problem"));
            Assert.Null(await browser.MeAsync());
        }
    }

    [Fact]
    public async Task An_answer_for_one_authority_is_none_for_another()
    {
        await using var other = await LyingAuthority.StartAsync();
        using var neighbour = await Fixture.CompanyAsync();
        string there = await neighbour.TrustAsync(other.Issuer);
        using var browser = Fixture.Visitor();
        using var still = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false });
        using var answer = await still.GetAsync(await browser.BeginAsync(Ada)); // not followed: the code is not used
        string back = answer.Headers.Location!.ToString().Replace(AuthorityId, there, StringComparison.Ordinal);
        Assert.Equal("sso.start-again", (await browser.GoAsync(new Uri(back))).In("problem"));
        Assert.Null(await browser.MeAsync());
    }

    [Fact]
    public async Task An_authority_that_was_removed_signs_nobody_in()
    {
        using var browser = Fixture.Visitor();
        var to = await browser.BeginAsync(Ada);
        await Company.Owner.DeleteAsync($"/api/sign-in-authorities/{AuthorityId}");
        Assert.Equal("sso.not-set-up", (await browser.GoAsync(to)).In("problem"));
        Assert.Equal("sso.not-set-up", (await browser.GoAsync(CallbackOf(Guid.NewGuid().ToString()))).In("problem"));
    }

    [Fact]
    public async Task A_domain_that_is_no_longer_allowed_signs_nobody_in()
    {
        await using var app = Fixture.Api.Start(new() { ["SingleSignOn:AllowPrivateAddresses"] = "true" });
        using var browser = new Person(app.ClientOptions.BaseAddress);
        await browser.PostRefusedAsync(
            "/api/sign-in/sso",
            new { email = Ada },
            HttpStatusCode.NotFound,
            "sso.unknown-domain"
        );
        var back = new Uri(app.ClientOptions.BaseAddress, $"/api/sign-in/sso/{AuthorityId}/callback?code=c&state=s");
        Assert.Equal("sso.not-set-up", (await browser.GoAsync(back)).In("problem"));
    }

    [Fact]
    public async Task A_private_address_is_not_asked_unless_the_installation_allows_it()
    {
        await using var app = Fixture.Api.Start(
            new() { ["SingleSignOn:Domains"] = $"{Company.Domain}={Company.Tenant}" }
        );
        using var browser = new Person(app.ClientOptions.BaseAddress);
        await browser.PostRefusedAsync(
            "/api/sign-in/sso",
            new { email = Ada },
            HttpStatusCode.Conflict,
            "sso.private-address"
        );
    }

    private Uri CallbackOf(string authorityId) =>
        new(Fixture.Address, $"/api/sign-in/sso/{authorityId}/callback?code=c&state=s");

    private async Task<string?> ProblemAsync()
    {
        using var browser = Fixture.Visitor();
        return (await browser.SignInElsewhereAsync(Ada)).In("problem");
    }
}

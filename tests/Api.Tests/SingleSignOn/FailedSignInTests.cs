namespace AethergenAI.Api.Tests.SingleSignOn;

/// <summary>Anybody can ask for the address that an authority leads back to, as often as they like.</summary>
public sealed class FailedSignInTests(SingleSignOnFixture fixture) : AtOneAuthority(fixture)
{
    [Theory]
    [InlineData("?code=c&state=forged", 0)]
    [InlineData("?code=c&state=forged&iss=https://another.example", 10)]
    public async Task They_do_not_fill_the_log(string query, int warnings)
    {
        using var log = new LogLines();
        await using var app = Fixture.Api.Start(
            new() { ["SingleSignOn:Domains"] = $"{Company.Domain}={Company.Tenant}" },
            log
        );
        using var browser = new Person(app.ClientOptions.BaseAddress);
        for (int i = 0; i < 15; i++)
        {
            var back = new Uri(app.ClientOptions.BaseAddress, $"/api/sign-in/sso/{AuthorityId}/callback{query}");
            Assert.NotNull((await browser.GoAsync(back)).In("problem"));
        }
        Assert.Equal(
            warnings,
            log.All.Count(line => line.StartsWith("Warning A sign-in at authority", StringComparison.Ordinal))
        );
    }

    [Fact]
    public async Task The_sign_in_page_offers_it_only_where_an_organisation_may_use_it()
    {
        using var visitor = Fixture.Visitor();
        Assert.True((await visitor.GetAsync("/api/sign-in/sso")).GetProperty("offered").GetBoolean());
        await using var app = Fixture.Api.Start([]);
        using var stranger = new Person(app.ClientOptions.BaseAddress);
        Assert.False((await stranger.GetAsync("/api/sign-in/sso")).GetProperty("offered").GetBoolean());
    }
}

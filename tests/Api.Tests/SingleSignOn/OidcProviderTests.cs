namespace AethergenAI.Api.Tests.SingleSignOn;

/// <summary>Against an authority of others: redirect, code, PKCE, nonce, user info, and back.</summary>
[Trait("Speed", "Slow")]
public sealed class OidcProviderTests(SingleSignOnFixture fixture) : IClassFixture<SingleSignOnFixture>
{
    [Fact]
    public async Task A_person_signs_in_and_others_are_refused()
    {
        using var company = await fixture.CompanyAsync();
        await using var authority = new OidcProvider();
        var added = await company.Owner.PostAsync("/api/sign-in-authorities", company.Settings(authority.Issuer));
        await authority.StartAsync(added.GetProperty("redirectAddress").GetString()!);
        Assert.SkipWhen(authority.WhyNot is not null, authority.WhyNot ?? "");
        await company.Owner.PostAsync($"/api/sign-in-authorities/{added.Id()}/check");

        foreach (int time in new[] { 1, 2 })
        {
            using var ada = fixture.Visitor();
            var page = await ada.SignInElsewhereAsync($"ada@{company.Domain}", "/account");
            Assert.Equal("/sign-in?next=%2Faccount", page.PathAndQuery);
            var me = await ada.GetAsync("/api/me");
            Assert.Equal($"ada@{company.Domain}", me.GetProperty("email").GetString());
            Assert.Equal(time, (await ada.GetAsync("/api/me/sessions")).GetArrayLength());
        }

        Assert.Equal("sso.email-not-verified", await ProblemAsync($"unverified@{company.Domain}"));
        Assert.Equal("sso.cancelled", await ProblemAsync($"cancel@{company.Domain}"));
    }

    private async Task<string?> ProblemAsync(string email)
    {
        using var browser = fixture.Visitor();
        var page = await browser.SignInElsewhereAsync(email);
        Assert.Null(await browser.MeAsync());
        return page.In("problem");
    }
}

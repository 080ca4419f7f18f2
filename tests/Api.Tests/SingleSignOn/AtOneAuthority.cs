namespace AethergenAI.Api.Tests.SingleSignOn;

/// <summary>A company whose people sign in at an authority, and Ada, whom that authority knows.</summary>
public abstract class AtOneAuthority(SingleSignOnFixture fixture) : IClassFixture<SingleSignOnFixture>, IAsyncLifetime
{
    private protected SingleSignOnFixture Fixture => fixture;

    private protected LyingAuthority Authority { get; set; } = null!;

    private protected Company Company { get; private set; } = null!;

    /// <summary>The authority's id here.</summary>
    private protected string AuthorityId { get; private set; } = null!;

    private protected string Ada => $"ada@{Company.Domain}";

    public async ValueTask InitializeAsync()
    {
        Authority = await LyingAuthority.StartAsync();
        Company = await fixture.CompanyAsync();
        AuthorityId = await Company.TrustAsync(Authority.Issuer);
        Authority.Become(Ada);
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        Company.Dispose();
        await Authority.DisposeAsync();
    }

    /// <summary>Ada comes in a new browser, and is not let in.</summary>
    private protected async Task RefusedAsync(string problem)
    {
        using var browser = fixture.Visitor();
        var page = await browser.SignInElsewhereAsync(Ada);
        Assert.Equal("/sign-in", page.AbsolutePath);
        Assert.Equal(problem, page.In("problem"));
        Assert.Null(await browser.MeAsync());
    }

    /// <summary>At once in the process that was told, and within two seconds where a cached answer may be used.</summary>
    private protected static async Task EndsAsync(Person person)
    {
        for (int i = 0; i < 30 && await person.MeAsync() is not null; i++)
        {
            await Task.Delay(100, TestContext.Current.CancellationToken);
        }
        Assert.Null(await person.MeAsync());
    }
}

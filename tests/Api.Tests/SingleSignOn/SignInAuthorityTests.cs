using System.IO.Compression;
using System.Net;
using Microsoft.EntityFrameworkCore;

namespace AethergenAI.Api.Tests.SingleSignOn;

/// <summary>An owner names the authority of the organisation's people.</summary>
public sealed class SignInAuthorityTests(SingleSignOnFixture fixture) : IClassFixture<SingleSignOnFixture>
{
    private const string Issuer = "https://login.example.org";

    [Fact]
    public async Task The_secret_is_stored_encrypted_and_never_served()
    {
        using var company = await fixture.CompanyAsync();
        string id = await company.TrustAsync(Issuer);
        string listed = (await company.Owner.GetAsync("/api/sign-in-authorities")).GetRawText();
        Assert.Contains($"/api/sign-in/sso/{id}/callback", listed, StringComparison.Ordinal);
        Assert.DoesNotContain("ecret", listed, StringComparison.Ordinal);
        string audit = (await company.Owner.GetAsync("/api/audit")).GetRawText();
        Assert.Contains("sso.add", audit, StringComparison.Ordinal);
        Assert.DoesNotContain(LyingAuthority.ClientSecret, audit, StringComparison.Ordinal);
        await using var db = fixture.Api.Tenants.OpenFor(company.Tenant);
        var row = await db.SignInAuthorities.SingleAsync(TestContext.Current.CancellationToken);
        Assert.DoesNotContain(LyingAuthority.ClientSecret, row.SealedSecret, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_export_has_it_without_the_secret()
    {
        using var company = await fixture.CompanyAsync();
        await company.TrustAsync(Issuer);
        await using var stream = await company.Owner.Http.GetStreamAsync(
            new Uri("/api/organisation/export", UriKind.Relative)
        );
        using var copy = new MemoryStream();
        await stream.CopyToAsync(copy, TestContext.Current.CancellationToken);
        using var zip = new ZipArchive(copy);
        using var reader = new StreamReader(zip.GetEntry("tables/sign_in_authorities.jsonl")!.Open());
        string row = await reader.ReadToEndAsync(TestContext.Current.CancellationToken);
        Assert.Contains(Issuer, row, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", row, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_is_changed_and_removed()
    {
        using var company = await fixture.CompanyAsync();
        string id = await company.TrustAsync(Issuer);
        var changed = await company.Owner.PutAsync(
            $"/api/sign-in-authorities/{id}",
            new
            {
                clientId = "new",
                domain = company.Domain,
                defaultRole = "reviewer",
            }
        );
        Assert.Equal("new", changed.GetProperty("clientId").GetString());
        Assert.Equal("reviewer", changed.GetProperty("defaultRole").GetString());
        Assert.True(changed.GetProperty("allowed").GetBoolean());
        await company.Owner.DeleteAsync($"/api/sign-in-authorities/{id}");
        Assert.Empty((await company.Owner.GetAsync("/api/sign-in-authorities")).EnumerateArray());
        await company.TrustAsync(Issuer); // the domain is free again
    }

    [Theory]
    [InlineData("http://login.example.org", "sso.bad-issuer")]
    [InlineData("https://login.example.org/?a=b", "sso.bad-issuer")]
    [InlineData("https://login.example.org/#a", "sso.bad-issuer")]
    [InlineData("https://a:b@login.example.org", "sso.bad-issuer")]
    [InlineData("file:///etc/passwd", "sso.bad-issuer")]
    [InlineData("login", "sso.bad-issuer")]
    public async Task A_bad_issuer_is_refused(string issuer, string code)
    {
        using var company = await fixture.CompanyAsync();
        await RefusedAsync(company, company.Settings(issuer), HttpStatusCode.BadRequest, code);
    }

    [Theory]
    [InlineData("owner", "sso.bad-role")]
    public async Task A_bad_role_is_refused(string role, string code)
    {
        using var company = await fixture.CompanyAsync();
        await RefusedAsync(company, company.Settings(Issuer, role), HttpStatusCode.BadRequest, code);
    }

    [Theory]
    [InlineData("localhost", HttpStatusCode.BadRequest, "sso.bad-domain")]
    [InlineData("1.2.3.4", HttpStatusCode.BadRequest, "sso.bad-domain")]
    [InlineData("a b.example", HttpStatusCode.BadRequest, "sso.bad-domain")]
    [InlineData("gmail.com", HttpStatusCode.Forbidden, "sso.domain-not-allowed")]
    public async Task A_domain_that_nobody_allowed_is_refused(string domain, HttpStatusCode status, string code)
    {
        using var company = await fixture.CompanyAsync();
        await RefusedAsync(
            company with
            {
                Domain = domain,
            },
            (company with { Domain = domain }).Settings(Issuer),
            status,
            code
        );
    }

    [Fact]
    public async Task A_domain_has_one_authority()
    {
        using var company = await fixture.CompanyAsync();
        await company.TrustAsync(Issuer);
        await RefusedAsync(company, company.Settings(Issuer), HttpStatusCode.Conflict, "sso.domain-taken");
    }

    [Fact]
    public async Task The_organisation_that_runs_the_installation_may_use_any_domain()
    {
        using var owner = new Person(fixture.Address);
        await owner.PostAsync("/api/sign-in/link", new { token = ApiFixture.LinkToken });
        var installation = new Company(default, $"{Guid.NewGuid():N}.example", owner);
        string id = await installation.TrustAsync(Issuer);
        await owner.DeleteAsync($"/api/sign-in-authorities/{id}");
    }

    [Fact]
    public async Task An_organisation_has_at_most_ten()
    {
        using var owner = new Person(fixture.Address);
        await owner.PostAsync("/api/sign-in/link", new { token = ApiFixture.LinkToken });
        List<string> ids = [];
        for (int i = 0; i < 10; i++)
        {
            ids.Add(await new Company(default, $"{Guid.NewGuid():N}.example", owner).TrustAsync(Issuer));
        }
        var one = new Company(default, "one.too-many.example", owner);
        await RefusedAsync(one, one.Settings(Issuer), HttpStatusCode.Conflict, "sso.too-many");
        foreach (string id in ids)
        {
            await owner.DeleteAsync($"/api/sign-in-authorities/{id}");
        }
    }

    [Fact]
    public async Task The_row_ends_with_its_organisation()
    {
        using var company = await fixture.CompanyAsync();
        await company.TrustAsync(Issuer);
        await using var db = fixture.Api.Tenants.OpenFor(company.Tenant);
        var ct = TestContext.Current.CancellationToken;
        (await db.Tenants.SingleAsync(ct)).DeletionDue = TimeProvider.System.GetUtcNow().AddDays(-1);
        await db.SaveChangesAsync(ct);
        await db.Database.ExecuteSqlAsync($"call end_tenant()", ct);
        Assert.False(await db.Tenants.AnyAsync(ct));
        Assert.False(await db.SignInAuthorities.AnyAsync(ct));
        using var visitor = fixture.Visitor();
        await visitor.PostRefusedAsync(
            "/api/sign-in/sso",
            new { email = $"ada@{company.Domain}" },
            HttpStatusCode.NotFound,
            "sso.unknown-domain"
        );
    }

    [Theory]
    [InlineData("10.0.0.1", false)]
    [InlineData("127.0.0.1", false)]
    [InlineData("169.254.169.254", false)]
    [InlineData("168.63.129.16", false)]
    [InlineData("172.31.255.255", false)]
    [InlineData("192.168.1.1", false)]
    [InlineData("100.64.0.1", false)]
    [InlineData("0.0.0.0", false)]
    [InlineData("::1", false)]
    [InlineData("::ffff:10.0.0.1", false)]
    [InlineData("64:ff9b::a00:1", false)]
    [InlineData("fd00::1", false)]
    [InlineData("fe80::1", false)]
    [InlineData("172.32.0.1", true)]
    [InlineData("8.8.8.8", true)]
    [InlineData("::ffff:8.8.8.8", true)]
    [InlineData("2606:4700:4700::1111", true)]
    public void Addresses_of_private_networks_are_known(string address, bool isPublic) =>
        Assert.Equal(isPublic, Api.SingleSignOn.PublicAddresses.Include(IPAddress.Parse(address)));

    [Theory]
    [InlineData("", true)]
    [InlineData(
        "acme.example=01a23102-2fb1-7778-b1f9-045b13646f28; b.example = 01a23102-2fb1-7778-b1f9-045b13646f28",
        true
    )]
    [InlineData("acme.example", false)]
    [InlineData("acme.example=me", false)]
    [InlineData("=01a23102-2fb1-7778-b1f9-045b13646f28", false)]
    public void Domains_are_pairs_with_organisations(string domains, bool isReadable) =>
        Assert.Equal(isReadable, new Api.SingleSignOn.SingleSignOnOptions { Domains = domains }.IsReadable());

    private static Task RefusedAsync(Company company, object settings, HttpStatusCode status, string code) =>
        company.Owner.PostRefusedAsync("/api/sign-in-authorities", settings, status, code);
}

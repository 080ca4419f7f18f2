using System.Net.Http.Json;
using System.Text.Json;
using AethergenAI.Tenancy;
using Microsoft.AspNetCore.WebUtilities;

namespace AethergenAI.Api.Tests.SingleSignOn;

/// <summary>The application as an installation whose operator has allowed some organisations a domain each.</summary>
public sealed class SingleSignOnFixture(ApiFixture api) : IAsyncLifetime
{
    private readonly List<(Id<Tenant> Tenant, string Domain)> allowed =
    [
        .. Enumerable.Range(0, 60).Select(i => (Id<Tenant>.New(), $"d{i}-{Guid.NewGuid():N}.example")),
    ];

    private ApiFixture.App app = null!;
    private int taken;

    internal ApiFixture Api => api;

    internal ApiFixture.App App => app;

    internal Uri Address => app.ClientOptions.BaseAddress;

    public ValueTask InitializeAsync()
    {
        app = api.Start(
            new()
            {
                ["SingleSignOn:AllowPrivateAddresses"] = "true",
                ["SingleSignOn:Domains"] = string.Join("; ", allowed.Select(pair => $"{pair.Domain}={pair.Tenant}")),
            }
        );
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    /// <summary>An organisation with a domain of its own, and its owner.</summary>
    internal async Task<Company> CompanyAsync()
    {
        var (tenant, domain) = allowed[Interlocked.Increment(ref taken) - 1];
        await using (var db = api.Tenants.OpenFor(tenant))
        {
            db.Tenants.Add(
                new Tenant
                {
                    Id = tenant,
                    Name = "A company",
                    CreatedAt = TimeProvider.System.GetUtcNow(),
                }
            );
            await db.SaveChangesAsync();
        }
        return new Company(tenant, domain, await MemberAsync(tenant, Role.Owner));
    }

    /// <summary>Somebody who signs in with a password.</summary>
    internal async Task<Person> MemberAsync(Id<Tenant> tenant, Role role)
    {
        using var there = await api.SignInAsync(role, tenant);
        var person = new Person(Address, tenant, there.Email, there.Account);
        await person.PostAsync("/api/sign-in", new { email = there.Email, password = ApiFixture.Password });
        return person;
    }

    /// <summary>A browser in which nobody is signed in.</summary>
    internal Person Visitor() => new(Address);
}

internal sealed record Company(Id<Tenant> Tenant, string Domain, Person Owner) : IDisposable
{
    public void Dispose() => Owner.Dispose();

    /// <returns>The authority's id here.</returns>
    internal async Task<string> TrustAsync(string issuer, string role = "analyst") =>
        (await Owner.PostAsync("/api/sign-in-authorities", Settings(issuer, role))).Id();

    internal object Settings(string issuer, string role = "analyst") =>
        new
        {
            issuer,
            clientId = LyingAuthority.ClientId,
            clientSecret = LyingAuthority.ClientSecret,
            domain = Domain,
            defaultRole = role,
        };
}

/// <summary>What a browser does, step by step.</summary>
internal static class Browsing
{
    /// <summary>Asks where to sign in, goes there, and comes back.</summary>
    /// <returns>The page that it ends at, with its query.</returns>
    internal static async Task<Uri> SignInElsewhereAsync(this Person person, string email, string? next = null) =>
        await person.GoAsync(await person.BeginAsync(email, next));

    internal static async Task<Uri> BeginAsync(this Person person, string email, string? next = null) =>
        new((await person.PostAsync("/api/sign-in/sso", new { email, next })).GetProperty("to").GetString()!);

    internal static async Task<Uri> GoAsync(this Person person, Uri address)
    {
        using var answer = await person.Http.GetAsync(address);
        return answer.RequestMessage!.RequestUri!;
    }

    internal static string? In(this Uri page, string name) =>
        QueryHelpers.ParseQuery(page.Query).TryGetValue(name, out var value) ? value.ToString() : null;

    internal static async Task<JsonElement?> MeAsync(this Person person)
    {
        using var answer = await person.Http.GetAsync(new Uri("/api/me", UriKind.Relative));
        return answer.IsSuccessStatusCode ? await answer.Content.ReadFromJsonAsync<JsonElement>() : null;
    }
}

using AethergenAI.Data;
using AethergenAI.Data.Accounts;
using AethergenAI.Tenancy;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Npgsql;

namespace AethergenAI.Api.SingleSignOn;

/// <summary>An authority, and the organisation whose people sign in there.</summary>
public sealed record FoundAuthority(Id<Tenant> Tenant, SignInAuthority Row);

/// <summary>
/// Finds an authority before anybody is signed in. One whose domain its organisation may no longer use is not found.
/// </summary>
internal sealed class FoundAuthorities(
    AccountDb accounts,
    TenantDb tenants,
    NpgsqlDataSource source,
    IOptions<SingleSignOnOptions> options
)
{
    internal async Task<FoundAuthority?> OfDomainAsync(string email, CancellationToken ct)
    {
        string domain = DomainOf(email);
        return await ReadAsync(
            await accounts.SignInDomains.AsNoTracking().SingleOrDefaultAsync(row => row.Domain == domain, ct),
            ct
        );
    }

    internal async Task<FoundAuthority?> WithIdAsync(Id<SignInAuthority> id, CancellationToken ct) =>
        await ReadAsync(
            await accounts.SignInDomains.AsNoTracking().SingleOrDefaultAsync(row => row.AuthorityId == id, ct),
            ct
        );

    /// <summary>Whether there is one that may be used.</summary>
    internal async Task<bool> AnyAsync(CancellationToken ct)
    {
        string[] domains = [.. options.Value.Allowed().Select(pair => pair.Domain)];
        var known = await accounts
            .SignInDomains.AsNoTracking()
            .Where(row => domains.Contains(row.Domain))
            .ToListAsync(ct); // no more than the installation allows
        if (known.Exists(row => options.Value.Allows(row.TenantId, row.Domain)))
        {
            return true;
        }
        return await Installation.TenantAsync(source, ct) is { } home
            && await accounts.SignInDomains.AnyAsync(row => row.TenantId == home, ct);
    }

    /// <summary>Whether an organisation may let the people of a domain sign in elsewhere.</summary>
    internal async Task<bool> MayUseAsync(Id<Tenant> tenant, string domain, CancellationToken ct) =>
        options.Value.Allows(tenant, domain) || await Installation.TenantAsync(source, ct) == tenant;

    /// <summary>What stands after the last '@', in lower case.</summary>
    internal static string DomainOf(string email) => email[(email.LastIndexOf('@') + 1)..].Trim().ToLowerInvariant();

    private async Task<FoundAuthority?> ReadAsync(SignInDomain? known, CancellationToken ct)
    {
        if (known is null || !await MayUseAsync(known.TenantId, known.Domain, ct))
        {
            return null;
        }

        await using var db = tenants.OpenFor(known.TenantId);
        var row = await db
            .SignInAuthorities.AsNoTracking()
            .SingleOrDefaultAsync(authority => authority.Id == known.AuthorityId, ct);
        return row is null ? null : new FoundAuthority(known.TenantId, row);
    }
}

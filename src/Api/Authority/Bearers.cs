using System.Collections.Concurrent;
using System.Security.Claims;
using AethergenAI.Api.Tenancy;
using AethergenAI.Data;
using AethergenAI.Tenancy;
using Microsoft.EntityFrameworkCore;

namespace AethergenAI.Api.Authority;

/// <summary>
/// Whether a token's bearer still stands as the token says: a person may have been removed or got another role since.
/// The database's answer is kept for two seconds. Programs have no membership: their tokens end with them.
/// </summary>
internal sealed class Bearers(TenantDb tenants, IConfiguration configuration, TimeProvider clock)
{
    private const int MostKept = 10_000;

    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(2);

    private readonly bool own = AuthorityServices.IsOwn(configuration);

    private readonly ConcurrentDictionary<(Guid Account, Id<Tenant> Tenant), (Role? Role, long At)> known = new();

    internal async Task<bool> HoldsAsync(ClaimsPrincipal bearer, CancellationToken ct)
    {
        if (!own || !Guid.TryParse(bearer.FindFirstValue(ClaimTypes.NameIdentifier), out Guid account))
        {
            return true;
        }

        var key = (account, bearer.Tenant());
        if (!known.TryGetValue(key, out var kept) || clock.GetElapsedTime(kept.At) >= Fresh)
        {
            if (known.Count >= MostKept)
            {
                known.Clear();
            }
            kept = known[key] = (await RoleAsync(tenants, account, bearer.Tenant(), ct), clock.GetTimestamp());
        }
        return kept.Role is not null && kept.Role == bearer.Role();
    }

    /// <returns>Null where the account is no member.</returns>
    internal static async Task<Role?> RoleAsync(TenantDb tenants, Guid account, Id<Tenant> tenant, CancellationToken ct)
    {
        await using var db = tenants.OpenFor(tenant);
        return (await db.Members.AsNoTracking().SingleOrDefaultAsync(row => row.AccountId == account, ct))?.Role;
    }
}

using System.Security.Claims;
using AethergenAI.Api.Hosting;
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
    /// <summary>Whether this server issues the tokens.</summary>
    internal bool Own { get; } = AuthorityServices.IsOwn(configuration);

    private readonly ShortLivedCache<(Guid Account, Id<Tenant> Tenant), Role?> recent = new(clock);

    internal async Task<bool> HoldsAsync(ClaimsPrincipal bearer, CancellationToken ct)
    {
        if (!Own || !Guid.TryParse(bearer.FindFirstValue(ClaimTypes.NameIdentifier), out Guid account))
        {
            return true;
        }

        Id<Tenant> tenant = bearer.Tenant();
        Role? role = await recent.GetAsync((account, tenant), () => RoleAsync(tenants, account, tenant, ct));
        return role is not null && role == bearer.Role();
    }

    /// <returns>Null where the account is no member.</returns>
    internal static async Task<Role?> RoleAsync(TenantDb tenants, Guid account, Id<Tenant> tenant, CancellationToken ct)
    {
        await using var db = tenants.OpenFor(tenant);
        return (await db.Members.AsNoTracking().SingleOrDefaultAsync(row => row.AccountId == account, ct))?.Role;
    }
}

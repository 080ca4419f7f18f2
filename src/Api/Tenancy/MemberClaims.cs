using System.Security.Claims;
using AethergenAI.Data;
using AethergenAI.Data.Accounts;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace AethergenAI.Api.Tenancy;

/// <summary>
/// Adds tenant and role to the cookie. <see cref="Hosting.Sessions"/> rejects a cookie whose role is no longer the
/// person's.
/// </summary>
internal sealed class MemberClaims(UserManager<Account> accounts, IOptions<IdentityOptions> options, TenantDb tenants)
    : UserClaimsPrincipalFactory<Account>(accounts, options)
{
    protected override async Task<ClaimsIdentity> GenerateClaimsAsync(Account user)
    {
        var identity = await base.GenerateClaimsAsync(user);
        await using var db = tenants.OpenFor(user.TenantId);
        if (await db.Members.AsNoTracking().SingleOrDefaultAsync(member => member.AccountId == user.Id) is { } member)
        {
            identity.AddClaim(new Claim(Caller.TenantClaim, user.TenantId.ToString()));
            identity.AddClaim(new Claim(ClaimTypes.Role, member.Role.ToString()));
        }

        return identity;
    }
}

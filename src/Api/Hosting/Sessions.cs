using System.Collections.Concurrent;
using System.Security.Claims;
using AethergenAI.Api.Tenancy;
using AethergenAI.Data;
using AethergenAI.Data.Accounts;
using AethergenAI.Tenancy;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace AethergenAI.Api.Hosting;

/// <summary>
/// Whether a cookie still holds: its person may have signed out, set a new password, been removed or got another role
/// since. Asked at every request; the database's answer is kept for two seconds.
/// </summary>
internal sealed class Sessions(IServiceScopeFactory scopes, TenantDb tenants, TimeProvider clock)
{
    private const string StampClaim = "AspNet.Identity.SecurityStamp";

    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(2);

    private readonly ConcurrentDictionary<(Guid Account, Id<Tenant> Tenant), Standing> known = new();

    /// <param name="Stamp">Null where the account is gone.</param>
    /// <param name="Role">In the session's organisation; null where it is no member of it any longer.</param>
    private sealed record Standing(string? Stamp, Role? Role, long At);

    /// <summary>Rejects a cookie that holds no longer.</summary>
    internal static async Task ValidateAsync(CookieValidatePrincipalContext context)
    {
        IServiceProvider services = context.HttpContext.RequestServices;
        var sessions = services.GetRequiredService<Sessions>();
        if (context.Principal is { } user && await sessions.HoldsAsync(user, context.HttpContext.RequestAborted))
        {
            return;
        }

        context.RejectPrincipal();
        await services.GetRequiredService<SignInManager<Account>>().SignOutAsync();
    }

    /// <summary>Whether the person is who the cookie says, with the role that it says.</summary>
    internal async Task<bool> HoldsAsync(ClaimsPrincipal user, CancellationToken ct)
    {
        if (
            !Guid.TryParse(user.FindFirstValue(ClaimTypes.NameIdentifier), out Guid id)
            || user.TenantOrNull() is not { } tenant
        )
        {
            return false;
        }

        Standing standing =
            known.TryGetValue((id, tenant), out Standing? kept) && clock.GetElapsedTime(kept.At) < Fresh
                ? kept
                : known[(id, tenant)] = await ReadAsync(id, tenant, ct);
        return standing.Stamp is not null
            && standing.Stamp == user.FindFirstValue(StampClaim)
            && standing.Role is not null
            && standing.Role == user.Role();
    }

    /// <summary>Ends all sessions of the account, here at once and in other processes within seconds.</summary>
    internal async Task EndAsync(UserManager<Account> accounts, Account account)
    {
        await accounts.UpdateSecurityStampAsync(account);
        Forget(account.Id);
    }

    /// <summary>Lets the next request of the account ask the database.</summary>
    internal void Forget(Guid account)
    {
        foreach (var key in known.Keys.Where(key => key.Account == account))
        {
            known.TryRemove(key, out _);
        }
    }

    private async Task<Standing> ReadAsync(Guid id, Id<Tenant> tenant, CancellationToken ct)
    {
        long asked = clock.GetTimestamp();
        await using var scope = scopes.CreateAsyncScope();
        var account = await scope
            .ServiceProvider.GetRequiredService<AccountDb>()
            .Users.AsNoTracking()
            .SingleOrDefaultAsync(row => row.Id == id, ct);
        if (account is null)
        {
            return new Standing(null, null, asked);
        }

        await using var db = tenants.OpenFor(tenant);
        var member = await db.Members.AsNoTracking().SingleOrDefaultAsync(row => row.AccountId == id, ct);
        return new Standing(account.SecurityStamp, member?.Role, asked);
    }
}

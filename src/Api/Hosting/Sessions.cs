using System.Security.Claims;
using AethergenAI.Api.Accounts;
using AethergenAI.Api.Authority;
using AethergenAI.Api.SingleSignOn;
using AethergenAI.Api.Tenancy;
using AethergenAI.Data;
using AethergenAI.Data.Accounts;
using AethergenAI.Tenancy;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using OpenIddict.Abstractions;

namespace AethergenAI.Api.Hosting;

/// <summary>
/// Whether a cookie still holds: its session may have been ended, and its person may have set a new password, been
/// removed or got another role since. Asked at every request; the database's answer is kept for two seconds.
/// </summary>
internal sealed class Sessions(IServiceScopeFactory scopes, TenantDb tenants, TimeProvider clock)
{
    private const string StampClaim = "AspNet.Identity.SecurityStamp";
    private const string SessionClaim = "session";

    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly ShortLivedCache<Key, SessionState> recent = new(clock);

    private readonly record struct Key(Guid Account, Id<Tenant> Tenant, Guid Session);

    /// <param name="Stamp">Null where the account is gone or the session has ended.</param>
    /// <param name="Role">In the session's organisation; null where it is no member of it any longer.</param>
    /// <param name="Authority">The one that opened the session, and by which it goes on; null where none did.</param>
    private sealed record SessionState(
        string? Stamp,
        Role? Role,
        DateTimeOffset LastUsedAt,
        Id<SignInAuthority>? Authority = null
    );

    /// <summary>Gives a new cookie its session: the one that its browser has already, or a new one.</summary>
    internal static async Task BeginAsync(CookieSigningInContext context)
    {
        var sessions = context.HttpContext.RequestServices.GetRequiredService<Sessions>();
        // A person who belongs to no organisation gets no session, so that the cookie is refused.
        if (context.Principal is { Identity: ClaimsIdentity identity } user && user.TenantOrNull() is { } tenant)
        {
            Guid session = await sessions.BeginAsync(user, tenant, context.HttpContext);
            identity.AddClaim(new Claim(SessionClaim, session.ToString()));
        }
    }

    /// <summary>Rejects a cookie that holds no longer.</summary>
    internal static async Task ValidateAsync(CookieValidatePrincipalContext context)
    {
        HttpContext http = context.HttpContext;
        var sessions = http.RequestServices.GetRequiredService<Sessions>();
        if (context.Principal is { } user && await sessions.HoldsAsync(user, http.RequestAborted))
        {
            await sessions.NoteUseAsync(user, http);
            return;
        }

        context.RejectPrincipal();
        // This cookie alone: the one between two steps of signing in again stays.
        await http.SignOutAsync(IdentityConstants.ApplicationScheme);
    }

    internal static Guid? Of(ClaimsPrincipal user) =>
        Guid.TryParse(user.FindFirstValue(SessionClaim), out Guid session) ? session : null;

    /// <summary>Whether the session goes on, and its person is who the cookie says, in that role.</summary>
    internal async Task<bool> HoldsAsync(ClaimsPrincipal user, CancellationToken ct)
    {
        if (KeyOf(user) is not { } key)
        {
            return false;
        }

        SessionState state = await recent.GetAsync(key, () => ReadAsync(key, ct));
        return state.Stamp is not null
            && state.Stamp == user.FindFirstValue(StampClaim)
            && state.Role is not null
            && state.Role == user.Role()
            && state.Authority == AuthoritySession.Of(user);
    }

    /// <summary>Ends all sessions of the account, here at once and in other processes within seconds.</summary>
    internal async Task EndAsync(UserManager<Account> accounts, Account account)
    {
        await accounts.UpdateSecurityStampAsync(account);
        await EndOthersAsync(account.Id, null);
    }

    /// <summary>Ends the account's sessions but one, here at once and in other processes within seconds.</summary>
    internal async Task EndOthersAsync(Guid account, Guid? kept)
    {
        await EndWhereAsync(row => row.AccountId == account && row.Id != kept);
        await RevokeTokensAsync(account);
        Forget(account);
    }

    /// <summary>
    /// Ends the sessions that this one shows, but one, and those of the command line that lead where they do.
    /// </summary>
    internal async Task EndShownAsync(ClaimsPrincipal user, Guid? kept)
    {
        Guid account = user.Account();
        Id<Tenant>? only = AuthoritySession.OnlyIn(user);
        await EndWhereAsync(row =>
            row.AccountId == account && row.Id != kept && (only == null || row.TenantId == only)
        );
        await (only is { } tenant ? RevokeTokensAsync(account, tenant) : RevokeTokensAsync(account));
        Forget(account);
    }

    /// <summary>The command line is signed in by tokens, which end like sessions.</summary>
    private async Task RevokeTokensAsync(Guid account)
    {
        await using var scope = scopes.CreateAsyncScope();
        if (scope.ServiceProvider.GetService<IOpenIddictTokenManager>() is { } tokens)
        {
            await tokens.RevokeBySubjectAsync(account.ToString());
        }
    }

    private async Task RevokeTokensAsync(Guid account, Id<Tenant> tenant)
    {
        await using var scope = scopes.CreateAsyncScope();
        if (scope.ServiceProvider.GetService<Grants>() is { } grants)
        {
            await grants.EndAsync(account, tenant, CancellationToken.None);
        }
    }

    /// <returns>False where this session shows no such session that goes on.</returns>
    internal async Task<bool> EndOneAsync(ClaimsPrincipal user, Guid session)
    {
        Guid account = user.Account();
        Id<Tenant>? only = AuthoritySession.OnlyIn(user);
        int ended = await EndWhereAsync(row =>
            row.AccountId == account && row.Id == session && (only == null || row.TenantId == only)
        );
        Forget(account);
        return ended == 1;
    }

    /// <summary>
    /// After a change to how the account signs in: ends its other sessions, and gives this one a cookie that holds.
    /// </summary>
    internal async Task KeepOnlyThisAsync(SignInManager<Account> people, Account account, ClaimsPrincipal user)
    {
        account.TenantId = user.Tenant(); // the organisation that this session goes on in
        await EndOthersAsync(account.Id, Of(user));
        await people.RefreshSignInAsync(account);
    }

    /// <summary>Lets the next request of the account ask the database.</summary>
    internal void Forget(Guid account) => recent.Forget(key => key.Account == account);

    private static Key? KeyOf(ClaimsPrincipal user) =>
        Guid.TryParse(user.FindFirstValue(ClaimTypes.NameIdentifier), out Guid account)
        && user.TenantOrNull() is { } tenant
        && Of(user) is { } session
            ? new Key(account, tenant, session)
            : null;

    private static string AddressOf(HttpContext http)
    {
        var address = http.Connection.RemoteIpAddress;
        return (address is { IsIPv4MappedToIPv6: true } ? address.MapToIPv4() : address)?.ToString() ?? "";
    }

    private async Task<Guid> BeginAsync(ClaimsPrincipal user, Id<Tenant> tenant, HttpContext http)
    {
        var account = Guid.Parse(user.FindFirstValue(ClaimTypes.NameIdentifier)!);
        string device = DeviceName.Of(http.Request.Headers.UserAgent);
        string address = AddressOf(http);
        string? method = AuthoritySession.WayOf(user);
        Id<SignInAuthority>? authority = AuthoritySession.Of(user);
        DateTimeOffset now = clock.GetUtcNow();
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AccountDb>();
        if (
            Of(http.User) is { } current
            && await db
                .Sessions.Where(row => row.Id == current && row.AccountId == account && row.EndedAt == null)
                .Where(row => row.AuthorityId == authority)
                .ExecuteUpdateAsync(row =>
                    row.SetProperty(it => it.TenantId, tenant)
                        .SetProperty(it => it.LastUsedAt, now)
                        .SetProperty(it => it.Method, it => method ?? it.Method)
                ) == 1
        )
        {
            return current;
        }

        var begun = new AccountSession
        {
            Id = Guid.NewGuid(),
            AccountId = account,
            TenantId = tenant,
            CreatedAt = now,
            LastUsedAt = now,
            Device = device,
            Address = address,
            Method = method,
            AuthorityId = authority,
        };
        db.Sessions.Add(begun);
        await db.SaveChangesAsync();
        return begun.Id;
    }

    private async Task NoteUseAsync(ClaimsPrincipal user, HttpContext http)
    {
        DateTimeOffset now = clock.GetUtcNow();
        if (
            KeyOf(user) is not { } key
            || !recent.TryGet(key, out SessionState? state)
            || now - state.LastUsedAt < Minute
        )
        {
            return;
        }

        string device = DeviceName.Of(http.Request.Headers.UserAgent);
        string address = AddressOf(http);
        await using var scope = scopes.CreateAsyncScope();
        await scope
            .ServiceProvider.GetRequiredService<AccountDb>()
            .Sessions.Where(row => row.Id == key.Session)
            .ExecuteUpdateAsync(row =>
                row.SetProperty(it => it.LastUsedAt, now)
                    .SetProperty(it => it.Device, device)
                    .SetProperty(it => it.Address, address)
            );
        recent.Replace(key, state with { LastUsedAt = now });
    }

    private async Task<int> EndWhereAsync(System.Linq.Expressions.Expression<Func<AccountSession, bool>> which)
    {
        DateTimeOffset now = clock.GetUtcNow();
        await using var scope = scopes.CreateAsyncScope();
        return await scope
            .ServiceProvider.GetRequiredService<AccountDb>()
            .Sessions.Where(which)
            .Where(row => row.EndedAt == null)
            .ExecuteUpdateAsync(row => row.SetProperty(it => it.EndedAt, now));
    }

    private async Task<SessionState> ReadAsync(Key key, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var accounts = scope.ServiceProvider.GetRequiredService<AccountDb>();
        var found = await (
            from session in accounts.Sessions
            join account in accounts.Users on session.AccountId equals account.Id
            where session.Id == key.Session && account.Id == key.Account && session.EndedAt == null
            let home = accounts
                .SignInDomains.Where(row => row.AuthorityId == session.AuthorityId)
                .Select(row => (Id<Tenant>?)row.TenantId)
                .FirstOrDefault()
            where session.AuthorityId == null || home == key.Tenant // an authority's session leads nowhere else
            select new
            {
                account.SecurityStamp,
                session.LastUsedAt,
                session.AuthorityId,
            }
        ).SingleOrDefaultAsync(ct);
        if (found is null)
        {
            return new SessionState(null, null, default);
        }

        await using var db = tenants.OpenFor(key.Tenant);
        var member = await db.Members.AsNoTracking().SingleOrDefaultAsync(row => row.AccountId == key.Account, ct);
        return new SessionState(found.SecurityStamp, member?.Role, found.LastUsedAt, found.AuthorityId);
    }
}

using AethergenAI.Api.Hosting;
using AethergenAI.Data;
using AethergenAI.Data.Accounts;
using AethergenAI.Tenancy;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace AethergenAI.Api.SingleSignOn;

/// <summary>Whoever went to an authority to connect what they are there with their account here.</summary>
internal sealed class LoginConnections(
    UserManager<Account> people,
    AccountDb accounts,
    TenantDb tenants,
    TimeProvider clock
)
{
    /// <summary>Lets the authority sign in the account that was signed in here when it began.</summary>
    /// <returns>Why not, as a code; null where the account is connected.</returns>
    internal async Task<string?> ConnectAsync(
        FoundAuthority found,
        UserLoginInfo login,
        string? account,
        string? session,
        CancellationToken ct
    )
    {
        if (!await IsSignedInAsync(found, account, session, ct))
        {
            return SignInProblem.NotSignedIn;
        }

        var own = await people.FindByIdAsync(account!);
        await using var db = tenants.OpenFor(found.Tenant, own?.Email ?? "");
        if (own is null || !await db.Members.AnyAsync(member => member.AccountId == own.Id, ct))
        {
            return SignInProblem.NotSignedIn;
        }
        var holder = await people.FindByLoginAsync(login.LoginProvider, login.ProviderKey);
        if (holder is not null)
        {
            return holder.Id == own.Id ? null : SignInProblem.Taken;
        }

        if ((await people.GetLoginsAsync(own)).Any(one => one.LoginProvider == login.LoginProvider))
        {
            return SignInProblem.Taken;
        }
        if (!(await people.AddLoginAsync(own, login)).Succeeded)
        {
            return SignInProblem.Taken;
        }
        if (
            !await db.SignInSubjects.AnyAsync(
                row => row.AuthorityId == found.Row.Id && row.Subject == login.ProviderKey,
                ct
            )
        )
        {
            db.SignInSubjects.Add(new SignInSubject { AuthorityId = found.Row.Id, Subject = login.ProviderKey });
        }
        db.Note("sso.connect", found.Row.Domain);
        await db.SaveChangesAsync(ct);
        return null;
    }

    /// <summary>
    /// Whether the session in which a person began to connect goes on. Its cookie does not come along from the
    /// authority's page.
    /// </summary>
    private async Task<bool> IsSignedInAsync(
        FoundAuthority found,
        string? account,
        string? session,
        CancellationToken ct
    )
    {
        if (!Guid.TryParse(account, out Guid person) || !Guid.TryParse(session, out Guid begun))
        {
            return false;
        }
        DateTimeOffset alive = clock.GetUtcNow() - Authentication.CookieLife;
        return await accounts.Sessions.AnyAsync(
            row =>
                row.Id == begun
                && row.AccountId == person
                && row.TenantId == found.Tenant
                && row.AuthorityId == null
                && row.EndedAt == null
                && row.LastUsedAt > alive,
            ct
        );
    }
}

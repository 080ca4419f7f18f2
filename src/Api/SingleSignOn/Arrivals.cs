using System.Security.Claims;
using AethergenAI.Api.Accounts;
using AethergenAI.Api.Hosting;
using AethergenAI.Api.Mail;
using AethergenAI.Data;
using AethergenAI.Data.Accounts;
using AethergenAI.Data.Organisations;
using AethergenAI.Tenancy;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace AethergenAI.Api.SingleSignOn;

/// <summary>
/// Whom an authority sends back. Who they are here is decided by authority and subject alone; an address never leads
/// to an account that is there already.
/// </summary>
internal sealed class Arrivals(
    SignInManager<Account> people,
    AccountDb accounts,
    TenantDb tenants,
    NpgsqlDataSource source,
    TimeProvider clock
)
{
    private const int MaxSubject = 255; // as OpenID Connect has it

    /// <summary>Google gives an account to whoever reads mail of any domain; this claim names who runs it.</summary>
    private const string Google = "https://accounts.google.com";
    private const string GoogleDomain = "hd";

    /// <returns>Why not, as a code; null where the person is signed in, or the account is connected.</returns>
    internal async Task<string?> TakeAsync(
        FoundAuthority found,
        ClaimsPrincipal shown,
        AuthenticationProperties properties,
        CancellationToken ct
    )
    {
        string subject = shown.FindFirstValue("sub") ?? "";
        if (subject.Length is 0 or > MaxSubject)
        {
            return SignInProblem.BadAnswer;
        }

        // Of two who come at once as the same person, the second finds what the first has made.
        await using var alone = await AddressLock.LockAsync(source, $"{found.Row.Id} {subject}", ct);
        var login = new UserLoginInfo(found.Row.Id.ToString(), subject, found.Row.Domain);
        if (properties.Items.TryGetValue(SignInEvents.ConnectAccount, out string? account))
        {
            properties.Items.TryGetValue(SignInEvents.ConnectSession, out string? session);
            return await ConnectAsync(found, login, account, session, ct);
        }
        return await people.UserManager.FindByLoginAsync(login.LoginProvider, subject) is { } known
            ? await SignInAsync(found, known, ct)
            : await WelcomeAsync(found, login, shown, ct);
    }

    private async Task<string?> SignInAsync(FoundAuthority found, Account account, CancellationToken ct)
    {
        await using var db = tenants.OpenFor(found.Tenant);
        if (!await db.Members.AnyAsync(member => member.AccountId == account.Id, ct))
        {
            return SignInProblem.Removed;
        }

        account.TenantId = found.Tenant;
        await people.UserManager.UpdateAsync(account);
        await people.SignInAsync(account, isPersistent: true, AuthoritySession.MethodOf(found.Row.Id));
        await SignInEndpoints.NoteAsync(tenants, account, AuthoritySession.Method, succeeded: true, clock, ct);
        return null;
    }

    /// <summary>Makes an account and a membership for whoever comes for the first time.</summary>
    private async Task<string?> WelcomeAsync(
        FoundAuthority found,
        UserLoginInfo login,
        ClaimsPrincipal shown,
        CancellationToken ct
    )
    {
        string email = shown.FindFirstValue("email")?.Trim() ?? "";
        if (WhyNotOf(found.Row, email, shown) is { } wrong)
        {
            return wrong;
        }

        await using var alone = await AddressLock.LockAsync(source, email, ct);
        if (await WhyNotAsync(found, login.ProviderKey, email, ct) is { } refused)
        {
            return refused;
        }

        var account = new Account
        {
            Id = Guid.CreateVersion7(),
            TenantId = found.Tenant,
            UserName = email,
            Email = email,
            EmailConfirmed = true,
        };
        var made = await people.UserManager.CreateAsync(account);
        if (!made.Succeeded)
        {
            return SignInProblem.BadAnswer; // the address is none that an account may have
        }
        await people.UserManager.AddLoginAsync(account, login);
        await using var db = tenants.OpenFor(found.Tenant, email);
        db.Members.Add(
            new Member
            {
                AccountId = account.Id,
                Email = email,
                Role = found.Row.DefaultRole,
                CreatedAt = clock.GetUtcNow(),
            }
        );
        db.SignInSubjects.Add(new SignInSubject { AuthorityId = found.Row.Id, Subject = login.ProviderKey });
        await db.SaveChangesAsync(ct);
        return await SignInAsync(found, account, ct);
    }

    /// <summary>What is wrong with what the authority says of the person.</summary>
    internal static string? WhyNotOf(SignInAuthority authority, string email, ClaimsPrincipal shown)
    {
        if (email.Length is 0 or > 254 || !Letter.IsAddress(email) || email.Count(letter => letter == '@') != 1)
        {
            return SignInProblem.NoEmail;
        }
        if (!SignInEvents.IsVerified(shown))
        {
            return SignInProblem.EmailNotVerified;
        }
        bool isGoogle = authority.Issuer.TrimEnd('/') == Google;
        return
            FoundAuthorities.DomainOf(email) != authority.Domain
            || (isGoogle && shown.FindFirstValue(GoogleDomain)?.ToLowerInvariant() != authority.Domain)
            ? SignInProblem.OtherDomain
            : null;
    }

    /// <summary>What speaks against a new member here.</summary>
    private async Task<string?> WhyNotAsync(FoundAuthority found, string subject, string email, CancellationToken ct)
    {
        await using var db = tenants.OpenFor(found.Tenant);
        if (await db.SignInSubjects.AnyAsync(row => row.AuthorityId == found.Row.Id && row.Subject == subject, ct))
        {
            return SignInProblem.Removed;
        }
        if (await people.UserManager.FindByEmailAsync(email) is { } other)
        {
            if (await accounts.AccountTenants.AnyAsync(row => row.AccountId == other.Id, ct))
            {
                return SignInProblem.HasAccount;
            }
            await people.UserManager.DeleteAsync(other); // left of one that was interrupted
        }
        if (await FormerMembers.IncludeAsync(db, email, ct))
        {
            return SignInProblem.Removed;
        }
        return (await db.Tenants.AsNoTracking().SingleAsync(ct)).DeletionDue is null ? null : SignInProblem.Ending;
    }

    /// <summary>Lets the authority sign in the account that was signed in here when it began.</summary>
    private async Task<string?> ConnectAsync(
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

        var own = await people.UserManager.FindByIdAsync(account!);
        await using var db = tenants.OpenFor(found.Tenant, own?.Email ?? "");
        if (own is null || !await db.Members.AnyAsync(member => member.AccountId == own.Id, ct))
        {
            return SignInProblem.NotSignedIn;
        }
        var holder = await people.UserManager.FindByLoginAsync(login.LoginProvider, login.ProviderKey);
        if (holder is not null)
        {
            return holder.Id == own.Id ? null : SignInProblem.Taken;
        }

        if ((await people.UserManager.GetLoginsAsync(own)).Any(one => one.LoginProvider == login.LoginProvider))
        {
            return SignInProblem.Taken;
        }
        if (!(await people.UserManager.AddLoginAsync(own, login)).Succeeded)
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

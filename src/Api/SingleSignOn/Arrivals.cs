using System.Security.Claims;
using AethergenAI.Api.Accounts;
using AethergenAI.Api.Mail;
using AethergenAI.Api.Tenancy;
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
    LoginConnections connections,
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
            return await connections.ConnectAsync(found, login, account, session, ct);
        }
        var known = await people.UserManager.FindByLoginAsync(login.LoginProvider, subject);
        if (known is not null && !await BelongsAsync(known, ct))
        {
            await people.UserManager.DeleteAsync(known); // left of an arrival that was interrupted
            known = null;
        }
        return known is null ? await WelcomeAsync(found, login, shown, ct) : await SignInAsync(found, known, ct);
    }

    private async Task<string?> SignInAsync(FoundAuthority found, Account account, CancellationToken ct)
    {
        string email = account.Email ?? "";
        await using var db = tenants.OpenFor(found.Tenant, email);
        if (!await db.Members.AnyAsync(member => member.AccountId == account.Id, ct))
        {
            await using var alone = await AddressLock.LockAsync(source, email, ct);
            if (await InvitationAcceptance.FindAsync(db, email, clock.GetUtcNow(), ct) is not { } invitation)
            {
                return SignInProblem.Removed;
            }
            if (await IsEndingAsync(db, ct))
            {
                return SignInProblem.Ending;
            }
            if (!await AcceptAsync(db, invitation, account, ct))
            {
                return SignInProblem.StartAgain;
            }
        }

        account.TenantId = found.Tenant;
        await people.UserManager.UpdateAsync(account);
        await people.SignInAsync(account, isPersistent: true, AuthoritySession.MethodOf(found.Row.Id));
        await SignInEndpoints.NoteAsync(tenants, account, AuthoritySession.Method, succeeded: true, clock, ct);
        return null;
    }

    /// <summary>
    /// Makes an account and a membership for whoever comes for the first time, or again: with the role of an open
    /// invitation, which is used up, or else with the authority's.
    /// </summary>
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
        await using var db = tenants.OpenFor(found.Tenant, email);
        var invitation = await InvitationAcceptance.FindAsync(db, email, clock.GetUtcNow(), ct);
        bool isKnown = await db.SignInSubjects.AnyAsync(
            row => row.AuthorityId == found.Row.Id && row.Subject == login.ProviderKey,
            ct
        );
        if (await WhyNotAsync(db, email, isKnown, invitation is not null, ct) is { } refused)
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
        if (!isKnown)
        {
            db.SignInSubjects.Add(new SignInSubject { AuthorityId = found.Row.Id, Subject = login.ProviderKey });
        }
        if (invitation is null)
        {
            db.Members.Add(
                new Member
                {
                    AccountId = account.Id,
                    Email = email,
                    Role = found.Row.DefaultRole,
                    CreatedAt = clock.GetUtcNow(),
                }
            );
            await db.SaveChangesAsync(ct);
        }
        else if (!await AcceptAsync(db, invitation, account, ct))
        {
            return SignInProblem.StartAgain;
        }
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
    /// <param name="isKnown">Whether the authority has let this person in before.</param>
    /// <param name="isInvited">Whether an owner wants the person, who may have been removed before.</param>
    private async Task<string?> WhyNotAsync(
        AethergenDb db,
        string email,
        bool isKnown,
        bool isInvited,
        CancellationToken ct
    )
    {
        bool wasRemoved = !isInvited && (isKnown || await FormerMembers.IncludeAsync(db, email, ct));
        if (await people.UserManager.FindByEmailAsync(email) is { } other)
        {
            if (await BelongsAsync(other, ct))
            {
                bool isMember = await db.Members.AnyAsync(member => member.AccountId == other.Id, ct);
                return wasRemoved && !isMember ? SignInProblem.Removed : SignInProblem.HasAccount;
            }
            await people.UserManager.DeleteAsync(other); // left of one that was interrupted
        }
        if (wasRemoved)
        {
            return SignInProblem.Removed;
        }
        return await IsEndingAsync(db, ct) ? SignInProblem.Ending : null;
    }

    private Task<bool> BelongsAsync(Account account, CancellationToken ct) =>
        accounts.AccountTenants.AnyAsync(row => row.AccountId == account.Id, ct);

    private static async Task<bool> IsEndingAsync(AethergenDb db, CancellationToken ct) =>
        (await db.Tenants.AsNoTracking().SingleAsync(ct)).DeletionDue is not null;

    /// <returns>False where the invitation was withdrawn meanwhile.</returns>
    private async Task<bool> AcceptAsync(AethergenDb db, Invitation invitation, Account account, CancellationToken ct)
    {
        try
        {
            await InvitationAcceptance.AcceptAsync(db, invitation, account, clock, ct);
            return true;
        }
        catch (RefusedException)
        {
            return false;
        }
    }
}

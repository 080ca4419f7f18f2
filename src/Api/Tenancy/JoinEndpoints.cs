using System.ComponentModel.DataAnnotations;
using System.Security.Claims;
using AethergenAI.Api.Accounts;
using AethergenAI.Api.Hosting;
using AethergenAI.Api.SingleSignOn;
using AethergenAI.Data;
using AethergenAI.Data.Accounts;
using AethergenAI.Tenancy;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace AethergenAI.Api.Tenancy;

/// <summary>What the person does who was invited.</summary>
internal static class JoinEndpoints
{
    public static void MapJoining(this IEndpointRouteBuilder api)
    {
        var join = api.MapGroup("/join")
            .WithTags("Organisation")
            .RefusePrograms()
            .AllowWhileEnding()
            .RequireRateLimiting(SignInLimit.Policy)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict)
            .ProducesProblem(StatusCodes.Status429TooManyRequests);
        join.MapPost("/look", Look).WithName("LookAtInvitation");
        join.MapPost("/", Join).WithName("AcceptInvitation").RefuseAuthoritySessions();
    }

    public sealed record InvitationToken
    {
        /// <summary>The part of the link after '#'.</summary>
        [Required, StringLength(200)]
        public required string Token { get; init; }
    }

    public sealed record Acceptance
    {
        /// <summary>The part of the link after '#'.</summary>
        [Required, StringLength(200)]
        public required string Token { get; init; }

        /// <summary>For an account that is made now: at least 12 characters, of any kind.</summary>
        [StringLength(FormLimits.MaxPassword, MinimumLength = FormLimits.MinPassword)]
        public string? Password { get; init; }
    }

    /// <param name="HasAccount">Whether the address has an account, which must sign in before it accepts.</param>
    public sealed record InvitationSeen(
        string Organisation,
        string Email,
        Role Role,
        string InvitedBy,
        DateTimeOffset ExpiresAt,
        bool HasAccount
    );

    /// <summary>What an invitation says, to whoever has its link.</summary>
    internal static async Task<Ok<InvitationSeen>> Look(
        InvitationToken request,
        TenantDb tenants,
        UserManager<Account> people,
        AccountDb accounts,
        TimeProvider clock,
        CancellationToken ct
    )
    {
        var token = Parsed(request.Token);
        var invitation = await FindAsync(tenants, token, clock, ct);
        await using var db = tenants.OpenFor(token.Tenant);
        var account = await people.FindByEmailAsync(invitation.Email);
        return TypedResults.Ok(
            new InvitationSeen(
                (await db.Tenants.AsNoTracking().SingleAsync(ct)).Name,
                invitation.Email,
                invitation.Role,
                invitation.InvitedBy,
                invitation.ExpiresAt,
                account is not null && await MustSignInAsync(accounts, account, invitation, ct)
            )
        );
    }

    /// <summary>
    /// Makes the invited person a member, and opens the organisation. Who has an account must be signed in with it;
    /// who has none sets its password here.
    /// </summary>
    internal static async Task<NoContent> Join(
        Acceptance request,
        ClaimsPrincipal user,
        TenantDb tenants,
        NpgsqlDataSource source,
        SignInManager<Account> people,
        AccountDb accounts,
        Sessions sessions,
        TimeProvider clock,
        CancellationToken ct
    )
    {
        var token = Parsed(request.Token);
        string address = (await FindAsync(tenants, token, clock, ct)).Email;
        await using var alone = await AddressLock.LockAsync(source, address, ct);
        var invitation = await FindAsync(tenants, token, clock, ct); // again: another may have come before
        await RequireLastingAsync(tenants, token.Tenant, ct);
        var account = await AccountForAsync(
            invitation,
            request.Password,
            user,
            token.Tenant,
            people,
            accounts,
            sessions,
            ct
        );
        await using var db = tenants.OpenFor(token.Tenant, invitation.Email);
        await InvitationAcceptance.AcceptAsync(db, invitation, account, clock, ct);
        account.TenantId = token.Tenant;
        await people.UserManager.UpdateAsync(account);
        string? method = user.Identity?.IsAuthenticated == true ? null : "pwd"; // a session that goes on keeps its own
        await people.SignInAsync(account, isPersistent: true, method);
        return TypedResults.NoContent();
    }

    /// <exception cref="RefusedException">The organisation is to be deleted.</exception>
    private static async Task RequireLastingAsync(TenantDb tenants, Id<Tenant> tenant, CancellationToken ct)
    {
        await using var db = tenants.OpenFor(tenant);
        if ((await db.Tenants.AsNoTracking().SingleAsync(ct)).DeletionDue is { } due)
        {
            throw OrganisationRefusals.Ending(due);
        }
    }

    /// <exception cref="RefusedException">Someone else is signed in, or the account must sign in first.</exception>
    private static async Task<Account> AccountForAsync(
        Invitation invitation,
        string? password,
        ClaimsPrincipal user,
        Id<Tenant> tenant,
        SignInManager<Account> people,
        AccountDb accounts,
        Sessions sessions,
        CancellationToken ct
    )
    {
        if (user.Identity?.IsAuthenticated == true)
        {
            var signedIn = await people.UserManager.GetUserAsync(user) ?? throw AccountRefusals.Gone();
            return string.Equals(signedIn.Email, invitation.Email, StringComparison.OrdinalIgnoreCase)
                ? signedIn
                : throw MemberRefusals.ForSomeoneElse(invitation.Email, signedIn.Email ?? "another account");
        }

        if (await people.UserManager.FindByEmailAsync(invitation.Email) is { } known)
        {
            if (await MustSignInAsync(accounts, known, invitation, ct))
            {
                throw MemberRefusals.SignInFirst(invitation.Email);
            }
            if (await BelongsAsync(accounts, known, ct))
            {
                await UnconfirmedAccounts.GiveToOwnerOfAddressAsync(
                    people.UserManager,
                    accounts,
                    known,
                    password ?? string.Empty
                );
                await sessions.EndAsync(people.UserManager, known);
                return known;
            }
            await people.UserManager.DeleteAsync(known); // left of an acceptance that was interrupted
        }

        var account = new Account
        {
            Id = Guid.CreateVersion7(),
            TenantId = tenant,
            UserName = invitation.Email,
            Email = invitation.Email,
            EmailConfirmed = invitation.Mailed,
        };
        if (password is null)
        {
            throw AccountRefusals.PasswordNotSet([
                $"Choose a password of at least {FormLimits.MinPassword} characters.",
            ]);
        }
        var made = await people.UserManager.CreateAsync(account, password);
        return made.Succeeded
            ? account
            : throw AccountRefusals.PasswordNotSet(made.Errors.Select(error => error.Description));
    }

    private static TenantToken Parsed(string text) =>
        TenantToken.TryParse(text.Trim(), out var token) ? token : throw MemberRefusals.BadInvitation();

    /// <exception cref="RefusedException">It is unknown, or can no longer be accepted.</exception>
    private static async Task<Invitation> FindAsync(
        TenantDb tenants,
        TenantToken token,
        TimeProvider clock,
        CancellationToken ct
    )
    {
        await using var db = tenants.OpenFor(token.Tenant);
        var id = new Id<Invitation>(token.Row);
        var found = await db.Invitations.AsNoTracking().SingleOrDefaultAsync(row => row.Id == id, ct);
        if (found is null || !token.Opens(found.TokenSha256))
        {
            throw MemberRefusals.BadInvitation();
        }
        found.RequireOpen(clock.GetUtcNow());
        return found;
    }

    /// <summary>
    /// Whether the address has an account that must sign in to accept. One whose address was never shown to be its
    /// holder's need not, where the link was mailed: who has the link has the address.
    /// </summary>
    private static async Task<bool> MustSignInAsync(
        AccountDb accounts,
        Account account,
        Invitation invitation,
        CancellationToken ct
    ) => (account.EmailConfirmed || !invitation.Mailed) && await BelongsAsync(accounts, account, ct);

    private static Task<bool> BelongsAsync(AccountDb accounts, Account account, CancellationToken ct) =>
        accounts.AccountTenants.AnyAsync(row => row.AccountId == account.Id, ct);
}

using System.ComponentModel.DataAnnotations;
using System.Security.Claims;
using AethergenAI.Api.Hosting;
using AethergenAI.Api.SingleSignOn;
using AethergenAI.Api.Tenancy;
using AethergenAI.Data;
using AethergenAI.Data.Accounts;
using AethergenAI.Tenancy;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace AethergenAI.Api.Accounts;

internal static class AccountEndpoints
{
    public static void MapAccounts(this IEndpointRouteBuilder api)
    {
        api.MapSignIn();
        var me = api.MapGroup("/me")
            .WithTags("Accounts")
            .AllowWhileEnding()
            .NeedsPerson(Role.Reviewer)
            .ProducesProblem(StatusCodes.Status401Unauthorized);
        me.MapGet("/", GetMe).WithName("GetMe");
        me.MapPost("/password", SetPassword)
            .WithName("SetPassword")
            .RefuseAuthoritySessions()
            .RequireRateLimiting(SignInLimit.Policy)
            .ProducesProblem(StatusCodes.Status429TooManyRequests);
        me.MapSessions();
        me.MapPasskeys();
        me.MapTwoFactor();
        me.MapConnectedLogins();
    }

    public sealed record NewPassword
    {
        /// <summary>The current password; absent if there is none yet.</summary>
        [StringLength(200)]
        public string? Current { get; init; }

        /// <summary>At least 12 characters, of any kind.</summary>
        [Required, StringLength(FormLimits.MaxPassword, MinimumLength = FormLimits.MinPassword)]
        public required string Password { get; init; }
    }

    /// <param name="Tenant">The organisation's name.</param>
    /// <param name="HasPassword">False until the first password is set: until then only the link signs in.</param>
    /// <param name="DeletionDue">When the organisation is deleted; null where nobody asked for it.</param>
    /// <param name="SignedInAt">The authority that opened this session, which then holds in its organisation alone and
    /// cannot change how the account signs in; null where the person signed in here.</param>
    public sealed record Me(
        string Email,
        Role Role,
        string Tenant,
        Id<Tenant> TenantId,
        bool HasPassword,
        DateTimeOffset? DeletionDue,
        Id<SignInAuthority>? SignedInAt = null
    );

    internal static async Task<Ok<Me>> GetMe(
        ClaimsPrincipal user,
        UserManager<Account> accounts,
        TenantDb tenants,
        CancellationToken ct
    ) =>
        TypedResults.Ok(
            await DescribeAsync(
                await accounts.GetUserAsync(user) ?? throw AccountRefusals.Gone(),
                user.Tenant(),
                tenants,
                ct
            ) with
            {
                SignedInAt = AuthoritySession.Of(user),
            }
        );

    internal static async Task<NoContent> SetPassword(
        NewPassword request,
        ClaimsPrincipal user,
        SignInManager<Account> people,
        Sessions sessions
    )
    {
        var accounts = people.UserManager;
        var account = await accounts.GetUserAsync(user) ?? throw AccountRefusals.Gone();
        bool hasPassword = await accounts.HasPasswordAsync(account);
        if (hasPassword && !await IsRightAsync(people, account, request.Current ?? string.Empty))
        {
            throw AccountRefusals.PasswordNotSet([
                "The current password is wrong, or the account is locked for five minutes after five wrong ones.",
            ]);
        }

        var result = hasPassword
            ? await accounts.ChangePasswordAsync(account, request.Current ?? string.Empty, request.Password)
            : await accounts.AddPasswordAsync(account, request.Password);
        if (!result.Succeeded)
        {
            throw AccountRefusals.PasswordNotSet(result.Errors.Select(error => error.Description));
        }

        await sessions.KeepOnlyThisAsync(people, account, user);
        return TypedResults.NoContent();
    }

    /// <summary>A wrong one counts as at sign-in: after five the account is locked for a while.</summary>
    private static async Task<bool> IsRightAsync(SignInManager<Account> people, Account account, string password) =>
        (await people.CheckPasswordSignInAsync(account, password, lockoutOnFailure: true)).Succeeded;

    internal static async Task<Me> DescribeAsync(
        Account account,
        Id<Tenant> opened,
        TenantDb tenants,
        CancellationToken ct
    )
    {
        await using var db = tenants.OpenFor(opened);
        var member = await db.Members.AsNoTracking().SingleOrDefaultAsync(row => row.AccountId == account.Id, ct)
            ?? throw AccountRefusals.Gone();
        var tenant = await db.Tenants.AsNoTracking().SingleAsync(ct);
        return new Me(
            member.Email,
            member.Role,
            tenant.Name,
            tenant.Id,
            account.PasswordHash is not null,
            tenant.DeletionDue
        );
    }
}

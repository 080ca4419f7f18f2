using System.ComponentModel.DataAnnotations;
using System.Security.Claims;
using AethergenAI.Data;
using AethergenAI.Data.Accounts;
using AethergenAI.Tenancy;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace AethergenAI.Api.Tenancy;

internal static class AccountEndpoints
{
    internal const string SignInLimit = "sign-in";

    public static void MapAccounts(this IEndpointRouteBuilder api)
    {
        var signIn = api.MapGroup("/sign-in")
            .WithTags("Accounts")
            .RequireRateLimiting(SignInLimit)
            .ProducesProblem(StatusCodes.Status401Unauthorized)
            .ProducesProblem(StatusCodes.Status429TooManyRequests);
        signIn.MapPost("/", SignInWithPassword).WithName("SignIn");
        signIn.MapPost("/link", SignInWithLink).WithName("SignInWithLink");
        api.MapPost("/sign-out", SignOut).WithName("SignOut").WithTags("Accounts");

        var me = api.MapGroup("/me")
            .WithTags("Accounts")
            .Needs(Role.Reviewer)
            .ProducesProblem(StatusCodes.Status401Unauthorized);
        me.MapGet("/", GetMe).WithName("GetMe");
        me.MapPost("/password", SetPassword).WithName("SetPassword");
    }

    public sealed record LinkSignIn
    {
        /// <summary>The part of the printed link after <c>token=</c>.</summary>
        [Required, StringLength(200)]
        public required string Token { get; init; }
    }

    public sealed record PasswordSignIn
    {
        [Required, StringLength(254)]
        public required string Email { get; init; }

        [Required, StringLength(200)]
        public required string Password { get; init; }
    }

    public sealed record NewPassword
    {
        /// <summary>The current password; absent if there is none yet.</summary>
        [StringLength(200)]
        public string? Current { get; init; }

        /// <summary>At least 12 characters, of any kind.</summary>
        [Required, StringLength(200, MinimumLength = 12)]
        public required string Password { get; init; }
    }

    /// <param name="Tenant">The organisation's name.</param>
    /// <param name="HasPassword">False until the first password is set: until then only the link signs in.</param>
    public sealed record Me(string Email, Role Role, string Tenant, Id<Tenant> TenantId, bool HasPassword);

    internal static async Task<Ok<Me>> SignInWithLink(
        LinkSignIn request,
        IOptions<OwnerOptions> owner,
        SignInManager<Account> people,
        TenantDb tenants,
        TimeProvider clock,
        CancellationToken ct
    )
    {
        if (!owner.Value.Opens(request.Token))
        {
            throw AccountRefusals.BadLink();
        }

        var account = await people.UserManager.FindByEmailAsync(owner.Value.Email) ?? throw AccountRefusals.BadLink();
        await people.SignInAsync(account, isPersistent: true);
        await NoteAsync(tenants, account, "link", succeeded: true, clock, ct);
        return TypedResults.Ok(await DescribeAsync(account, tenants, ct));
    }

    internal static async Task<Ok<Me>> SignInWithPassword(
        PasswordSignIn request,
        SignInManager<Account> people,
        TenantDb tenants,
        TimeProvider clock,
        CancellationToken ct
    )
    {
        var account = await people.UserManager.FindByEmailAsync(request.Email);
        if (account is null)
        {
            // This takes as long as a wrong password, so that the time does not reveal which accounts exist.
            people.UserManager.PasswordHasher.HashPassword(new Account(), request.Password);
            throw AccountRefusals.BadPassword();
        }

        var result = await people.PasswordSignInAsync(
            account,
            request.Password,
            isPersistent: true,
            lockoutOnFailure: true
        );
        await NoteAsync(tenants, account, "password", result.Succeeded, clock, ct);
        return result.Succeeded
            ? TypedResults.Ok(await DescribeAsync(account, tenants, ct))
            : throw AccountRefusals.BadPassword();
    }

    internal static async Task<NoContent> SignOut(SignInManager<Account> people)
    {
        await people.SignOutAsync();
        return TypedResults.NoContent();
    }

    internal static async Task<Ok<Me>> GetMe(
        ClaimsPrincipal user,
        UserManager<Account> accounts,
        TenantDb tenants,
        CancellationToken ct
    ) =>
        TypedResults.Ok(
            await DescribeAsync(await accounts.GetUserAsync(user) ?? throw AccountRefusals.Gone(), tenants, ct)
        );

    internal static async Task<NoContent> SetPassword(
        NewPassword request,
        ClaimsPrincipal user,
        SignInManager<Account> people
    )
    {
        var accounts = people.UserManager;
        var account = await accounts.GetUserAsync(user) ?? throw AccountRefusals.Gone();
        var result = await accounts.HasPasswordAsync(account)
            ? await accounts.ChangePasswordAsync(account, request.Current ?? string.Empty, request.Password)
            : await accounts.AddPasswordAsync(account, request.Password);
        if (!result.Succeeded)
        {
            throw AccountRefusals.PasswordNotSet(result.Errors.Select(error => error.Description));
        }

        await people.RefreshSignInAsync(account);
        return TypedResults.NoContent();
    }

    private static async Task<Me> DescribeAsync(Account account, TenantDb tenants, CancellationToken ct)
    {
        await using var db = tenants.OpenFor(account.TenantId);
        var member = await db.Members.AsNoTracking().SingleOrDefaultAsync(row => row.AccountId == account.Id, ct)
            ?? throw AccountRefusals.Gone();
        var tenant = await db.Tenants.AsNoTracking().SingleAsync(ct);
        return new Me(member.Email, member.Role, tenant.Name, tenant.Id, account.PasswordHash is not null);
    }

    private static async Task NoteAsync(
        TenantDb tenants,
        Account account,
        string method,
        bool succeeded,
        TimeProvider clock,
        CancellationToken ct
    )
    {
        await using var db = tenants.OpenFor(account.TenantId);
        db.SignIns.Add(
            new SignIn
            {
                Id = Id<SignIn>.New(),
                Email = account.Email ?? "",
                Method = method,
                Succeeded = succeeded,
                At = clock.GetUtcNow(),
            }
        );
        await db.SaveChangesAsync(ct);
    }
}

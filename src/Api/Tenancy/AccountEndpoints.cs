using System.ComponentModel.DataAnnotations;
using System.Security.Claims;
using AethergenAI.Api.Hosting;
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

    private static readonly TimeSpan Evenly = TimeSpan.FromMilliseconds(500);

    public static void MapAccounts(this IEndpointRouteBuilder api)
    {
        var signIn = api.MapGroup("/sign-in")
            .WithTags("Accounts")
            .AllowWhileEnding()
            .RequireRateLimiting(SignInLimit)
            .ProducesProblem(StatusCodes.Status401Unauthorized)
            .ProducesProblem(StatusCodes.Status429TooManyRequests);
        signIn.MapPost("/", SignInWithPassword).WithName("SignIn");
        signIn.MapPost("/link", SignInWithLink).WithName("SignInWithLink");
        api.MapPost("/sign-out", SignOut).WithName("SignOut").WithTags("Accounts").AllowWhileEnding();

        var me = api.MapGroup("/me")
            .WithTags("Accounts")
            .AllowWhileEnding()
            .NeedsPerson(Role.Reviewer)
            .ProducesProblem(StatusCodes.Status401Unauthorized);
        me.MapGet("/", GetMe).WithName("GetMe");
        me.MapPost("/password", SetPassword)
            .WithName("SetPassword")
            .RequireRateLimiting(SignInLimit)
            .ProducesProblem(StatusCodes.Status429TooManyRequests);
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
    /// <param name="DeletionDue">When the organisation is deleted; null where nobody asked for it.</param>
    public sealed record Me(
        string Email,
        Role Role,
        string Tenant,
        Id<Tenant> TenantId,
        bool HasPassword,
        DateTimeOffset? DeletionDue
    );

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
        return TypedResults.Ok(await DescribeAsync(account, account.TenantId, tenants, ct));
    }

    internal static async Task<Ok<Me>> SignInWithPassword(
        PasswordSignIn request,
        SignInManager<Account> people,
        TenantDb tenants,
        TimeProvider clock,
        CancellationToken ct
    )
    {
        long start = clock.GetTimestamp();
        var account = await people.UserManager.FindByEmailAsync(request.Email);
        if (account is null)
        {
            people.UserManager.PasswordHasher.HashPassword(new Account(), request.Password);
            await EvenOutAsync(clock, start, ct);
            throw AccountRefusals.BadPassword();
        }

        var result = await people.PasswordSignInAsync(
            account,
            request.Password,
            isPersistent: true,
            lockoutOnFailure: true
        );
        await NoteAsync(tenants, account, "password", result.Succeeded, clock, ct);
        if (!result.Succeeded)
        {
            await EvenOutAsync(clock, start, ct);
            throw AccountRefusals.BadPassword();
        }
        return TypedResults.Ok(await DescribeAsync(account, account.TenantId, tenants, ct));
    }

    /// <summary>
    /// Lets every refusal take the same time, so that it does not reveal which accounts exist, are locked or have no
    /// password.
    /// </summary>
    private static Task EvenOutAsync(TimeProvider clock, long start, CancellationToken ct)
    {
        TimeSpan spent = clock.GetElapsedTime(start);
        return Task.Delay((Evenly * Math.Ceiling(spent / Evenly)) - spent, clock, ct);
    }

    /// <summary>Ends all sessions of the person, on all devices, and their hubs.</summary>
    internal static async Task<NoContent> SignOut(
        ClaimsPrincipal user,
        SignInManager<Account> people,
        Sessions sessions
    )
    {
        if (await people.UserManager.GetUserAsync(user) is { } account)
        {
            await sessions.EndAsync(people.UserManager, account);
        }
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
            await DescribeAsync(
                await accounts.GetUserAsync(user) ?? throw AccountRefusals.Gone(),
                user.Tenant(),
                tenants,
                ct
            )
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
        account.TenantId = user.Tenant(); // the organisation that this session goes on in
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

        sessions.Forget(account.Id);
        await people.RefreshSignInAsync(account);
        return TypedResults.NoContent();
    }

    /// <summary>A wrong one counts as at sign-in: after five the account is locked for a while.</summary>
    private static async Task<bool> IsRightAsync(SignInManager<Account> people, Account account, string password) =>
        (await people.CheckPasswordSignInAsync(account, password, lockoutOnFailure: true)).Succeeded;

    private static async Task<Me> DescribeAsync(
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

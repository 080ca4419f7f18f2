using System.ComponentModel.DataAnnotations;
using System.Security.Claims;
using AethergenAI.Api.Hosting;
using AethergenAI.Api.SingleSignOn;
using AethergenAI.Api.Tenancy;
using AethergenAI.Data;
using AethergenAI.Data.Accounts;
using AethergenAI.Tenancy;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace AethergenAI.Api.Accounts;

internal static class SignInEndpoints
{
    private static readonly TimeSpan Evenly = TimeSpan.FromMilliseconds(500);

    public static void MapSignIn(this IEndpointRouteBuilder api)
    {
        var signIn = api.MapGroup("/sign-in")
            .WithTags("Accounts")
            .RefusePrograms()
            .AllowWhileEnding()
            .RequireRateLimiting(SignInLimit.Policy)
            .ProducesProblem(StatusCodes.Status401Unauthorized)
            .ProducesProblem(StatusCodes.Status429TooManyRequests);
        signIn.MapPost("/", SignInWithPassword).WithName("SignIn");
        signIn.MapPost("/link", SignInWithLink).WithName("SignInWithLink");
        signIn.MapPost("/code", SignInWithCode).WithName("SignInWithCode");
        signIn.MapPost("/recovery-code", SignInWithRecoveryCode).WithName("SignInWithRecoveryCode");
        signIn.MapPasskeySignIn();
        signIn.MapReset();
        var signOut = api.MapGroup("/sign-out").WithTags("Accounts").RefusePrograms().AllowWhileEnding();
        signOut.MapPost("/", SignOut).WithName("SignOut");
        signOut.MapPost("/everywhere", SignOutEverywhere).WithName("SignOutEverywhere");
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

    internal static async Task<Ok<AccountEndpoints.Me>> SignInWithLink(
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
        await people.SignInAsync(account, isPersistent: true, "link");
        await NoteAsync(tenants, account, "link", succeeded: true, clock, ct);
        return TypedResults.Ok(await AccountEndpoints.DescribeAsync(account, account.TenantId, tenants, ct));
    }

    /// <summary>
    /// Signs in, or answers 401 <c>sign-in.code-needed</c> where the password is right and a code has to follow.
    /// </summary>
    internal static async Task<Results<Ok<AccountEndpoints.Me>, ProblemHttpResult>> SignInWithPassword(
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
        if (result.RequiresTwoFactor)
        {
            // Not thrown: an exception would take away the cookie that remembers the right password.
            return TypedResults.Problem(
                TwoFactorRefusals.CodeNeededWords,
                statusCode: StatusCodes.Status401Unauthorized,
                extensions: new Dictionary<string, object?> { ["code"] = TwoFactorRefusals.CodeNeeded }
            );
        }

        await NoteAsync(tenants, account, "password", result.Succeeded, clock, ct);
        if (!result.Succeeded)
        {
            await EvenOutAsync(clock, start, ct);
            throw AccountRefusals.BadPassword();
        }
        return TypedResults.Ok(await AccountEndpoints.DescribeAsync(account, account.TenantId, tenants, ct));
    }

    /// <summary>The second step, after the password.</summary>
    internal static async Task<Ok<AccountEndpoints.Me>> SignInWithCode(
        TwoFactorEndpoints.AuthenticatorCode request,
        SignInManager<Account> people,
        TenantDb tenants,
        TimeProvider clock,
        CancellationToken ct
    )
    {
        var account = await people.GetTwoFactorAuthenticationUserAsync() ?? throw TwoFactorRefusals.StartAgain();
        var result = await people.TwoFactorAuthenticatorSignInAsync(
            TwoFactorEndpoints.Digits(request.Code),
            isPersistent: true,
            rememberClient: false
        );
        await NoteAsync(tenants, account, "code", result.Succeeded, clock, ct);
        return result.Succeeded
            ? TypedResults.Ok(await AccountEndpoints.DescribeAsync(account, account.TenantId, tenants, ct))
            : throw TwoFactorRefusals.BadCode();
    }

    /// <summary>The second step without the app. A code is good once.</summary>
    internal static async Task<Ok<AccountEndpoints.Me>> SignInWithRecoveryCode(
        TwoFactorEndpoints.AuthenticatorCode request,
        SignInManager<Account> people,
        HttpContext http,
        TenantDb tenants,
        TimeProvider clock,
        CancellationToken ct
    )
    {
        var accounts = people.UserManager;
        var account = await people.GetTwoFactorAuthenticationUserAsync() ?? throw TwoFactorRefusals.StartAgain();
        string code = TwoFactorEndpoints.Digits(request.Code).ToUpperInvariant();
        bool isRight =
            !await accounts.IsLockedOutAsync(account)
            && (await accounts.RedeemTwoFactorRecoveryCodeAsync(account, code)).Succeeded;
        await NoteAsync(tenants, account, "recovery-code", isRight, clock, ct);
        if (!isRight)
        {
            await accounts.AccessFailedAsync(account);
            throw TwoFactorRefusals.BadCode();
        }

        await accounts.ResetAccessFailedCountAsync(account);
        await http.SignOutAsync(IdentityConstants.TwoFactorUserIdScheme);
        await people.SignInAsync(account, isPersistent: true, "mfa");
        return TypedResults.Ok(await AccountEndpoints.DescribeAsync(account, account.TenantId, tenants, ct));
    }

    /// <summary>
    /// Lets every refusal take the same time, so that it does not reveal which accounts exist, are locked or have no
    /// password.
    /// </summary>
    internal static Task EvenOutAsync(TimeProvider clock, long start, CancellationToken ct)
    {
        TimeSpan spent = clock.GetElapsedTime(start);
        return Task.Delay((Evenly * Math.Ceiling(spent / Evenly)) - spent, clock, ct);
    }

    /// <summary>Ends the session of this browser or program, and its hubs; the person's others go on.</summary>
    internal static async Task<NoContent> SignOut(
        ClaimsPrincipal user,
        SignInManager<Account> people,
        Sessions sessions
    )
    {
        if (Sessions.Of(user) is { } session)
        {
            await sessions.EndOneAsync(user, session);
        }
        await people.SignOutAsync();
        return TypedResults.NoContent();
    }

    /// <summary>
    /// Ends all sessions of the person, on all devices, and their hubs; in an authority's session only those of its
    /// organisation.
    /// </summary>
    internal static async Task<NoContent> SignOutEverywhere(
        ClaimsPrincipal user,
        SignInManager<Account> people,
        Sessions sessions
    )
    {
        if (AuthoritySession.OnlyIn(user) is not null)
        {
            await sessions.EndShownAsync(user, null);
        }
        else if (await people.UserManager.GetUserAsync(user) is { } account)
        {
            await sessions.EndAsync(people.UserManager, account);
        }
        await people.SignOutAsync();
        return TypedResults.NoContent();
    }

    internal static async Task NoteAsync(
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

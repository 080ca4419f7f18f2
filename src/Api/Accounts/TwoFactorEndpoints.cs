using System.ComponentModel.DataAnnotations;
using System.Security.Claims;
using AethergenAI.Api.Hosting;
using AethergenAI.Api.SingleSignOn;
using AethergenAI.Data.Accounts;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Identity;
using QRCoder;

namespace AethergenAI.Api.Accounts;

/// <summary>Two-step sign-in: after the password, the code of an authenticator app or a recovery code.</summary>
internal static class TwoFactorEndpoints
{
    private const int RecoveryCodes = 10;
    private const string Issuer = "AethergenAI";

    /// <summary>Routes below <c>/api/me</c>.</summary>
    public static void MapTwoFactor(this IEndpointRouteBuilder me)
    {
        me.MapGet("/sign-in-ways", GetWays).WithName("GetSignInWays");
        var twoFactor = me.MapGroup("/two-factor")
            .RefuseAuthoritySessions()
            .RequireRateLimiting(SignInLimit.Policy)
            .ProducesProblem(StatusCodes.Status409Conflict)
            .ProducesProblem(StatusCodes.Status429TooManyRequests);
        twoFactor.MapPost("/setup", SetUp).WithName("SetUpTwoFactor");
        twoFactor.MapPost("/", TurnOn).WithName("TurnOnTwoFactor");
        twoFactor.MapPost("/off", TurnOff).WithName("TurnOffTwoFactor");
        twoFactor.MapPost("/recovery-codes", RenewCodes).WithName("RenewRecoveryCodes");
    }

    /// <param name="Passkeys">How many there are.</param>
    /// <param name="TwoFactor">Whether a code is asked for after the password.</param>
    public sealed record SignInWays(bool HasPassword, int Passkeys, bool TwoFactor, int RecoveryCodesLeft);

    /// <param name="Secret">In base32, in groups of four letters, to type into an app.</param>
    /// <param name="Link">The same as an <c>otpauth://</c> link, which opens an app on this device.</param>
    /// <param name="Picture">The link as a QR code, in SVG.</param>
    public sealed record AuthenticatorSetup(string Secret, string Link, string Picture);

    public sealed record AuthenticatorCode
    {
        /// <summary>Six digits; blanks do not count.</summary>
        [Required, StringLength(20)]
        public required string Code { get; init; }
    }

    /// <summary>One of both.</summary>
    public sealed record OwnProof
    {
        [StringLength(200)]
        public string? Password { get; init; }

        /// <summary>Of the authenticator app.</summary>
        [StringLength(20)]
        public string? Code { get; init; }
    }

    /// <param name="Codes">Each signs in once in place of the app's code. They cannot be seen again.</param>
    public sealed record NewRecoveryCodes(IReadOnlyList<string> Codes);

    internal static async Task<Ok<SignInWays>> GetWays(ClaimsPrincipal user, UserManager<Account> accounts)
    {
        var account = await AccountOf(user, accounts);
        return TypedResults.Ok(
            new SignInWays(
                account.PasswordHash is not null,
                (await accounts.GetPasskeysAsync(account)).Count,
                account.TwoFactorEnabled,
                await accounts.CountRecoveryCodesAsync(account)
            )
        );
    }

    /// <summary>Makes a new secret. Nothing changes until <see cref="TurnOn"/> has seen a code of it.</summary>
    internal static async Task<Ok<AuthenticatorSetup>> SetUp(
        ClaimsPrincipal user,
        UserManager<Account> accounts,
        IUserStore<Account> store,
        CancellationToken ct
    )
    {
        var account = await ToSetUpAsync(user, accounts);
        string secret = accounts.GenerateNewAuthenticatorKey();
        // Not ResetAuthenticatorKeyAsync, which ends the person's other sessions although nothing has changed yet.
        await ((IUserAuthenticatorKeyStore<Account>)store).SetAuthenticatorKeyAsync(account, secret, ct);
        await accounts.UpdateAsync(account);
        string label = $"{Issuer}:{Uri.EscapeDataString(account.Email ?? "")}";
        string link = $"otpauth://totp/{label}?secret={secret}&issuer={Issuer}&digits=6";
        return TypedResults.Ok(
            new AuthenticatorSetup(
                string.Join(' ', secret.Chunk(4).Select(group => new string(group))),
                link,
                Draw(link)
            )
        );
    }

    /// <summary>Ends the person's other sessions, which have shown a password only.</summary>
    internal static async Task<Ok<NewRecoveryCodes>> TurnOn(
        AuthenticatorCode request,
        ClaimsPrincipal user,
        SignInManager<Account> people,
        Sessions sessions
    )
    {
        var accounts = people.UserManager;
        var account = await ToSetUpAsync(user, accounts);
        if (!await VerifyAsync(accounts, account, request.Code))
        {
            throw TwoFactorRefusals.NotConfirmed();
        }

        await accounts.SetTwoFactorEnabledAsync(account, true);
        var codes = await accounts.GenerateNewTwoFactorRecoveryCodesAsync(account, RecoveryCodes) ?? [];
        await sessions.KeepOnlyThisAsync(people, account, user);
        return TypedResults.Ok(new NewRecoveryCodes([.. codes]));
    }

    internal static async Task<NoContent> TurnOff(
        OwnProof request,
        ClaimsPrincipal user,
        SignInManager<Account> people,
        IUserStore<Account> store,
        Sessions sessions,
        CancellationToken ct
    )
    {
        var accounts = people.UserManager;
        var account = await ToChangeAsync(request, user, people);
        await ((IUserTwoFactorRecoveryCodeStore<Account>)store).ReplaceCodesAsync(account, [], ct);
        await accounts.ResetAuthenticatorKeyAsync(account);
        await accounts.SetTwoFactorEnabledAsync(account, false);
        await sessions.KeepOnlyThisAsync(people, account, user);
        return TypedResults.NoContent();
    }

    /// <summary>The old codes are good no longer.</summary>
    internal static async Task<Ok<NewRecoveryCodes>> RenewCodes(
        OwnProof request,
        ClaimsPrincipal user,
        SignInManager<Account> people
    )
    {
        var account = await ToChangeAsync(request, user, people);
        var codes = await people.UserManager.GenerateNewTwoFactorRecoveryCodesAsync(account, RecoveryCodes) ?? [];
        return TypedResults.Ok(new NewRecoveryCodes([.. codes]));
    }

    internal static Task<bool> VerifyAsync(UserManager<Account> accounts, Account account, string code) =>
        accounts.VerifyTwoFactorTokenAsync(account, TokenOptions.DefaultAuthenticatorProvider, Digits(code));

    internal static string Digits(string code) => string.Concat(code.Where(letter => !char.IsWhiteSpace(letter)));

    private static async Task<Account> AccountOf(ClaimsPrincipal user, UserManager<Account> accounts) =>
        await accounts.GetUserAsync(user) ?? throw AccountRefusals.Gone();

    private static async Task<Account> ToSetUpAsync(ClaimsPrincipal user, UserManager<Account> accounts)
    {
        var account = await AccountOf(user, accounts);
        if (account.TwoFactorEnabled)
        {
            throw TwoFactorRefusals.On();
        }
        return account.PasswordHash is null ? throw TwoFactorRefusals.NeedsPassword() : account;
    }

    /// <summary>The account, once its person has shown a password or a code. Wrong ones count as at sign-in.</summary>
    private static async Task<Account> ToChangeAsync(
        OwnProof proof,
        ClaimsPrincipal user,
        SignInManager<Account> people
    )
    {
        var accounts = people.UserManager;
        var account = await AccountOf(user, accounts);
        if (!account.TwoFactorEnabled)
        {
            throw TwoFactorRefusals.Off();
        }

        bool isRight = proof.Code is { } code
            ? await IsRightAsync(accounts, account, code)
            : (await people.CheckPasswordSignInAsync(account, proof.Password ?? "", lockoutOnFailure: true)).Succeeded;
        return isRight ? account : throw TwoFactorRefusals.NotProven();
    }

    private static async Task<bool> IsRightAsync(UserManager<Account> accounts, Account account, string code)
    {
        if (await accounts.IsLockedOutAsync(account))
        {
            return false;
        }
        if (await VerifyAsync(accounts, account, code))
        {
            return true;
        }

        await accounts.AccessFailedAsync(account);
        return false;
    }

    private static string Draw(string link)
    {
        using var data = QRCodeGenerator.GenerateQrCode(link, QRCodeGenerator.ECCLevel.M);
        using var picture = new SvgQRCode(data);
        return picture.GetGraphic(4);
    }
}

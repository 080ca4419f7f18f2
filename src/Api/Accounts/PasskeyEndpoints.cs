using System.Buffers.Text;
using System.ComponentModel.DataAnnotations;
using System.Security.Claims;
using System.Text.Json;
using AethergenAI.Api.Hosting;
using AethergenAI.Api.SingleSignOn;
using AethergenAI.Data;
using AethergenAI.Data.Accounts;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Identity;

namespace AethergenAI.Api.Accounts;

/// <summary>Passkeys (WebAuthn): the browser makes and uses them, ASP.NET Core Identity checks them.</summary>
internal static class PasskeyEndpoints
{
    private const int MaxPasskeys = 20;

    /// <summary>Routes below <c>/api/me</c>.</summary>
    public static void MapPasskeys(this IEndpointRouteBuilder me)
    {
        var passkeys = me.MapGroup("/passkeys");
        passkeys.MapGet("/", List).WithName("ListPasskeys");
        var changes = me.MapGroup("/passkeys").RefuseAuthoritySessions();
        changes.MapPost("/options", CreationOptions).WithName("GetPasskeyCreationOptions");
        changes.MapPost("/", Add).WithName("AddPasskey").ProducesProblem(StatusCodes.Status409Conflict);
        changes.MapPut("/{id}", Rename).WithName("RenamePasskey").ProducesProblem(StatusCodes.Status404NotFound);
        changes
            .MapDelete("/{id}", Remove)
            .WithName("RemovePasskey")
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict);
    }

    /// <summary>Routes below <c>/api/sign-in</c>.</summary>
    public static void MapPasskeySignIn(this IEndpointRouteBuilder signIn)
    {
        // Every sign-in page asks for them when it opens; that is no attempt.
        signIn.MapPost("/passkey/options", RequestOptions).WithName("GetPasskeyRequestOptions").DisableRateLimiting();
        signIn.MapPost("/passkey", SignIn).WithName("SignInWithPasskey");
    }

    public sealed record NewPasskey
    {
        /// <summary>By which the person tells it from others, such as "Laptop".</summary>
        [Required, StringLength(FormLimits.MaxPasskey, MinimumLength = 1)]
        public required string Name { get; init; }

        /// <summary>What <c>navigator.credentials.create</c> answered, as JSON.</summary>
        public required JsonElement Credential { get; init; }
    }

    public sealed record PasskeyName
    {
        [Required, StringLength(FormLimits.MaxPasskey, MinimumLength = 1)]
        public required string Name { get; init; }
    }

    public sealed record PasskeySignIn
    {
        /// <summary>What <c>navigator.credentials.get</c> answered, as JSON.</summary>
        public required JsonElement Credential { get; init; }
    }

    /// <param name="Id">The credential's id in base64url.</param>
    /// <param name="IsSynced">Whether the person's other devices have it too, so that it outlives this one.</param>
    public sealed record Passkey(string Id, string Name, DateTimeOffset CreatedAt, bool IsSynced);

    internal static async Task<Ok<List<Passkey>>> List(ClaimsPrincipal user, UserManager<Account> accounts) =>
        TypedResults.Ok(
            (await accounts.GetPasskeysAsync(await AccountOf(user, accounts)))
                .OrderBy(passkey => passkey.CreatedAt)
                .Select(Describe)
                .ToList()
        );

    /// <summary>The argument of <c>navigator.credentials.create</c>, as JSON. It is good for five minutes.</summary>
    internal static async Task<Ok<JsonElement>> CreationOptions(ClaimsPrincipal user, SignInManager<Account> people)
    {
        var account = await AccountOf(user, people.UserManager);
        if ((await people.UserManager.GetPasskeysAsync(account)).Count >= MaxPasskeys)
        {
            throw AccountRefusals.TooManyPasskeys(MaxPasskeys);
        }

        string options = await people.MakePasskeyCreationOptionsAsync(
            new PasskeyUserEntity
            {
                Id = account.Id.ToString(),
                Name = account.Email ?? "",
                DisplayName = account.Email ?? "",
            }
        );
        return TypedResults.Ok(JsonElement.Parse(options));
    }

    internal static async Task<Ok<Passkey>> Add(NewPasskey request, ClaimsPrincipal user, SignInManager<Account> people)
    {
        var accounts = people.UserManager;
        var account = await AccountOf(user, accounts);
        PasskeyAttestationResult made;
        try
        {
            made = await people.PerformPasskeyAttestationAsync(request.Credential.GetRawText());
        }
        catch (InvalidOperationException)
        {
            throw AccountRefusals.PasskeyNotAdded("the page was open for too long.");
        }

        if (!made.Succeeded || made.UserEntity.Id != account.Id.ToString())
        {
            throw AccountRefusals.PasskeyNotAdded("your browser made it for another site or in a form not known here.");
        }

        made.Passkey.Name = request.Name;
        var added = await accounts.AddOrUpdatePasskeyAsync(account, made.Passkey);
        return added.Succeeded
            ? TypedResults.Ok(Describe(made.Passkey))
            : throw AccountRefusals.PasskeyNotAdded(string.Join(' ', added.Errors.Select(error => error.Description)));
    }

    internal static async Task<Ok<Passkey>> Rename(
        string id,
        PasskeyName request,
        ClaimsPrincipal user,
        UserManager<Account> accounts
    )
    {
        var account = await AccountOf(user, accounts);
        var passkey = await FindAsync(accounts, account, id);
        passkey.Name = request.Name;
        await accounts.AddOrUpdatePasskeyAsync(account, passkey);
        return TypedResults.Ok(Describe(passkey));
    }

    /// <summary>Refused where the person could not sign in any more.</summary>
    internal static async Task<NoContent> Remove(string id, ClaimsPrincipal user, UserManager<Account> accounts)
    {
        var account = await AccountOf(user, accounts);
        var passkey = await FindAsync(accounts, account, id);
        if (account.PasswordHash is null && (await accounts.GetPasskeysAsync(account)).Count == 1)
        {
            throw AccountRefusals.LastWayToSignIn();
        }

        await accounts.RemovePasskeyAsync(account, passkey.CredentialId);
        return TypedResults.NoContent();
    }

    /// <summary>
    /// The argument of <c>navigator.credentials.get</c>, as JSON; for whichever passkey the person chooses. It is good
    /// for five minutes.
    /// </summary>
    internal static async Task<Ok<JsonElement>> RequestOptions(SignInManager<Account> people) =>
        TypedResults.Ok(JsonElement.Parse(await people.MakePasskeyRequestOptionsAsync(null)));

    internal static async Task<Ok<AccountEndpoints.Me>> SignIn(
        PasskeySignIn request,
        SignInManager<Account> people,
        TenantDb tenants,
        TimeProvider clock,
        CancellationToken ct
    )
    {
        PasskeyAssertionResult<Account> shown;
        try
        {
            shown = await people.PerformPasskeyAssertionAsync(request.Credential.GetRawText());
        }
        catch (InvalidOperationException)
        {
            throw AccountRefusals.BadPasskey(); // no challenge was asked for, or it is too old
        }

        if (!shown.Succeeded)
        {
            throw AccountRefusals.BadPasskey();
        }

        // Keeps the passkey's counter, by which a copied one is found.
        await people.UserManager.AddOrUpdatePasskeyAsync(shown.User, shown.Passkey);
        // A password that others guessed wrong does not lock a passkey, which cannot be guessed.
        await people.SignInAsync(shown.User, isPersistent: true, "passkey");
        await SignInEndpoints.NoteAsync(tenants, shown.User, "passkey", succeeded: true, clock, ct);
        return TypedResults.Ok(await AccountEndpoints.DescribeAsync(shown.User, shown.User.TenantId, tenants, ct));
    }

    private static Passkey Describe(UserPasskeyInfo passkey) =>
        new(Base64Url.EncodeToString(passkey.CredentialId), passkey.Name ?? "", passkey.CreatedAt, passkey.IsBackedUp);

    private static async Task<Account> AccountOf(ClaimsPrincipal user, UserManager<Account> accounts) =>
        await accounts.GetUserAsync(user) ?? throw AccountRefusals.Gone();

    private static async Task<UserPasskeyInfo> FindAsync(UserManager<Account> accounts, Account account, string id) =>
        Base64Url.IsValid(id) && await accounts.GetPasskeyAsync(account, Base64Url.DecodeFromChars(id)) is { } passkey
            ? passkey
            : throw AccountRefusals.NoPasskey();
}

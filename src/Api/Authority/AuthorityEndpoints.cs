using System.Security.Claims;
using AethergenAI.Api.Accounts;
using AethergenAI.Api.Tenancy;
using AethergenAI.Data;
using AethergenAI.Data.Accounts;
using AethergenAI.Tenancy;
using Microsoft.AspNetCore;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using OpenIddict.Abstractions;
using OpenIddict.Server.AspNetCore;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace AethergenAI.Api.Authority;

/// <summary>What OpenIddict leaves to us: who the person is, what was allowed, and what a token says.</summary>
internal static class AuthorityEndpoints
{
    private const string Scheme = OpenIddictServerAspNetCoreDefaults.AuthenticationScheme;

    /// <summary>What the person pressed on the page that asks.</summary>
    private const string Decision = "decision";

    public static void MapAuthority(this WebApplication app)
    {
        var connect = app.MapGroup("/connect").ExcludeFromDescription();
        connect.MapGet("/authorize", (HttpRequest request) => Results.Redirect($"/allow{request.QueryString}"));
        connect.MapPost("/authorize", AuthorizeAsync);
        connect.MapGet("/verify", (HttpRequest request) => Results.Redirect($"/device{request.QueryString}"));
        connect.MapPost("/verify", VerifyAsync).RequireRateLimiting(SignInLimit.Policy);
        connect.MapPost("/token", ExchangeAsync);
    }

    /// <summary>A person lets a program act in their name, and the page said so.</summary>
    private static async Task<IResult> AuthorizeAsync(
        HttpContext context,
        TenantDb tenants,
        Grants grants,
        CancellationToken ct
    )
    {
        OpenIddictRequest request = context.GetOpenIddictServerRequest()!;
        if (await PersonAsync(context, tenants, request.GetScopes(), ct) is not { } person)
        {
            return AskToSignIn(context);
        }
        if (!Allowed(context))
        {
            return Refuse(Errors.AccessDenied, "It was refused.");
        }
        await grants.AddAsync(person, request.ClientId!, ct);
        await NoteAsync(tenants, person, ct);
        return Results.SignIn(person, null, Scheme);
    }

    /// <summary>A person lets in the program that shows a code.</summary>
    private static async Task<IResult> VerifyAsync(
        HttpContext context,
        TenantDb tenants,
        Grants grants,
        CancellationToken ct
    )
    {
        AuthenticateResult device = await context.AuthenticateAsync(Scheme);
        if (!device.Succeeded || device.Principal.GetClaim(Claims.ClientId) is not { Length: > 0 } client)
        {
            return Results.Redirect("/device?unknown=1");
        }
        if (await PersonAsync(context, tenants, device.Principal.GetScopes(), ct) is not { } person)
        {
            return AskToSignIn(context);
        }

        if (!Allowed(context))
        {
            return Results.Forbid(new AuthenticationProperties { RedirectUri = "/device?refused=1" }, [Scheme]);
        }
        await grants.AddAsync(person, client, ct);
        await NoteAsync(tenants, person, ct);
        return Results.SignIn(person, new AuthenticationProperties { RedirectUri = "/device?done=1" }, Scheme);
    }

    private static async Task<IResult> ExchangeAsync(
        HttpContext context,
        UserManager<Account> accounts,
        SignInManager<Account> people,
        Clients clients,
        TenantDb tenants,
        CancellationToken ct
    )
    {
        OpenIddictRequest request = context.GetOpenIddictServerRequest()!;
        if (request.IsClientCredentialsGrantType())
        {
            return await clients.FindAsync(request.ClientId!, ct) is var (tenant, role, name)
                ? Results.SignIn(
                    TokenClaims.Describe(request.ClientId!, tenant, role, $"program {name}", request.GetScopes()),
                    null,
                    Scheme
                )
                : Refuse(Errors.InvalidClient, "This program was ended.");
        }

        // A code, a device's code or a refresh token: what the person may do is looked up again.
        ClaimsPrincipal earlier = (await context.AuthenticateAsync(Scheme)).Principal!;
        var place = Id<Tenant>.Parse(earlier.GetClaim(TokenClaims.Tenant)!, null);
        Account? account = await accounts.FindByIdAsync(earlier.GetClaim(Claims.Subject)!);
        Role? now = account is null ? null : await Bearers.RoleAsync(tenants, account.Id, place, ct);
        return account is not null && now is { } held && await people.CanSignInAsync(account)
            ? Results.SignIn(Of(account, place, held, earlier.GetScopes()), null, Scheme)
            : Refuse(Errors.InvalidGrant, "The person is no longer a member.");
    }

    /// <summary>The audit of the organisation says who let the command line in.</summary>
    private static async Task NoteAsync(TenantDb tenants, ClaimsPrincipal person, CancellationToken ct)
    {
        var tenant = Id<Tenant>.Parse(person.GetClaim(TokenClaims.Tenant)!, null);
        string name = person.GetClaim(TokenClaims.Name) ?? "";
        await using var db = tenants.OpenFor(tenant, name);
        db.Note("token.grant", name);
        await db.SaveChangesAsync(ct);
    }

    /// <returns>What a token would say of the person whose cookie holds; null where nobody is signed in.</returns>
    private static async Task<ClaimsPrincipal?> PersonAsync(
        HttpContext context,
        TenantDb tenants,
        IEnumerable<string> scopes,
        CancellationToken ct
    )
    {
        AuthenticateResult session = await context.AuthenticateAsync(IdentityConstants.ApplicationScheme);
        if (!session.Succeeded || session.Principal.TenantOrNull() is not { } tenant)
        {
            return null;
        }

        ClaimsPrincipal user = session.Principal;
        return await Bearers.RoleAsync(tenants, user.Account(), tenant, ct) is { } role
            ? TokenClaims.Describe(user.Account().ToString(), tenant, role, user.Email(), scopes)
            : null;
    }

    private static ClaimsPrincipal Of(Account account, Id<Tenant> tenant, Role role, IEnumerable<string> scopes) =>
        TokenClaims.Describe(account.Id.ToString(), tenant, role, account.Email ?? "", scopes);

    private static bool Allowed(HttpContext context) =>
        context.Request.HasFormContentType && context.Request.Form[Decision] == "allow";

    private static IResult AskToSignIn(HttpContext context)
    {
        string page = context.Request.Path == "/connect/verify" ? "/device" : "/allow";
        return Results.Redirect($"/sign-in?next={Uri.EscapeDataString(page + context.Request.QueryString)}");
    }

    private static IResult Refuse(string error, string why) =>
        Results.Forbid(
            new AuthenticationProperties(
                new Dictionary<string, string?>(StringComparer.Ordinal)
                {
                    [OpenIddictServerAspNetCoreConstants.Properties.Error] = error,
                    [OpenIddictServerAspNetCoreConstants.Properties.ErrorDescription] = why,
                }
            ),
            [Scheme]
        );
}

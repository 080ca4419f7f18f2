using System.Security.Claims;
using System.Text.Encodings.Web;
using AethergenAI.Api.Tenancy;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace AethergenAI.Api.Hosting;

/// <summary>Lets in who sends <c>Authorization: Bearer aethergen_…</c> with a key that works.</summary>
internal sealed class ApiKeyAuthentication(
    IOptionsMonitor<AuthenticationSchemeOptions> options,
    ILoggerFactory loggers,
    UrlEncoder encoder,
    ApiKeys keys
) : AuthenticationHandler<AuthenticationSchemeOptions>(options, loggers, encoder)
{
    internal const string SchemeName = "api-key";

    /// <summary>Chooses between a program's header and a person's cookie.</summary>
    internal const string Either = "key-or-cookie";

    private const string Bearer = "Bearer ";

    internal static void Add(AuthenticationBuilder authentication)
    {
        authentication.AddScheme<AuthenticationSchemeOptions, ApiKeyAuthentication>(SchemeName, null);
        authentication.AddPolicyScheme(Either, null, policy =>
            policy.ForwardDefaultSelector = context =>
                context.Request.Headers.ContainsKey("Authorization") ? SchemeName : IdentityConstants.ApplicationScheme
        );
    }

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        string header = Request.Headers.Authorization.ToString();
        if (!header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase))
        {
            return AuthenticateResult.Fail("The header Authorization is not 'Bearer' and a key.");
        }

        return await keys.FindAsync(header[Bearer.Length..].Trim(), Context.RequestAborted) is { } caller
            ? AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(caller), SchemeName))
            : AuthenticateResult.Fail("There is no such key, or it has expired or was ended.");
    }
}

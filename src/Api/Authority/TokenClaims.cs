using System.Security.Claims;
using AethergenAI.Api.Tenancy;
using AethergenAI.Tenancy;
using OpenIddict.Abstractions;
using OpenIddict.Server.AspNetCore;

namespace AethergenAI.Api.Authority;

/// <summary>
/// What a token says of its bearer, whoever issued it: the subject, the organisation and the role. This is all that the
/// API takes from it.
/// </summary>
internal static class TokenClaims
{
    /// <summary>The audience: tokens for anything else are refused.</summary>
    internal const string Audience = CommandLineClient.Audience;

    internal const string Tenant = "tenant";

    internal const string Role = "role";

    /// <summary>What the audit calls the bearer.</summary>
    internal const string Name = "name";

    internal static ClaimsPrincipal Describe(
        string subject,
        Id<Tenant> tenant,
        Role role,
        string name,
        IEnumerable<string> scopes
    )
    {
        var identity = new ClaimsIdentity(OpenIddictServerAspNetCoreDefaults.AuthenticationScheme, Name, Role);
        identity
            .SetClaim(OpenIddictConstants.Claims.Subject, subject)
            .SetClaim(Tenant, tenant.ToString())
            .SetClaim(Role, role.ToString().ToLowerInvariant())
            .SetClaim(Name, name);
        identity.SetScopes(scopes);
        identity.SetResources(Audience);
        identity.SetDestinations(_ => [OpenIddictConstants.Destinations.AccessToken]);
        return new ClaimsPrincipal(identity);
    }

    /// <summary>The claims as the API reads those of a cookie.</summary>
    /// <param name="own">Whether our authority wrote them: elsewhere people may choose their name.</param>
    /// <returns>Null where the token does not name a subject, an organisation and a role.</returns>
    internal static ClaimsIdentity? Read(ClaimsPrincipal token, bool own)
    {
        if (
            token.FindFirstValue(OpenIddictConstants.Claims.Subject) is not { Length: > 0 } subject
            || !Id<Tenant>.TryParse(token.FindFirstValue(Tenant), null, out var tenant)
            || !Enum.TryParse(token.FindFirstValue(Role), ignoreCase: true, out Role role)
            || !Enum.IsDefined(role)
        )
        {
            return null;
        }

        return new ClaimsIdentity(
            [
                new Claim(ClaimTypes.NameIdentifier, subject),
                new Claim(Caller.TenantClaim, tenant.ToString()),
                new Claim(ClaimTypes.Role, role.ToString()),
                new Claim(ClaimTypes.Email, own ? token.FindFirstValue(Name) ?? subject : $"token {subject}"),
                new Claim(Caller.ProgramClaim, "token"),
            ],
            "token"
        );
    }
}

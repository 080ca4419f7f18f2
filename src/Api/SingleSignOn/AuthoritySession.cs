using System.Security.Claims;
using AethergenAI.Api.Tenancy;
using AethergenAI.Tenancy;

namespace AethergenAI.Api.SingleSignOn;

/// <summary>
/// A session that an authority opened. Whoever runs the authority can open one for any account that is connected to
/// it, so the session holds in that authority's organisation alone, and cannot change how the account signs in.
/// </summary>
internal static class AuthoritySession
{
    internal const string Method = "single-sign-on";

    private const string Prefix = "sso:";

    /// <summary>The method of signing in that the cookie names.</summary>
    internal static string MethodOf(Id<SignInAuthority> authority) => Prefix + authority;

    /// <returns>Null where the person signed in here.</returns>
    internal static Id<SignInAuthority>? Of(ClaimsPrincipal user) =>
        user.FindFirstValue(ClaimTypes.AuthenticationMethod) is { } method
        && method.StartsWith(Prefix, StringComparison.Ordinal)
        && Id<SignInAuthority>.TryParse(method[Prefix.Length..], null, out var authority)
            ? authority
            : null;

    /// <summary>The one organisation whose sessions such a session shows and ends.</summary>
    /// <returns>Null where the person signed in here, and sees all.</returns>
    internal static Id<Tenant>? OnlyIn(ClaimsPrincipal user) => Of(user) is null ? null : user.Tenant();

    /// <summary>How the person signed in, in words of ours; null where the cookie does not say.</summary>
    internal static string? WayOf(ClaimsPrincipal user)
    {
        string? method = user.FindFirstValue(ClaimTypes.AuthenticationMethod) ?? user.FindFirstValue("amr");
        return method switch
        {
            null => null,
            "pwd" => "password",
            "mfa" => "password-and-code",
            _ => Of(user) is null ? method : Method,
        };
    }

    /// <summary>For routes that change how an account signs in, or lead to its other organisations.</summary>
    internal static TBuilder RefuseAuthoritySessions<TBuilder>(this TBuilder routes)
        where TBuilder : IEndpointConventionBuilder =>
        routes.AddEndpointFilter(
            (context, next) =>
                Of(context.HttpContext.User) is null ? next(context) : throw SingleSignOnRefusals.NotInThisSession()
        );
}

using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace AethergenAI.Api.Authority;

/// <summary>Lets in who shows a token of the authority, as long as its bearer stands as the token says.</summary>
internal sealed class TokenAuthentication(
    IOptionsMonitor<TokenAuthentication.TokenOptions> options,
    ILoggerFactory loggers,
    UrlEncoder encoder,
    Bearers bearers
) : AuthenticationHandler<TokenAuthentication.TokenOptions>(options, loggers, encoder)
{
    internal const string SchemeName = "token";

    public sealed class TokenOptions : AuthenticationSchemeOptions
    {
        /// <summary>The scheme that checks the token's signature, issuer, audience and time.</summary>
        public string Inner { get; set; } = "";
    }

    internal static void Add(AuthenticationBuilder authentication, string inner) =>
        authentication.AddScheme<TokenOptions, TokenAuthentication>(SchemeName, options => options.Inner = inner);

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        AuthenticateResult checkedToken = await Context.AuthenticateAsync(Options.Inner);
        if (!checkedToken.Succeeded || TokenClaims.Read(checkedToken.Principal, bearers.Own) is not { } caller)
        {
            return AuthenticateResult.Fail("The token is not valid here, or does not say whose it is.");
        }

        var user = new ClaimsPrincipal(caller);
        return await bearers.HoldsAsync(user, Context.RequestAborted)
            ? AuthenticateResult.Success(new AuthenticationTicket(user, checkedToken.Properties, SchemeName))
            : AuthenticateResult.Fail("The bearer is no longer a member, or has another role.");
    }
}

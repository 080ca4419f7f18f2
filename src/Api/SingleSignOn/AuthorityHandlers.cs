using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text.Encodings.Web;
using AethergenAI.Tenancy;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace AethergenAI.Api.SingleSignOn;

/// <summary>
/// Makes the platform's OpenID Connect handler for an authority of the database, when a request needs it: authorities
/// come and change while processes run, and any process may be asked. What a handler sends along and gets back is
/// encrypted for its authority alone, so that no other one's answer is taken for it.
/// </summary>
internal sealed class AuthorityHandlers(IDataProtectionProvider ring, AuthorityHttp http)
{
    private static readonly TimeSpan ToSignIn = TimeSpan.FromMinutes(15);

    private readonly IDataProtector secrets = ring.CreateProtector("AethergenAI.SignInAuthorities");

    private readonly ConcurrentDictionary<Id<SignInAuthority>, Made> known = new();

    /// <summary>The options that were made of an authority as it was; another state gets others.</summary>
    private sealed record Made(string Issuer, string ClientId, string Secret, OpenIdConnectOptions Options);

    internal static string CallbackOf(Id<SignInAuthority> authority) => $"/api/sign-in/sso/{authority}/callback";

    internal string Seal(string secret) => secrets.Protect(secret);

    /// <exception cref="AuthorityFaultException">The key that encrypted its secret is lost.</exception>
    internal async Task<OpenIdConnectHandler> OpenAsync(SignInAuthority authority, HttpContext context)
    {
        OpenIdConnectOptions options = OptionsOf(authority);
        // Without its log, which would hold what the authority says.
        var handler = new OpenIdConnectHandler(
            new Fixed(options),
            NullLoggerFactory.Instance,
            HtmlEncoder.Default,
            UrlEncoder.Default
        );
        await handler.InitializeAsync(
            new AuthenticationScheme(SchemeOf(authority.Id), null, typeof(OpenIdConnectHandler)),
            context
        );
        return handler;
    }

    /// <summary>Asks the authority what it says of itself, anew.</summary>
    /// <exception cref="AuthorityFaultException">It cannot be used.</exception>
    internal async Task CheckAsync(SignInAuthority authority, CancellationToken ct)
    {
        Reveal(authority);
        await new CheckedMetadata(authority.Issuer).GetConfigurationAsync(
            CheckedMetadata.AddressOf(authority.Issuer),
            Retriever(authority.Issuer),
            ct
        );
    }

    internal void Forget(Id<SignInAuthority> authority) => known.TryRemove(authority, out _);

    private static string SchemeOf(Id<SignInAuthority> authority) => $"sso-{authority}";

    private OpenIdConnectOptions OptionsOf(SignInAuthority authority)
    {
        if (
            known.TryGetValue(authority.Id, out Made? made)
            && (made.Issuer, made.ClientId, made.Secret)
                == (authority.Issuer, authority.ClientId, authority.SealedSecret)
        )
        {
            return made.Options;
        }

        OpenIdConnectOptions options = Make(authority);
        known[authority.Id] = new Made(authority.Issuer, authority.ClientId, authority.SealedSecret, options);
        return options;
    }

    private OpenIdConnectOptions Make(SignInAuthority authority)
    {
        string scheme = SchemeOf(authority.Id);
        var options = new OpenIdConnectOptions
        {
            Authority = authority.Issuer,
            ClientId = authority.ClientId,
            ClientSecret = Reveal(authority),
            CallbackPath = CallbackOf(authority.Id),
            ResponseType = OpenIdConnectResponseType.Code, // with PKCE and a nonce, which the handler adds
            ResponseMode = OpenIdConnectResponseMode.Query, // a form would need cookies that other sites' pages send
            PushedAuthorizationBehavior = PushedAuthorizationBehavior.Disable,
            RequireHttpsMetadata = NeedsHttps(authority.Issuer),
            MapInboundClaims = false,
            GetClaimsFromUserInfoEndpoint = true,
            DisableTelemetry = true,
            SignInScheme = IdentityConstants.ApplicationScheme,
            RemoteAuthenticationTimeout = ToSignIn,
            BackchannelTimeout = http.Client.Timeout,
            Backchannel = http.Client,
            ConfigurationManager = new ConfigurationManager<OpenIdConnectConfiguration>(
                CheckedMetadata.AddressOf(authority.Issuer),
                new CheckedMetadata(authority.Issuer),
                Retriever(authority.Issuer)
            ),
            TokenValidationParameters = new TokenValidationParameters
            {
                ValidAlgorithms = CheckedMetadata.Algorithms,
                ValidAudience = authority.ClientId,
                ClockSkew = TimeSpan.FromMinutes(2),
            },
        };
        options.Scope.Clear();
        options.Scope.Add("openid");
        options.Scope.Add("email");
        options.ClaimActions.Clear(); // SignInEvents reads the two claims that are needed
        SignInEvents.AddTo(options.Events);
        foreach (CookieBuilder cookie in new[] { options.NonceCookie, options.CorrelationCookie })
        {
            cookie.SameSite = SameSiteMode.Lax; // the authority's page leads back with a plain link
            cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        }
        new OpenIdConnectPostConfigureOptions(ring).PostConfigure(scheme, options);
        options.Validate(scheme);
        return options;
    }

    private static bool NeedsHttps(string issuer) => !new Uri(issuer).IsLoopback;

    private HttpDocumentRetriever Retriever(string issuer) =>
        new(http.Client) { RequireHttps = NeedsHttps(issuer), SendAdditionalHeaderData = false };

    private string Reveal(SignInAuthority authority)
    {
        try
        {
            return secrets.Unprotect(authority.SealedSecret);
        }
        catch (CryptographicException)
        {
            throw new AuthorityFaultException(SignInProblem.SecretLost);
        }
    }

    private sealed class Fixed(OpenIdConnectOptions options) : IOptionsMonitor<OpenIdConnectOptions>
    {
        public OpenIdConnectOptions CurrentValue => options;

        public OpenIdConnectOptions Get(string? name) => options;

        public IDisposable? OnChange(Action<OpenIdConnectOptions, string?> listener) => null;
    }
}

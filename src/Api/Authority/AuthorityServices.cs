using System.Security.Cryptography;
using AethergenAI.Data.Accounts;
using AethergenAI.Data.Keys;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Tokens;
using OpenIddict.Abstractions;
using OpenIddict.Server;
using OpenIddict.Validation.AspNetCore;

namespace AethergenAI.Api.Authority;

/// <summary>
/// Who issues the tokens that programs show. Without <c>Auth:Authority</c> this server does; with it, whoever it
/// names, such as Entra ID, Keycloak or Duende IdentityServer. The API knows only the claims of
/// <see cref="TokenClaims"/>.
/// </summary>
internal static class AuthorityServices
{
    private static readonly TimeSpan AccessTokens = TimeSpan.FromMinutes(15);

    private static readonly TimeSpan RefreshTokens = TimeSpan.FromDays(14);

    /// <summary>Whether this server issues the tokens itself.</summary>
    internal static bool IsOwn(IConfiguration configuration) => string.IsNullOrEmpty(configuration["Auth:Authority"]);

    internal static void AddAuthority(this WebApplicationBuilder builder, AuthenticationBuilder authentication)
    {
        var services = builder.Services;
        services.AddSingleton<Bearers>();
        if (IsOwn(builder.Configuration))
        {
            AddOwn(services);
            TokenAuthentication.Add(authentication, OpenIddictValidationAspNetCoreDefaults.AuthenticationScheme);
        }
        else
        {
            authentication.AddJwtBearer(options => Trust(options, builder.Configuration));
            TokenAuthentication.Add(authentication, JwtBearerDefaults.AuthenticationScheme);
        }
    }

    private static void Trust(JwtBearerOptions options, IConfiguration configuration)
    {
        string authority = configuration["Auth:Authority"]!;
        options.Authority = authority;
        options.Audience = configuration["Auth:Audience"] ?? TokenClaims.Audience;
        options.RequireHttpsMetadata = !new Uri(authority).IsLoopback;
        options.MapInboundClaims = false;
        options.TokenValidationParameters.ValidTypes = ["at+jwt", "JWT"];
        options.TokenValidationParameters.ValidAlgorithms =
        [
            SecurityAlgorithms.RsaSha256,
            SecurityAlgorithms.RsaSsaPssSha256,
            SecurityAlgorithms.EcdsaSha256,
        ];
    }

    private static void AddOwn(IServiceCollection services)
    {
        services.AddSingleton<AuthorityKeys>();
        services.AddSingleton<IConfigureOptions<OpenIddictServerOptions>, UseKeys>();
        services.AddHostedService<KeyChange>();
        services.AddScoped<Clients>();
        services.AddScoped<Grants>();
        services
            .AddOpenIddict()
            .AddCore(core => core.UseEntityFrameworkCore().UseDbContext<AccountDb>().ReplaceDefaultEntities<Guid>())
            .AddServer(Configure)
            .AddValidation(validation =>
            {
                validation.UseLocalServer();
                validation.UseAspNetCore();
                // A look into the database at each request: a token that is revoked ends at once.
                validation.EnableTokenEntryValidation();
            });
    }

    private static void Configure(OpenIddictServerBuilder server)
    {
        server
            .SetAuthorizationEndpointUris("connect/authorize")
            .SetTokenEndpointUris("connect/token")
            .SetDeviceAuthorizationEndpointUris("connect/device")
            .SetEndUserVerificationEndpointUris("connect/verify")
            .SetIntrospectionEndpointUris("connect/introspect")
            .SetRevocationEndpointUris("connect/revoke");
        server.AllowAuthorizationCodeFlow().RequireProofKeyForCodeExchange();
        server.Configure(options =>
            options.CodeChallengeMethods.Remove(OpenIddictConstants.CodeChallengeMethods.Plain)
        );
        server.AllowDeviceAuthorizationFlow().AllowClientCredentialsFlow().AllowRefreshTokenFlow();
        server.RegisterScopes(TokenClaims.Audience, OpenIddictConstants.Scopes.OfflineAccess);
        server.SetAccessTokenLifetime(AccessTokens).SetRefreshTokenLifetime(RefreshTokens);
        server.DisableAccessTokenEncryption(); // any JWT library can check one against /.well-known
        server
            .UseAspNetCore()
            .EnableAuthorizationEndpointPassthrough()
            .EnableTokenEndpointPassthrough()
            .EnableEndUserVerificationEndpointPassthrough()
            .DisableTransportSecurityRequirement(); // EncryptedOnly refuses http from elsewhere
    }

    private sealed class UseKeys(AuthorityKeys keys) : IConfigureOptions<OpenIddictServerOptions>
    {
        public void Configure(OpenIddictServerOptions options)
        {
            foreach (AuthorityKey key in keys.All())
            {
                var rsa = RSA.Create();
                rsa.ImportFromPem(key.Pem);
                var shown = new RsaSecurityKey(rsa) { KeyId = key.Id.ToString("N") };
                if (key.Signs)
                {
                    options.SigningCredentials.Add(new SigningCredentials(shown, SecurityAlgorithms.RsaSha256));
                }
                else
                {
                    options.EncryptionCredentials.Add(
                        new EncryptingCredentials(
                            shown,
                            SecurityAlgorithms.RsaOAEP,
                            SecurityAlgorithms.Aes256CbcHmacSha512
                        )
                    );
                }
            }
        }
    }
}

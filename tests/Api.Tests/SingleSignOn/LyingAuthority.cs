using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace AethergenAI.Api.Tests.SingleSignOn;

/// <summary>
/// An OpenID Connect authority that signs in everybody as <see cref="Subject"/>, and lies as it is told. Whoever
/// configures no lie gets what the specification asks for.
/// </summary>
internal sealed class LyingAuthority : IAsyncDisposable
{
    internal const string ClientId = "aethergen";
    internal const string ClientSecret = "the-client-secret";

    private readonly WebApplication app;
    private readonly RSA key = RSA.Create(2048);
    private readonly RSA otherKey = RSA.Create(2048);
    private readonly ConcurrentDictionary<string, (string Nonce, string Challenge)> codes = new();

    private LyingAuthority()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrel(options => options.Listen(IPAddress.Loopback, 0));
        app = builder.Build();
        app.MapGet("/.well-known/openid-configuration", Describe);
        app.MapGet("/keys", Keys);
        app.MapGet("/authorize", Authorize);
        app.MapPost("/token", TokenAsync);
        app.MapGet("/userinfo", () => Results.Json(UserInfo));
    }

    public string Subject { get; set; } = Guid.NewGuid().ToString("N");

    /// <summary>Of the ID token, besides those that the protocol needs.</summary>
    public Dictionary<string, object> Claims { get; } = [];

    public Dictionary<string, object> UserInfo { get; } = [];

    /// <summary>In what it lies; empty: in nothing.</summary>
    public string Lie { get; set; } = "";

    public string Issuer => app.Urls.Single();

    /// <summary>What the browser brought when it came to sign in.</summary>
    public IReadOnlyDictionary<string, string> Asked { get; private set; } = new Dictionary<string, string>();

    public static async Task<LyingAuthority> StartAsync()
    {
        var made = new LyingAuthority();
        await made.app.StartAsync();
        return made;
    }

    /// <summary>Who signs in from now on, with an address that the authority has verified.</summary>
    public void Become(string email, string? subject = null)
    {
        Subject = subject ?? Guid.NewGuid().ToString("N");
        Claims["email"] = email;
        Claims["email_verified"] = true;
        UserInfo["sub"] = Subject;
    }

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        key.Dispose();
        otherKey.Dispose();
    }

    private IResult Describe() =>
        Lie switch
        {
            "garbage" => Results.Text("<html>Not here</html>", "text/html"),
            "10 MB" => Results.Text(new string(' ', 10_000_000), "application/json"),
            "moved" => Results.Redirect("/elsewhere"),
            _ => Results.Json(
                new Dictionary<string, object>
                {
                    ["issuer"] = Lie == "another issuer" ? "https://login.example.net" : Issuer,
                    ["authorization_endpoint"] = $"{Issuer}/authorize",
                    ["token_endpoint"] = Lie == "not encrypted" ? "http://login.example.net/token" : $"{Issuer}/token",
                    ["userinfo_endpoint"] = $"{Issuer}/userinfo",
                    ["jwks_uri"] = $"{Issuer}/keys",
                    ["response_types_supported"] = new[] { Lie == "no code flow" ? "id_token" : "code" },
                    ["subject_types_supported"] = new[] { "public" },
                    ["id_token_signing_alg_values_supported"] = new[] { "RS256" },
                }
            ),
        };

    private IResult Keys()
    {
        RSAParameters known = key.ExportParameters(includePrivateParameters: false);
        var jwk = new
        {
            kty = "RSA",
            use = "sig",
            kid = "one",
            n = Base64UrlEncoder.Encode(known.Modulus),
            e = Base64UrlEncoder.Encode(known.Exponent),
        };
        return Results.Json(new { keys = new[] { jwk } });
    }

    private IResult Authorize(HttpRequest request)
    {
        var asked = request.Query.ToDictionary(pair => pair.Key, pair => pair.Value.ToString());
        Asked = asked;
        string code = Guid.NewGuid().ToString("N");
        codes[code] = (asked["nonce"], asked["code_challenge"]);
        var answer = new QueryString().Add("state", asked["state"]);
        answer = Lie switch
        {
            "cancelled" => answer.Add("error", "access_denied").Add("error_description", "<b>no</b>"),
            "broken" => answer.Add("error", "server_error").Add("error_description", "<b>no</b>"),
            "mix-up" => answer.Add("code", code).Add("iss", "https://login.example.net"),
            _ => answer.Add("code", code),
        };
        return Results.Redirect(asked["redirect_uri"] + answer.ToUriComponent());
    }

    private async Task<IResult> TokenAsync(HttpRequest request)
    {
        var form = await request.ReadFormAsync();
        if (!codes.TryRemove(form["code"].ToString(), out var given))
        {
            return Results.Json(new { error = "invalid_grant" }, statusCode: 400);
        }
        bool proven =
            Base64UrlEncoder.Encode(SHA256.HashData(Encoding.ASCII.GetBytes(form["code_verifier"].ToString())))
            == given.Challenge;
        if (form["client_secret"] != ClientSecret || Lie == "invalid client")
        {
            return Results.Json(new { error = "invalid_client" }, statusCode: 401);
        }
        return Lie switch
        {
            _ when !proven => Results.Json(new { error = "invalid_grant" }, statusCode: 400),
            "garbage token" => Results.Text("<html>", "text/html"),
            "10 MB token" => Results.Text(new string(' ', 10_000_000), "application/json"),
            "slow token" => await SlowlyAsync(),
            _ => Results.Json(
                new
                {
                    access_token = "a",
                    token_type = "Bearer",
                    id_token = IdToken(given.Nonce),
                }
            ),
        };
    }

    private static async Task<IResult> SlowlyAsync()
    {
        await Task.Delay(TimeSpan.FromMinutes(1));
        return Results.Ok();
    }

    private string IdToken(string nonce)
    {
        DateTime now = TimeProvider.System.GetUtcNow().UtcDateTime;
        Dictionary<string, object> claims = new(Claims) { ["sub"] = Subject, ["nonce"] = nonce };
        if (Lie == "no nonce")
        {
            claims.Remove("nonce");
        }
        if (Lie == "another nonce")
        {
            claims["nonce"] = "638000000000000000.abcdef";
        }
        if (Lie == "no subject")
        {
            claims.Remove("sub");
        }
        bool expired = Lie == "expired";
        string token = new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(
            new SecurityTokenDescriptor
            {
                Issuer = Lie == "token of another issuer" ? "https://login.example.net" : Issuer,
                Audience = Lie == "another audience" ? "another-client" : ClientId,
                IssuedAt = now.AddHours(expired ? -2 : 0),
                NotBefore = now.AddHours(expired ? -2 : 0),
                Expires = now.AddHours(expired ? -1 : 1),
                Claims = claims,
                SigningCredentials = Credentials(),
            }
        );
        return Lie switch
        {
            "alg none" => Unsigned(token),
            "without signature" => token[..(token.LastIndexOf('.') + 1)],
            _ => token,
        };
    }

    private SigningCredentials Credentials() =>
        Lie switch
        {
            "another key" => new(new RsaSecurityKey(otherKey) { KeyId = "one" }, SecurityAlgorithms.RsaSha256),
            "signed with the secret" => new(
                new SymmetricSecurityKey(Encoding.UTF8.GetBytes(ClientSecret.PadRight(32, '0'))) { KeyId = "one" },
                SecurityAlgorithms.HmacSha256
            ),
            _ => new(new RsaSecurityKey(key) { KeyId = "one" }, SecurityAlgorithms.RsaSha256),
        };

    private static string Unsigned(string token)
    {
        string header = Base64UrlEncoder.Encode(JsonSerializer.Serialize(new { alg = "none", typ = "JWT" }));
        return $"{header}.{token.Split('.')[1]}.";
    }
}

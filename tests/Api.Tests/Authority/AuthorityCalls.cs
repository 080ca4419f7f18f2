using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace AethergenAI.Api.Tests.Authority;

/// <summary>What clients ask the authority.</summary>
internal sealed class AuthorityCalls(Uri address, CancellationToken ct)
{
    internal const string Cli = "aethergen-cli";

    private const string Redirect = "http://127.0.0.1:4711/signed-in";

    internal static string Verifier() => ForgedTokens.Encode(RandomNumberGenerator.GetBytes(32));

    internal static Dictionary<string, string> Ask(string verifier) =>
        new()
        {
            ["client_id"] = Cli,
            ["redirect_uri"] = Redirect,
            ["response_type"] = "code",
            ["scope"] = "aethergen offline_access",
            ["state"] = "s",
            ["code_challenge"] = ForgedTokens.Encode(SHA256.HashData(Encoding.ASCII.GetBytes(verifier))),
            ["code_challenge_method"] = "S256",
        };

    internal async Task<string> CodeAsync(Person person, string verifier)
    {
        var asked = Ask(verifier);
        asked["decision"] = "allow";
        using var answer = await SendAsync(person, HttpMethod.Post, "/connect/authorize", asked);
        var place = answer.Headers.Location;
        Assert.True(place is not null, await answer.Content.ReadAsStringAsync(ct));
        return place.Query.TrimStart('?').Split('&').Single(part => part.StartsWith("code=", StringComparison.Ordinal))[
            5..
        ];
    }

    internal static Dictionary<string, string> Exchange(string code, string verifier) =>
        new()
        {
            ["grant_type"] = "authorization_code",
            ["client_id"] = Cli,
            ["redirect_uri"] = Redirect,
            ["code"] = code,
            ["code_verifier"] = verifier,
        };

    internal static Dictionary<string, string> Refresh(JsonElement answer) =>
        new()
        {
            ["grant_type"] = "refresh_token",
            ["client_id"] = Cli,
            ["refresh_token"] = Text(answer, "refresh_token"),
        };

    internal static Dictionary<string, string> Credentials(JsonElement made) =>
        new()
        {
            ["grant_type"] = "client_credentials",
            ["client_id"] = Text(made, "clientId"),
            ["client_secret"] = Text(made, "clientSecret"),
            ["scope"] = "aethergen",
        };

    internal static string Query(Dictionary<string, string> fields) =>
        string.Join('&', fields.Select(field => $"{field.Key}={Uri.EscapeDataString(field.Value)}"));

    internal static string Text(JsonElement answer, string name) => answer.GetProperty(name).GetString()!;

    internal Person WithToken(JsonElement answer) => Person.WithKey(address, Text(answer, "access_token"));

    internal async Task<JsonElement> TokenAsync(Dictionary<string, string> fields)
    {
        using var http = new HttpClient { BaseAddress = address };
        return await PostFormAsync(http, "/connect/token", fields);
    }

    internal async Task<JsonElement> PostFormAsync(HttpClient http, string path, Dictionary<string, string> fields)
    {
        using var answer = await http.PostAsync(path, new FormUrlEncodedContent(fields), ct);
        string text = await answer.Content.ReadAsStringAsync(ct);
        Assert.True(answer.IsSuccessStatusCode, $"{answer.StatusCode}: {text}");
        return text.Length == 0 ? default : JsonElement.Parse(text);
    }

    /// <returns>The error that the authority names.</returns>
    internal async Task<string?> RefusedAsync(Dictionary<string, string> fields)
    {
        using var http = new HttpClient { BaseAddress = address };
        using var answer = await http.PostAsync("/connect/token", new FormUrlEncodedContent(fields), ct);
        Assert.False(answer.IsSuccessStatusCode);
        return JsonElement.Parse(await answer.Content.ReadAsStringAsync(ct)).GetProperty("error").GetString();
    }

    /// <summary>As a browser would, but without following where it leads.</summary>
    internal async Task<HttpResponseMessage> SendAsync(
        Person person,
        HttpMethod method,
        string path,
        Dictionary<string, string>? form = null
    )
    {
        using var http = new HttpClient(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false })
        {
            BaseAddress = address,
        };
        using var request = new HttpRequestMessage(method, path);
        request.Headers.Add("Cookie", person.CookieHeader);
        request.Content = form is null ? null : new FormUrlEncodedContent(form);
        return await http.SendAsync(request, ct);
    }
}

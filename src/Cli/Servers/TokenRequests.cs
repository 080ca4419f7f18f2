using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Serialization;
using AethergenAI.Tenancy;

namespace AethergenAI.Cli.Servers;

/// <summary>What the command line asks the token authority of a server (OAuth 2.0, RFC 6749, 7636 and 8628).</summary>
internal sealed class TokenRequests(Uri server) : IDisposable
{
    internal const string Scope = CommandLineClient.Audience + " offline_access";

    private readonly HttpClient http = new(new SocketsHttpHandler { AllowAutoRedirect = false })
    {
        BaseAddress = server,
    };

    public void Dispose() => http.Dispose();

    /// <param name="UserCode">What the person compares and types.</param>
    /// <param name="VerificationUriComplete">The page that asks, with the code in it.</param>
    /// <param name="Interval">Seconds to wait between questions.</param>
    internal sealed record DeviceCodes(
        [property: JsonPropertyName("device_code")] string DeviceCode,
        [property: JsonPropertyName("user_code")] string UserCode,
        [property: JsonPropertyName("verification_uri_complete")] string VerificationUriComplete,
        [property: JsonPropertyName("expires_in")] int ExpiresIn,
        [property: JsonPropertyName("interval")] int? Interval = null
    );

    internal async Task<DeviceCodes> AskForDeviceAsync(CancellationToken ct)
    {
        var (answer, error) = await PostAsync<DeviceCodes>(
            "/connect/device",
            new() { ["client_id"] = CommandLineClient.Id, ["scope"] = Scope },
            ct
        );
        return answer ?? throw ServerRefusals.NoTokens(server, error);
    }

    /// <returns>The tokens, or the error that the authority names.</returns>
    internal async Task<(Credential? Tokens, string? Error)> ExchangeAsync(
        Dictionary<string, string> grant,
        CancellationToken ct
    )
    {
        grant["client_id"] = CommandLineClient.Id;
        var (answer, error) = await PostAsync<Tokens>("/connect/token", grant, ct);
        return answer is null
            ? (null, error)
            : (
                new Credential(
                    Key: null,
                    answer.Access,
                    answer.Refresh,
                    TimeProvider.System.GetUtcNow().AddSeconds(answer.ExpiresIn)
                ),
                null
            );
    }

    /// <summary>Ends the tokens at the server; if it is away, they end by themselves.</summary>
    internal async Task RevokeAsync(string refresh, CancellationToken ct)
    {
        try
        {
            await http.PostAsync(
                "/connect/revoke",
                new FormUrlEncodedContent(
                    new Dictionary<string, string> { ["client_id"] = CommandLineClient.Id, ["token"] = refresh }
                ),
                ct
            );
        }
        catch (HttpRequestException)
        {
            return;
        }
    }

    private async Task<(T? Answer, string? Error)> PostAsync<T>(
        string path,
        Dictionary<string, string> fields,
        CancellationToken ct
    )
        where T : class
    {
        try
        {
            using var answer = await http.PostAsync(path, new FormUrlEncodedContent(fields), ct);
            if (answer.IsSuccessStatusCode)
            {
                return (await answer.Content.ReadFromJsonAsync<T>(Json.Options, ct), null);
            }
            var problem = await answer.Content.ReadFromJsonAsync<Problem>(Json.Options, ct);
            return (null, problem?.Error ?? problem?.Code ?? "unknown");
        }
        catch (HttpRequestException)
        {
            throw ServerRefusals.Away(server);
        }
        catch (JsonException)
        {
            return (null, "unknown");
        }
    }

    private sealed record Tokens(
        [property: JsonPropertyName("access_token")] string Access,
        [property: JsonPropertyName("refresh_token")] string? Refresh,
        [property: JsonPropertyName("expires_in")] int ExpiresIn
    );

    private sealed record Problem(string? Error, string? Code);
}

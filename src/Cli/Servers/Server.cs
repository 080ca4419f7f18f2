using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace AethergenAI.Cli.Servers;

/// <summary>An AethergenAI server, asked with a key or a token.</summary>
internal sealed class Server : IDisposable
{
    /// <summary>The most rows that the API lists at once.</summary>
    private const int MaxListed = 200;

    /// <summary>Says which organisation the key or token works in, and in which role; everybody may ask.</summary>
    internal const string Mine = "/api/organisation";

    private readonly HttpClient http;

    private Credential credential;

    internal Server(Uri address, Credential credential)
    {
        Address = address;
        this.credential = credential;
        // No redirects: the key must not go to another address.
        http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false })
        {
            BaseAddress = address,
            Timeout = Timeout.InfiniteTimeSpan,
        };
    }

    internal Uri Address { get; }

    public void Dispose() => http.Dispose();

    /// <param name="given">The address that the user gave; null if none.</param>
    internal static async Task<Server> OpenAsync(string? given, CancellationToken ct)
    {
        var (address, credential) = await KnownServers.ChooseAsync(given, ct);
        return new Server(address, credential);
    }

    /// <exception cref="RefusedException">The server refuses, is away, or is none of ours.</exception>
    internal Task<T> GetAsync<T>(string path, CancellationToken ct) =>
        AskAsync<T>(new HttpRequestMessage(HttpMethod.Get, path), ct);

    internal Task<T> PostAsync<T>(string path, object body, CancellationToken ct) =>
        AskAsync<T>(
            new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(body, options: Json.Options) },
            ct
        );

    internal Task<T> UploadAsync<T>(string path, Stream bytes, CancellationToken ct) =>
        AskAsync<T>(new HttpRequestMessage(HttpMethod.Post, path) { Content = new StreamContent(bytes) }, ct);

    /// <summary>All rows of a list.</summary>
    internal async Task<List<T>> ListAsync<T>(string path, CancellationToken ct)
    {
        List<T> all = [];
        while (true)
        {
            var part = await GetAsync<List<T>>($"{path}?offset={all.Count}&limit={MaxListed}", ct);
            all.AddRange(part);
            if (part.Count < MaxListed)
            {
                return all;
            }
        }
    }

    internal async Task DownloadAsync(string path, Stream output, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        using var answer = await SendAsync(request, ct);
        await answer.Content.CopyToAsync(output, ct);
    }

    private async Task<T> AskAsync<T>(HttpRequestMessage request, CancellationToken ct)
    {
        using (request)
        using (HttpResponseMessage answer = await SendAsync(request, ct))
        {
            try
            {
                return await answer.Content.ReadFromJsonAsync<T>(Json.Options, ct)
                    ?? throw ServerRefusals.NotOurs(Address, (int)answer.StatusCode);
            }
            catch (JsonException)
            {
                throw ServerRefusals.NotOurs(Address, (int)answer.StatusCode);
            }
        }
    }

    private async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken ct)
    {
        if (credential.IsDue(TimeProvider.System.GetUtcNow()))
        {
            await RenewAsync(ct);
        }
        request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {credential.Bearer}");
        HttpResponseMessage answer;
        try
        {
            answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, ct);
        }
        catch (HttpRequestException)
        {
            throw ServerRefusals.Away(Address);
        }

        if (answer.IsSuccessStatusCode)
        {
            return answer;
        }
        using (answer)
        {
            throw await RefusalAsync(request, answer, ct);
        }
    }

    /// <summary>Gets the next token and keeps it, since the one that gave it works no more.</summary>
    private async Task RenewAsync(CancellationToken ct)
    {
        using var requests = new TokenRequests(Address);
        var (tokens, error) = await requests.ExchangeAsync(
            new() { ["grant_type"] = "refresh_token", ["refresh_token"] = credential.Refresh! },
            ct
        );
        credential = tokens ?? throw ServerRefusals.SignInAgain(Address, error);
        await KnownServers.KeepAsync(Address, credential, ct);
    }

    /// <summary>The server's own words and code.</summary>
    private async Task<RefusedException> RefusalAsync(
        HttpRequestMessage request,
        HttpResponseMessage answer,
        CancellationToken ct
    )
    {
        int status = (int)answer.StatusCode;
        if (answer.Content.Headers.ContentType?.MediaType != "application/problem+json")
        {
            return ServerRefusals.NotOurs(Address, status);
        }

        var problem = await answer.Content.ReadFromJsonAsync<Problem>(Json.Options, ct);
        if (answer.StatusCode == HttpStatusCode.Unauthorized)
        {
            return credential.Key is null
                ? ServerRefusals.SignInAgain(Address, problem?.Code)
                : ServerRefusals.KeyRefused(Address);
        }
        // A server that refuses to say the role is not asked for it again.
        if (
            problem is { Code: ServerRefusals.ForbiddenCode, Role: { } role }
            && request.RequestUri!.AbsolutePath != Mine
        )
        {
            return ServerRefusals.Forbidden(Address, await GetAsync<RemoteOrganisation>(Mine, ct), role);
        }
        return new RefusedException(
            RefusalKind.Conflict,
            problem?.Code ?? "unexpected",
            problem?.Detail ?? problem?.Title ?? $"{Address} answered with status {status}."
        );
    }

    /// <param name="Role">The lowest role that may do what was refused; null where that is not why.</param>
    private sealed record Problem(string? Code, string? Title, string? Detail, string? Role);
}

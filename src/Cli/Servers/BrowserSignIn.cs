using System.Buffers.Text;
using System.ComponentModel;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using AethergenAI.Tenancy;

namespace AethergenAI.Cli.Servers;

/// <summary>Signs in through a browser on this machine, by a code and its verifier.</summary>
internal sealed class BrowserSignIn(Uri server, TokenRequests requests)
{
    private const string Done = "You are signed in. Go back to the command line; you can close this page.";

    private const string NotDone = "You are not signed in. Go back to the command line.";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    /// <summary>Opens the browser of this machine, and listens for where it is led afterwards.</summary>
    /// <returns>Null where no browser can be opened.</returns>
    internal async Task<Credential?> SignInAsync(CancellationToken ct)
    {
        string verifier = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        string state = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(16));
        using HttpListener listener = Listen(out string redirect);
        string challenge = Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(verifier)));
        string address =
            $"{server.GetLeftPart(UriPartial.Authority)}/connect/authorize?client_id={CommandLineClient.Id}"
            + $"&response_type=code&scope={Uri.EscapeDataString(TokenRequests.Scope)}&state={state}"
            + $"&redirect_uri={Uri.EscapeDataString(redirect)}&code_challenge={challenge}&code_challenge_method=S256";
        if (!Opens(address))
        {
            return null;
        }

        Output.Note("Allow it in the browser that has opened. If none has, stop and use --device.");
        string code = await CodeInTimeAsync(listener, state, ct);
        var (tokens, error) = await requests.ExchangeAsync(
            new()
            {
                ["grant_type"] = "authorization_code",
                ["code"] = code,
                ["redirect_uri"] = redirect,
                ["code_verifier"] = verifier,
            },
            ct
        );
        return tokens ?? throw ServerRefusals.NoTokens(server, error);
    }

    private async Task<string> CodeInTimeAsync(HttpListener listener, string state, CancellationToken ct)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(Patience);
        try
        {
            return await CodeAsync(listener, state, limit.Token);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            throw ServerRefusals.NoTokens(server, "nobody allowed it within ten minutes");
        }
    }

    /// <summary>Answers the browser that comes back, and takes the code from its address.</summary>
    private async Task<string> CodeAsync(HttpListener listener, string state, CancellationToken ct)
    {
        while (true)
        {
            HttpListenerContext asked = await listener.GetContextAsync().WaitAsync(ct);
            string? code = asked.Request.QueryString["code"];
            bool ours = asked.Request.QueryString["state"] == state;
            byte[] words = Encoding.UTF8.GetBytes(ours && code is not null ? Done : NotDone);
            asked.Response.ContentType = "text/plain; charset=utf-8";
            asked.Response.StatusCode = ours ? (int)HttpStatusCode.OK : (int)HttpStatusCode.NotFound;
            await asked.Response.OutputStream.WriteAsync(words, ct);
            asked.Response.Close();
            if (ours)
            {
                return code ?? throw ServerRefusals.NoTokens(server, asked.Request.QueryString["error"]);
            }
        }
    }

    private static HttpListener Listen(out string redirect)
    {
        using (var free = new TcpListener(IPAddress.Loopback, 0))
        {
            free.Start();
            redirect = $"http://127.0.0.1:{((IPEndPoint)free.LocalEndpoint).Port}{CommandLineClient.RedirectPath}";
        }

        var listener = new HttpListener();
        listener.Prefixes.Add($"{redirect}/");
        listener.Start();
        return listener;
    }

    /// <returns>Whether a program for web pages was started.</returns>
    private static bool Opens(string address)
    {
        bool hasScreen =
            OperatingSystem.IsWindows()
            || OperatingSystem.IsMacOS()
            || Environment.GetEnvironmentVariable("DISPLAY") is { Length: > 0 }
            || Environment.GetEnvironmentVariable("WAYLAND_DISPLAY") is { Length: > 0 };
        try
        {
            return hasScreen && Process.Start(new ProcessStartInfo(address) { UseShellExecute = true }) is not null;
        }
        catch (Win32Exception)
        {
            return false;
        }
    }
}

using System.Net;
using System.Net.Sockets;
using System.Text;

namespace AethergenAI.Cli.Tests.Servers;

/// <summary>An HTTP server that answers as a test says, which a real one would not.</summary>
internal sealed class LyingServer : IDisposable
{
    private readonly HttpListener listener = new();
    private readonly Func<string, (int Status, string Type, string Body)> answer;

    internal LyingServer(Func<string, (int Status, string Type, string Body)> answer)
    {
        this.answer = answer;
        int port = FreePort();
        Address = $"http://localhost:{port}";
        listener.Prefixes.Add($"{Address}/");
        listener.Start();
        _ = AnswerAsync();
    }

    internal string Address { get; }

    public void Dispose() => listener.Close();

    private async Task AnswerAsync()
    {
        while (listener.IsListening)
        {
            HttpListenerContext asked;
            try
            {
                asked = await listener.GetContextAsync();
            }
            catch (Exception closed) when (closed is HttpListenerException or ObjectDisposedException)
            {
                return;
            }

            var (status, type, body) = answer(asked.Request.Url!.AbsolutePath);
            asked.Response.StatusCode = status;
            asked.Response.ContentType = type;
            await asked.Response.OutputStream.WriteAsync(Encoding.UTF8.GetBytes(body));
            asked.Response.Close();
        }
    }

    private static int FreePort()
    {
        using var free = new TcpListener(IPAddress.Loopback, 0);
        free.Start();
        return ((IPEndPoint)free.LocalEndpoint).Port;
    }
}

using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Options;

namespace AethergenAI.Api.SingleSignOn;

/// <summary>
/// Asks authorities, whose addresses organisations choose: only public ones, unless the installation allows others;
/// the address that is connected to is the one that was checked. No redirect is followed, and no answer is read for
/// long or at length.
/// </summary>
internal sealed class AuthorityHttp : IDisposable
{
    internal const int MaxAnswerBytes = 1_000_000;

    private static readonly TimeSpan ToConnect = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan ToAnswer = TimeSpan.FromSeconds(10);

    private readonly bool allowsPrivate;

    public AuthorityHttp(IOptions<SingleSignOnOptions> options)
    {
        allowsPrivate = options.Value.AllowPrivateAddresses;
        Client = new HttpClient(
            new SocketsHttpHandler
            {
                AllowAutoRedirect = false,
                UseProxy = false, // a proxy would connect to what is not checked here
                UseCookies = false,
                ConnectCallback = ConnectAsync,
                ConnectTimeout = ToConnect,
                PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            }
        )
        {
            Timeout = ToAnswer,
            MaxResponseContentBufferSize = MaxAnswerBytes,
        };
    }

    public HttpClient Client { get; }

    public void Dispose() => Client.Dispose();

    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken ct)
    {
        var (host, port) = (context.DnsEndPoint.Host, context.DnsEndPoint.Port);
        IPAddress[] found = await Dns.GetHostAddressesAsync(host, ct);
        IPAddress[] allowed = allowsPrivate ? found : [.. found.Where(PublicAddresses.Include)];
        if (found.Length > 0 && allowed.Length == 0)
        {
            throw new AuthorityFaultException(SignInProblem.PrivateAddress);
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(allowed, port, ct);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}

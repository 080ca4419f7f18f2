using System.Net;
using System.Net.Sockets;

namespace AethergenAI.Data.Tests.Blobs;

/// <summary>
/// A line to a server that is cut for good once so many bytes were sent over it: connections break, and nobody answers
/// any more.
/// </summary>
internal sealed class CutLine : IDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource cut = new();
    private readonly int server;
    private long left;

    /// <param name="server">The port of the server.</param>
    /// <param name="bytes">The number of bytes after which the line is cut.</param>
    public CutLine(int server, long bytes)
    {
        this.server = server;
        left = bytes;
        listener.Start();
        Port = ((IPEndPoint)listener.LocalEndpoint).Port;
        _ = AcceptAsync();
    }

    public int Port { get; }

    public bool IsCut => cut.IsCancellationRequested;

    public void Dispose()
    {
        cut.Cancel();
        listener.Dispose();
        cut.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                _ = PassAsync(await listener.AcceptTcpClientAsync(cut.Token));
            }
        }
        catch (Exception end) when (end is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            listener.Stop();
        }
    }

    private async Task PassAsync(TcpClient client)
    {
        using (client)
        using (var there = new TcpClient())
        {
            try
            {
                await there.ConnectAsync(IPAddress.Loopback, server, cut.Token);
                Task answers = there.GetStream().CopyToAsync(client.GetStream(), cut.Token);
                await SendAsync(client.GetStream(), there.GetStream());
                await answers;
            }
            catch (Exception end) when (end is OperationCanceledException or IOException or SocketException)
            {
                client.LingerState = new LingerOption(enable: true, seconds: 0); // a reset, not an orderly end
            }
        }
    }

    private async Task SendAsync(NetworkStream from, NetworkStream to)
    {
        byte[] buffer = new byte[16_384];
        while (await from.ReadAsync(buffer, cut.Token) is var read and > 0)
        {
            if (Interlocked.Add(ref left, -read) < 0)
            {
                await cut.CancelAsync();
            }
            await to.WriteAsync(buffer.AsMemory(0, read), cut.Token);
        }
    }
}

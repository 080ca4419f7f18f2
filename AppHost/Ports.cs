using System.Net;
using System.Net.Sockets;

namespace AethergenAI.AppHost;

internal static class Ports
{
    private const int Preferred = 5080,
        Tried = 100;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    /// <exception cref="RefusedException">The port that was asked for is taken.</exception>
    internal static int Choose(int? asked)
    {
        if (asked is { } port)
        {
            return IsFree(port) ? port : throw UpRefusals.PortTaken(port);
        }

        return FreeFrom(Preferred);
    }

    /// <summary>The first free one of a hundred, else any.</summary>
    internal static int FreeFrom(int first) => Enumerable.Range(first, Tried).Where(IsFree).Append(Free()).First();

    /// <summary>Waits for some seconds until the port is free.</summary>
    internal static async Task WaitForAsync(int port, CancellationToken ct)
    {
        long start = TimeProvider.System.GetTimestamp();
        while (!IsFree(port) && TimeProvider.System.GetElapsedTime(start) < Patience)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(100), ct);
        }
    }

    internal static bool IsPreferred(int port) => port == Preferred;

    internal static int Free()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    internal static bool IsFree(int port) =>
        CanBind(IPAddress.Loopback, port) && (!Socket.OSSupportsIPv6 || CanBind(IPAddress.IPv6Loopback, port));

    private static bool CanBind(IPAddress address, int port)
    {
        using var listener = new TcpListener(address, port);
        try
        {
            listener.Start();
            return true;
        }
        catch (SocketException failure)
        {
            // No IPv6 on this machine: nobody can take it either.
            return failure.SocketErrorCode == SocketError.AddressNotAvailable;
        }
    }
}

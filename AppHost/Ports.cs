using System.Net;
using System.Net.Sockets;

namespace AethergenAI.AppHost;

internal static class Ports
{
    private const int Preferred = 5080,
        LastTried = 5180;

    /// <exception cref="RefusedException">The port that was asked for is taken.</exception>
    internal static int Choose(int? asked)
    {
        if (asked is { } port)
        {
            return IsFree(port) ? port : throw UpRefusals.PortTaken(port);
        }

        return Enumerable.Range(Preferred, LastTried - Preferred).Where(IsFree).Append(Free()).First();
    }

    internal static bool IsPreferred(int port) => port == Preferred;

    internal static int Free()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static bool IsFree(int port) =>
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
            return failure.SocketErrorCode == SocketError.AddressNotAvailable; // no IPv6 on this machine: nobody can take it either
        }
    }
}

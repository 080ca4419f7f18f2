using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace AethergenAI.Cli.Diagnosis;

/// <summary>Disk, memory and ports.</summary>
internal static class Machine
{
    private const double GiB = 1024d * 1024 * 1024;
    private const double DiskNeeded = 3; // packages, builds, database and a run, in GiB
    private const double MemoryNeeded = 2; // in GiB

    internal static Finding Disk(string folder)
    {
        double free = new DriveInfo(folder).AvailableFreeSpace / GiB;
        return new Finding("disk", free >= DiskNeeded, Required: true, $"{Round(free)} GiB free", $"Free space: {Round(DiskNeeded)} GiB are needed where this checkout lies.");
    }

    internal static Finding Memory()
    {
        double total = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / GiB;
        return new Finding(
            "memory", total >= MemoryNeeded, Required: true, $"{Round(total)} GiB, {Environment.ProcessorCount} processors",
            $"Give this machine or container {Round(MemoryNeeded)} GiB or more.");
    }

    internal static Finding Ports()
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, 0);
            listener.Start();
            return new Finding("ports", true, Required: true, $"loopback is free to listen on (tried {((IPEndPoint)listener.LocalEndpoint).Port})");
        }
        catch (SocketException problem)
        {
            return new Finding("ports", false, Required: true, problem.SocketErrorCode.ToString(), "Nothing can listen on 127.0.0.1: allow it in the firewall or sandbox.");
        }
    }

    private static string Round(double gib) => gib.ToString("0.#", CultureInfo.InvariantCulture);
}

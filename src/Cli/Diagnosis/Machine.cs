using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace AethergenAI.Cli.Diagnosis;

/// <summary>Disk, memory and ports.</summary>
internal static class Machine
{
    private const double GiB = 1024d * 1024 * 1024;
    private const double DiskNeeded = 3; // packages, builds, database and a run, in GiB
    private const int UsualPort = 5080; // of up, where it is free
    private const double MemoryNeeded = 2; // in GiB

    internal static Finding Disk(string folder)
    {
        double free = new DriveInfo(folder).AvailableFreeSpace / GiB;
        return new Finding(
            "disk", free >= DiskNeeded, Required: true, $"{Round(free)} GiB free",
            $"Free space: {Round(DiskNeeded)} GiB are needed where this checkout lies.");
    }

    internal static Finding Memory()
    {
        double total = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / GiB;
        return new Finding(
            "memory", total >= MemoryNeeded, Required: true, $"{Round(total)} GiB, {Environment.ProcessorCount} processors",
            $"Give this machine or container {Round(MemoryNeeded)} GiB or more.");
    }

    /// <summary>Whether <c>up</c> finds a port to answer on; a taken one is no fault, it goes on to the next.</summary>
    internal static Finding Ports()
    {
        try
        {
            string found = CanListen(UsualPort) ? $"{UsualPort} is free" : $"{UsualPort} is taken; up uses the next free one";
            return new Finding("ports", true, Required: true, found);
        }
        catch (SocketException problem)
        {
            return new Finding(
                "ports", false, Required: true, problem.SocketErrorCode.ToString(),
                "Nothing can listen on 127.0.0.1: allow it in the firewall or sandbox.");
        }
    }

    private static bool CanListen(int port)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
            return true;
        }
        catch (SocketException problem) when (problem.SocketErrorCode == SocketError.AddressAlreadyInUse)
        {
            return false;
        }
    }

    private static string Round(double gib) => gib.ToString("0.#", CultureInfo.InvariantCulture);
}

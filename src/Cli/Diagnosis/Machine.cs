using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;

namespace AethergenAI.Cli.Diagnosis;

/// <summary>Disk, memory and ports.</summary>
internal static class Machine
{
    private const double GiB = 1024d * 1024 * 1024;
    private const double DiskNeeded = 3; // packages, builds, database and a run, in GiB
    private const int UsualPort = 5080; // the port of up, unless it is taken
    private const double MemoryNeeded = 2; // in GiB

    internal static Finding Disk(string folder)
    {
        double free = new DriveInfo(folder).AvailableFreeSpace / GiB;
        return new Finding(
            "disk",
            free >= DiskNeeded,
            Required: true,
            $"{Round(free)} GiB free",
            $"Free some space: the disk of this folder needs {Round(DiskNeeded)} GiB free."
        );
    }

    internal static Finding Memory()
    {
        double total = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / GiB;
        return new Finding(
            "memory",
            total >= MemoryNeeded,
            Required: true,
            $"{Round(total)} GiB, {Environment.ProcessorCount} processors",
            $"Give this machine or container at least {Round(MemoryNeeded)} GiB of memory."
        );
    }

    /// <summary>Whether <c>up</c> can listen on a port. If the usual port is taken, it uses the next.</summary>
    /// <param name="checkout">The checkout that this program was built in; null if it was moved elsewhere.</param>
    internal static Finding Ports(string? checkout)
    {
        try
        {
            string found = CanListen(UsualPort) ? $"{UsualPort} is free" : Taken(checkout);
            return new Finding("ports", true, Required: true, found);
        }
        catch (SocketException problem)
        {
            return new Finding(
                "ports",
                false,
                Required: true,
                problem.SocketErrorCode.ToString(),
                "No program can listen on 127.0.0.1: allow it in the firewall or sandbox."
            );
        }
    }

    private static string Taken(string? checkout) =>
        Running(checkout) is { } url
            ? $"{UsualPort} is used by the system of this checkout, which runs at {url}"
            : $"{UsualPort} is taken; up uses the next free one";

    /// <returns>The address of the system that <c>up</c> started from this checkout; null if it does not run, or not
    /// on the usual port.</returns>
    private static string? Running(string? checkout)
    {
        string? own = checkout is null ? null : Path.Combine(checkout, ".aethergen");
        string? home = Environment.GetEnvironmentVariable("AETHERGEN_HOME") is { Length: > 0 } set ? set : own;
        if (home is null || !File.Exists(Path.Combine(home, "running.json")))
        {
            return null;
        }
        try
        {
            if (JsonSerializer.Deserialize<Note>(File.ReadAllText(Path.Combine(home, "running.json"))) is not { } note)
            {
                return null;
            }
            using var process = Process.GetProcessById(note.Process);
            return new Uri(note.Url).Port == UsualPort ? note.Url : null;
        }
        catch (Exception problem)
            when (problem
                    is IOException
                        or UnauthorizedAccessException
                        or JsonException
                        or ArgumentException
                        or UriFormatException
            )
        {
            return null; // the file of a process that was killed
        }
    }

    /// <summary>The file that <c>up</c> keeps while it runs.</summary>
    private sealed record Note(int Process, string Url);

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

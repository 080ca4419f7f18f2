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
    private const int UsualPort = 5080; // of up, where it is free
    private const double MemoryNeeded = 2; // in GiB

    internal static Finding Disk(string folder)
    {
        double free = new DriveInfo(folder).AvailableFreeSpace / GiB;
        return new Finding(
            "disk",
            free >= DiskNeeded,
            Required: true,
            $"{Round(free)} GiB free",
            $"Free space: {Round(DiskNeeded)} GiB are needed where this checkout lies."
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
            $"Give this machine or container {Round(MemoryNeeded)} GiB or more."
        );
    }

    /// <summary>Whether <c>up</c> finds a port to answer on; a taken one is no fault, it goes on to the next.</summary>
    /// <param name="checkout">Where this program was built; null where it was taken elsewhere.</param>
    internal static Finding Ports(string? checkout)
    {
        try
        {
            string found =
                CanListen(UsualPort) ? $"{UsualPort} is free"
                : Running(checkout) is { } url ? $"{UsualPort} is this checkout's own: it is running at {url}"
                : $"{UsualPort} is taken; up uses the next free one";
            return new Finding("ports", true, Required: true, found);
        }
        catch (SocketException problem)
        {
            return new Finding(
                "ports",
                false,
                Required: true,
                problem.SocketErrorCode.ToString(),
                "Nothing can listen on 127.0.0.1: allow it in the firewall or sandbox."
            );
        }
    }

    /// <returns>Where the system that <c>up</c> started from this checkout answers,
    /// if that is the usual port.</returns>
    private static string? Running(string? checkout)
    {
        string? home =
            Environment.GetEnvironmentVariable("AETHERGEN_HOME") is { Length: > 0 } set ? set
            : checkout is null ? null
            : Path.Combine(checkout, ".aethergen");
        if (home is null || !File.Exists(Path.Combine(home, "running.json")))
        {
            return null;
        }
        try
        {
            var note = JsonSerializer.Deserialize<Note>(File.ReadAllText(Path.Combine(home, "running.json")))!;
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
            return null; // what a killed process left behind
        }
    }

    /// <summary>What a running <c>up</c> notes of itself.</summary>
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

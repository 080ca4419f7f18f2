using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace AethergenAI.Data.Tests;

/// <summary>A program of a folder with a <c>package.json</c>, for tests alone.</summary>
internal static class NodePackage
{
    /// <summary>Runs <c>npm ci</c> where the file is missing; once for all tests that run at the same time.</summary>
    internal static async Task InstallAsync(string folder, string file)
    {
        await using FileStream alone = await LockAsync(folder);
        if (!File.Exists(file))
        {
            using Process npm = Run(folder, "npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund");
            await npm.WaitForExitAsync();
        }
    }

    internal static Process Run(string folder, string program, params string[] arguments)
    {
        bool throughShell = OperatingSystem.IsWindows() && program == "npm";
        string[] all = throughShell ? ["/c", program, .. arguments] : arguments;
        var start = new ProcessStartInfo(throughShell ? "cmd" : program, all)
        {
            WorkingDirectory = folder,
            UseShellExecute = false,
            RedirectStandardInput = true,
        };
        return Process.Start(start)!;
    }

    internal static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>Waits until something listens at the port of this machine.</summary>
    internal static async Task UntilItListensAsync(int port)
    {
        while (true)
        {
            using var client = new TcpClient();
            try
            {
                await client.ConnectAsync("localhost", port);
                return;
            }
            catch (SocketException)
            {
                await Task.Delay(100);
            }
        }
    }

    private static async Task<FileStream> LockAsync(string folder)
    {
        string file = Path.Combine(folder, "installing");
        while (true)
        {
            try
            {
                return new FileStream(
                    file,
                    FileMode.OpenOrCreate,
                    FileAccess.ReadWrite,
                    FileShare.None,
                    bufferSize: 1,
                    FileOptions.DeleteOnClose
                );
            }
            catch (IOException)
            {
                await Task.Delay(100); // another process installs
            }
        }
    }
}

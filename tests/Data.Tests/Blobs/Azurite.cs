using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Runtime.CompilerServices;

namespace AethergenAI.Data.Tests.Blobs;

/// <summary>
/// Azurite, Microsoft's stand-in for a storage account, started for the tests of a class. If it cannot be installed or
/// started here, <see cref="WhyNot"/> says why.
/// </summary>
public sealed class Azurite : IAsyncLifetime
{
    // Azurite's published account; it opens nothing else.
    private const string Account = "devstoreaccount1";
    private const string Key =
        "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    private static readonly TimeSpan ToInstall = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan ToStart = TimeSpan.FromMinutes(1);

    private readonly string data = Directory.CreateTempSubdirectory("aethergen-azurite-").FullName;
    private Process? server;

    public string? WhyNot { get; private set; }

    public int Port { get; private set; }

    /// <summary>Through <paramref name="port"/>, at which Azurite listens or something that passes on to it.</summary>
    public static string ConnectionString(int port) =>
        $"DefaultEndpointsProtocol=http;AccountName={Account};AccountKey={Key};"
        + $"BlobEndpoint=http://127.0.0.1:{port}/{Account};";

    public async ValueTask InitializeAsync()
    {
        string program = Path.Combine(Folder(), "node_modules", "azurite", "dist", "src", "blob", "main.js");
        try
        {
            await InstallAsync(program).WaitAsync(ToInstall);
            if (!File.Exists(program))
            {
                WhyNot = $"Azurite is not installed, and `npm ci` in {Folder()} did not install it.";
                return;
            }

            Port = FreePort();
            // Azurite knows the protocol of some months ago; what is used here is the same in both.
            string[] quiet = ["--silent", "--disableTelemetry", "--skipApiVersionCheck"];
            server = Run("node", [program, .. quiet, "--location", data, "--blobPort", $"{Port}"]);
            await UntilItListensAsync().WaitAsync(ToStart);
        }
        catch (Exception failure) when (failure is TimeoutException or System.ComponentModel.Win32Exception)
        {
            WhyNot = $"Azurite cannot be started here: {failure.Message}";
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (server is not null)
        {
            server.Kill(entireProcessTree: true);
            await server.WaitForExitAsync();
            server.Dispose();
        }
        Directory.Delete(data, recursive: true);
    }

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>Once for all tests that run at the same time.</summary>
    private static async Task InstallAsync(string program)
    {
        await using FileStream alone = await LockAsync();
        if (!File.Exists(program))
        {
            using Process npm = Run("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund");
            await npm.WaitForExitAsync();
        }
    }

    private static async Task<FileStream> LockAsync()
    {
        string file = Path.Combine(Folder(), "installing");
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

    private async Task UntilItListensAsync()
    {
        while (true)
        {
            using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
            try
            {
                await socket.ConnectAsync(IPAddress.Loopback, Port);
                return;
            }
            catch (SocketException)
            {
                await Task.Delay(100);
            }
        }
    }

    private static Process Run(string program, params string[] arguments)
    {
        bool throughShell = OperatingSystem.IsWindows() && program == "npm";
        string[] all = throughShell ? ["/c", program, .. arguments] : arguments;
        var start = new ProcessStartInfo(throughShell ? "cmd" : program, all)
        {
            WorkingDirectory = Folder(),
            UseShellExecute = false,
            RedirectStandardInput = true,
        };
        return Process.Start(start)!;
    }

    private static string Folder([CallerFilePath] string path = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(path)!, "..", "azurite"));
}

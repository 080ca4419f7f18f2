using System.Diagnostics;
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
            await NodePackage.InstallAsync(Folder(), program).WaitAsync(ToInstall);
            if (!File.Exists(program))
            {
                WhyNot = $"Azurite is not installed, and `npm ci` in {Folder()} did not install it.";
                return;
            }

            Port = FreePort();
            // Azurite knows the protocol of some months ago; what is used here is the same in both.
            string[] quiet = ["--silent", "--disableTelemetry", "--skipApiVersionCheck"];
            server = NodePackage.Run(
                Folder(),
                "node",
                [program, .. quiet, "--location", data, "--blobPort", $"{Port}"]
            );
            await NodePackage.UntilItListensAsync(Port).WaitAsync(ToStart);
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

    public static int FreePort() => NodePackage.FreePort();

    private static string Folder([CallerFilePath] string path = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(path)!, "..", "azurite"));
}

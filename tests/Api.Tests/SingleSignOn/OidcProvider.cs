using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using AethergenAI.Data.Tests;

namespace AethergenAI.Api.Tests.SingleSignOn;

/// <summary>
/// npm's <c>oidc-provider</c>, a certified authority that shares no code with this application. If it cannot be
/// installed or started here, <see cref="WhyNot"/> says why.
/// </summary>
internal sealed class OidcProvider : IAsyncDisposable
{
    private static readonly TimeSpan ToInstall = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan ToStart = TimeSpan.FromMinutes(1);

    private readonly int port = NodePackage.FreePort();
    private Process? server;

    public string? WhyNot { get; private set; }

    public string Issuer => $"http://localhost:{port}";

    /// <param name="redirect">The address that is registered for this application.</param>
    public async Task StartAsync(string redirect)
    {
        string package = Path.Combine(Folder(), "node_modules", "oidc-provider", "package.json");
        try
        {
            await NodePackage.InstallAsync(Folder(), package).WaitAsync(ToInstall);
            if (!File.Exists(package))
            {
                WhyNot = $"oidc-provider is not installed, and `npm ci` in {Folder()} did not install it.";
                return;
            }

            server = NodePackage.Run(Folder(), "node", "authority.mjs", $"{port}", redirect);
            await NodePackage.UntilItListensAsync(port).WaitAsync(ToStart);
        }
        catch (Exception failure) when (failure is TimeoutException or Win32Exception)
        {
            WhyNot = $"oidc-provider cannot be started here: {failure.Message}";
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
    }

    private static string Folder([CallerFilePath] string path = "") =>
        Path.Combine(Path.GetDirectoryName(path)!, "oidc-provider");
}

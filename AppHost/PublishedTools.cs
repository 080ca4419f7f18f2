using Microsoft.Extensions.Configuration;

namespace AethergenAI.AppHost;

/// <summary>
/// Aspire looks for its orchestrator, its dashboard and a folder for its own files where AppHost was built. What was
/// published brings the first two along and must not look there.
/// </summary>
internal static class PublishedTools
{
    private static readonly string Here = Path.GetDirectoryName(typeof(PublishedTools).Assembly.Location)!;

    private static readonly string Tools = Path.Combine(Here, "aspire");

    private static bool AreHere => Directory.Exists(Tools);

    internal static void Place(DistributedApplicationOptions options)
    {
        if (AreHere)
        {
            options.ProjectDirectory = Here;
        }
    }

    /// <param name="home">The folder for data and logs.</param>
    internal static void Name(IConfiguration configuration, string home)
    {
        if (!AreHere)
        {
            return;
        }

        string extension = OperatingSystem.IsWindows() ? ".exe" : "";
        configuration["DcpPublisher:CliPath"] = Path.Combine(Tools, "orchestrator", "dcp" + extension);
        configuration["DcpPublisher:DashboardPath"] = Path.Combine(Tools, "dashboard", "Aspire.Dashboard" + extension);
        configuration["Aspire:Store:Path"] = home;
    }
}

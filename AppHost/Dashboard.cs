using Microsoft.Extensions.Configuration;

namespace AethergenAI.AppHost;

/// <summary>Aspire's dashboard: processes, logs, traces and metrics.</summary>
internal static class Dashboard
{
    private const int Preferred = 18888;
    private const string Page = "ASPNETCORE_URLS";

    private static readonly string[] Feeds =
    [
        "ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL",
        "ASPIRE_RESOURCE_SERVICE_ENDPOINT_URL",
    ];

    /// <summary>Where the dashboard answers, and what it listens to; on loopback, without a certificate.</summary>
    /// <param name="always">Also where free addresses are set already, as a launch profile does.</param>
    internal static void ChooseAddresses(IConfiguration configuration, bool always)
    {
        if (always || !IsFree(configuration[Page]))
        {
            configuration[Page] = $"http://localhost:{Ports.FreeFrom(Preferred)}";
        }
        foreach (string feed in Feeds.Where(feed => always || !IsFree(configuration[feed])))
        {
            configuration[feed] = $"http://localhost:{Ports.Free()}";
        }
    }

    private static bool IsFree(string? address) =>
        Uri.TryCreate(address?.Split(';')[0], UriKind.Absolute, out Uri? uri) && Ports.IsFree(uri.Port);

    /// <returns>Null where there is no dashboard.</returns>
    internal static string? LinkIn(IConfiguration configuration) =>
        configuration["AppHost:BrowserToken"] is { Length: > 0 } secret && configuration[Page] is { Length: > 0 } page
            ? $"{page.Split(';')[0]}/login?t={secret}"
            : null;
}

namespace AethergenAI.Api.Accounts;

/// <summary>Says in words what a <c>User-Agent</c> header names, so that a person knows the device.</summary>
internal static class DeviceName
{
    // Browsers name those that they resemble too, so the most particular mark comes first.
    private static readonly (string Mark, string Name)[] Browsers =
    [
        ("Edg", "Edge"),
        ("OPR/", "Opera"),
        ("SamsungBrowser/", "Samsung Internet"),
        ("Firefox/", "Firefox"),
        ("FxiOS/", "Firefox"),
        ("Chrome/", "Chrome"),
        ("CriOS/", "Chrome"),
        ("Safari/", "Safari"),
        ("curl/", "curl"),
        ("python", "Python"),
    ];

    private static readonly (string Mark, string Name)[] Systems =
    [
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Android", "Android"),
        ("Windows", "Windows"),
        ("Mac OS X", "macOS"),
        ("CrOS", "ChromeOS"),
        ("Linux", "Linux"),
    ];

    /// <returns>"Firefox on Windows"; "Unknown program" where the header names no browser.</returns>
    internal static string Of(string? userAgent)
    {
        string browser = Find(Browsers, userAgent) ?? "Unknown program";
        return Find(Systems, userAgent) is { } system ? $"{browser} on {system}" : browser;
    }

    private static string? Find((string Mark, string Name)[] known, string? userAgent) =>
        userAgent is null
            ? null
            : known.FirstOrDefault(it => userAgent.Contains(it.Mark, StringComparison.OrdinalIgnoreCase)).Name;
}

namespace AethergenAI.Api.Accounts;

/// <summary>Where a letter about a forgotten password leads.</summary>
internal sealed class ResetOptions
{
    /// <summary>The app's own address, such as <c>https://aethergen.example.org</c>.</summary>
    public Uri? Address { get; init; }

    /// <summary>
    /// The address for links in letters that anyone can ask for. Whoever asks names the host of the request, so it is
    /// taken from there only where <c>AllowedHosts</c> lists the names that are answered.
    /// </summary>
    /// <param name="allowedHosts">The setting of this name; empty or "*" where every name is answered.</param>
    internal Uri? AddressFor(HttpRequest http, string? allowedHosts)
    {
        bool checksHost = !string.IsNullOrEmpty(allowedHosts) && !allowedHosts.Split(';').Contains("*");
        return Address ?? (checksHost ? new Uri($"{http.Scheme}://{http.Host}") : null);
    }
}

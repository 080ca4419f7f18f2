namespace AethergenAI.Cli.Servers;

/// <summary>How the user signs in to a server: with a key, or with tokens that renew themselves.</summary>
/// <param name="Key">A key that an owner made; null with tokens.</param>
/// <param name="Access">The token of now.</param>
/// <param name="Refresh">Gives the next token; it works once.</param>
/// <param name="ExpiresAt">When <paramref name="Access"/> ends.</param>
internal sealed record Credential(
    string? Key,
    string? Access = null,
    string? Refresh = null,
    DateTimeOffset? ExpiresAt = null
)
{
    /// <summary>A token is renewed this long before it ends.</summary>
    private static readonly TimeSpan Early = TimeSpan.FromSeconds(30);

    internal string Bearer => Key ?? Access ?? "";

    internal bool IsDue(DateTimeOffset now) => Refresh is not null && ExpiresAt is { } end && now > end - Early;
}

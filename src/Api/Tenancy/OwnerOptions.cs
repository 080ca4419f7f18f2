using System.ComponentModel.DataAnnotations;
using System.Security.Cryptography;
using System.Text;

namespace AethergenAI.Api.Tenancy;

/// <summary>The first account, which is created when the API first starts.</summary>
internal sealed class OwnerOptions
{
    [EmailAddress]
    public string Email { get; init; } = "owner@localhost";

    /// <summary>The organisation's name.</summary>
    [Required, StringLength(200, MinimumLength = 1)]
    public string Tenant { get; init; } = "My organisation";

    /// <summary>
    /// The secret in the printed sign-in link. It signs the owner in until this process ends; each start creates a new
    /// one. Without it (null or empty) there is no link.
    /// </summary>
    [MinLength(32)]
    public string? LinkToken { get; init; }

    /// <summary>Compares in a time that reveals nothing about the tokens, not even their lengths.</summary>
    internal bool Opens(string token) =>
        !string.IsNullOrEmpty(LinkToken)
        && CryptographicOperations.FixedTimeEquals(
            SHA256.HashData(Encoding.UTF8.GetBytes(token)),
            SHA256.HashData(Encoding.UTF8.GetBytes(LinkToken))
        );
}

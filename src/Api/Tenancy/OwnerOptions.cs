using System.ComponentModel.DataAnnotations;
using System.Security.Cryptography;
using System.Text;

namespace AethergenAI.Api.Tenancy;

/// <summary>The first account, made when the API first starts.</summary>
internal sealed class OwnerOptions
{
    [EmailAddress]
    public string Email { get; init; } = "owner@localhost";

    /// <summary>The organisation's name.</summary>
    [Required, StringLength(200, MinimumLength = 1)]
    public string Tenant { get; init; } = "My organisation";

    /// <summary>
    /// The secret in the sign-in link that whoever starts the system prints. It signs the owner in for as long as this
    /// process lives and is made anew at each start; null or empty: there is no link.
    /// </summary>
    [MinLength(32)]
    public string? LinkToken { get; init; }

    /// <summary>Compares in a time that tells nothing of either token, its length included.</summary>
    internal bool Opens(string token) =>
        !string.IsNullOrEmpty(LinkToken)
        && CryptographicOperations.FixedTimeEquals(
            SHA256.HashData(Encoding.UTF8.GetBytes(token)),
            SHA256.HashData(Encoding.UTF8.GetBytes(LinkToken))
        );
}

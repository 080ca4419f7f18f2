using System.Security.Cryptography;
using System.Text.RegularExpressions;
using AethergenAI.Privacy.Ledger;

namespace AethergenAI.Cli.Datasets;

/// <summary>
/// A keyed hash of what a ledger stores, in the ledger's file: a file that was edited no longer matches it. Only the
/// user whose key sealed the ledger can tell.
/// </summary>
internal static partial class LedgerSeal
{
    private const int KeyDigits = 8;

    internal static PrivacyLedger Sealed(PrivacyLedger ledger, byte[] key) =>
        ledger with
        {
            Seal = $"{Owner(key)}:{Hash(ledger, key)}",
        };

    /// <summary>Whether the ledger was changed after it was sealed with this key.</summary>
    internal static bool IsBroken(PrivacyLedger ledger, byte[] key) =>
        IsOf(ledger, key) && ledger.Seal != Sealed(ledger, key).Seal;

    /// <summary>Whether the seal says that this key made it.</summary>
    internal static bool IsOf(PrivacyLedger ledger, byte[] key) =>
        ledger.Seal?.StartsWith(Owner(key), StringComparison.Ordinal) == true;

    /// <summary>Whether a text can be some user's seal.</summary>
    internal static bool IsSeal(string? text) => text is not null && Form().IsMatch(text);

    [GeneratedRegex("^[0-9a-f]{8}:[0-9a-f]{64}$", RegexOptions.None, 1000)]
    private static partial Regex Form();

    private static string Owner(byte[] key) => Sha256.Hex(key)[..KeyDigits];

    /// <remarks>Only what is stored: figures that are computed from it may change with the program.</remarks>
    private static string Hash(PrivacyLedger ledger, byte[] key) =>
        Convert.ToHexStringLower(
            HMACSHA256.HashData(
                key,
                CanonicalJson.Serialize(
                    new
                    {
                        ledger.Version,
                        ledger.Dataset,
                        ledger.Unit?.Entity,
                        ledger.Unit?.Rows,
                        ledger.Limit?.Epsilon,
                        ledger.Limit?.Delta,
                        ledger.Entries,
                    }
                )
            )
        );
}

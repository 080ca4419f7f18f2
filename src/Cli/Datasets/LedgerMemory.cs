using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using AethergenAI.Privacy.Ledger;

namespace AethergenAI.Cli.Datasets;

/// <summary>
/// What a user has seen of each ledger: how many entries, and a keyed hash of them. It lies in the user's data folder,
/// so that a ledger that lost entries, or whose seal was removed or forged, is found out.
/// </summary>
internal static class LedgerMemory
{
    /// <summary>What is wrong with a ledger that was written before; null if nothing is.</summary>
    /// <param name="seen">What <see cref="Of"/> returned before the ledger was read.</param>
    internal static string? Fault(PrivacyLedger ledger, (int Count, string Hash)? seen, byte[] key)
    {
        if (ledger.Entries.Count > 0 && !LedgerSeal.IsSeal(ledger.Seal))
        {
            return "its seal is missing";
        }
        return seen is not var (count, hash) || (ledger.Entries.Count >= count && Hash(ledger, count, key) == hash)
            ? null
            : "entries that were in it before are missing or changed";
    }

    /// <summary>Remembers all entries of a ledger that was stored.</summary>
    internal static void Remember(PrivacyLedger ledger, byte[] key)
    {
        UserData.Create(Folder);
        string count = ledger.Entries.Count.ToString(CultureInfo.InvariantCulture);
        byte[] text = Encoding.ASCII.GetBytes($"{count} {Hash(ledger, ledger.Entries.Count, key)}");
        AtomicFile.WriteAsync(PathOf(ledger, key), text, CancellationToken.None).GetAwaiter().GetResult();
    }

    private static string Folder => Path.Combine(UserData.Folder, "ledgers");

    private static string PathOf(PrivacyLedger ledger, byte[] key) =>
        Path.Combine(Folder, Keyed(Encoding.UTF8.GetBytes(ledger.Dataset ?? ""), key)[..32]);

    /// <summary>How many entries of a ledger are known, and their hash; null: the ledger was never seen.</summary>
    internal static (int Count, string Hash)? Of(PrivacyLedger ledger, byte[] key)
    {
        string path = PathOf(ledger, key);
        if (!File.Exists(path))
        {
            return null;
        }
        string[] parts = File.ReadAllText(path).Split(' ');
        return parts is [var count, var hash] && int.TryParse(count, CultureInfo.InvariantCulture, out int entries)
            ? (entries, hash)
            : (int.MaxValue, ""); // a file that this program did not write
    }

    private static string Hash(PrivacyLedger ledger, int count, byte[] key) =>
        Keyed(CanonicalJson.Serialize(ledger.Entries.Take(count).ToList()), key);

    private static string Keyed(byte[] bytes, byte[] key) => Convert.ToHexStringLower(HMACSHA256.HashData(key, bytes));
}

using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using AethergenAI.Privacy.Ledger;

namespace AethergenAI.Cli.Datasets;

/// <summary>
/// What a user has seen of each ledger, reading or writing it: how many entries, and a keyed hash of them. It lies in
/// the user's data folder, so that a ledger that lost entries, or whose seal was removed or forged, is found out.
/// </summary>
internal static class LedgerMemory
{
    /// <param name="Count">The entries that were in the ledger.</param>
    /// <param name="Hash">Of these entries, keyed.</param>
    /// <param name="Own">The entries that were in it when this user last wrote it.</param>
    /// <param name="Accepted">The entries whose budget this user set or accepted.</param>
    internal sealed record Seen(int Count, string Hash, int Own, int Accepted);

    /// <summary>What is wrong with a ledger that was seen before; null if nothing is.</summary>
    /// <param name="seen">What <see cref="Of"/> returned before the ledger was read.</param>
    internal static string? Fault(PrivacyLedger ledger, Seen? seen, byte[] key)
    {
        if (ledger.Entries.Count > 0 && !LedgerSeal.IsSeal(ledger.Seal))
        {
            return "its seal is missing";
        }
        if (seen is not null && (ledger.Entries.Count < seen.Count || Hash(ledger, seen.Count, key) != seen.Hash))
        {
            return "entries that were in it before are missing or changed";
        }
        return null;
    }

    /// <summary>What another user has changed, and this one has not answered; null: there is nothing.</summary>
    internal static WaitingChanges? Waiting(PrivacyLedger ledger, Seen? seen, byte[] key)
    {
        int accepted = Accepted(ledger, seen, key);
        var (raise, change) = (ledger.FirstRaise(accepted), ledger.LastUnitChange(accepted));
        return raise is null && change is null
            ? null
            : new(raise, change, ledger.LimitAfter(accepted)!, ledger.UnitAfter(accepted), accepted);
    }

    /// <summary>The entries at a ledger's end that another user's seal vouches for, and this user's does not.</summary>
    internal static IReadOnlyList<LedgerEntry> OfOthers(PrivacyLedger ledger, Seen? seen, byte[] key) =>
        LedgerSeal.IsOf(ledger, key) ? [] : [.. ledger.Entries.Skip(seen?.Own ?? 0)];

    /// <summary>Remembers all entries of a ledger, unless more are remembered already.</summary>
    /// <param name="own">Whether this user has written it.</param>
    /// <param name="accepted">The entries whose budget this user accepts; null: as many as before, or all if none
    /// was remembered and the seal is the user's.</param>
    internal static void Remember(PrivacyLedger ledger, bool own, byte[] key, int? accepted = null)
    {
        int count = ledger.Entries.Count;
        if (!own && Of(ledger, key) is { } known && known.Count >= count)
        {
            return;
        }
        UserData.Create(Folder);
        using var alone = UserData.Lock(Path.Combine(Folder, ".lock"));
        var seen = Of(ledger, key);
        if (seen?.Count > count || (seen?.Count == count && !own))
        {
            return; // another process of this user has read or written later
        }
        bool vouches = own || (seen is null && LedgerSeal.IsOf(ledger, key));
        int vouched = vouches ? count : seen?.Own ?? 0;
        string text = string.Create(
            CultureInfo.InvariantCulture,
            $"{count} {Hash(ledger, count, key)} {vouched} {accepted ?? Accepted(ledger, seen, key)}"
        );
        AtomicFile
            .WriteAsync(PathOf(ledger, key), Encoding.ASCII.GetBytes(text), CancellationToken.None)
            .GetAwaiter()
            .GetResult();
    }

    /// <remarks>This user's seal accepts nothing where something is remembered: they also write while they wait.
    /// </remarks>
    private static int Accepted(PrivacyLedger ledger, Seen? seen, byte[] key) =>
        seen?.Accepted ?? (LedgerSeal.IsOf(ledger, key) ? ledger.Entries.Count : 0);

    private static string Folder => Path.Combine(UserData.Folder, "ledgers");

    private static string PathOf(PrivacyLedger ledger, byte[] key) =>
        Path.Combine(Folder, Keyed(Encoding.UTF8.GetBytes(ledger.Dataset ?? ""), key)[..32]);

    /// <returns>Null: the ledger was never seen.</returns>
    internal static Seen? Of(PrivacyLedger ledger, byte[] key)
    {
        string path = PathOf(ledger, key);
        if (!File.Exists(path))
        {
            return null;
        }
        // Until 1 December 2026 the user's own entries were not counted apart.
        string[] parts = File.ReadAllText(path).Split(' ');
        return
            parts is [var count, var hash, ..]
            && Number(count) is { } entries
            && Number(parts.ElementAtOrDefault(2) ?? count) is { } own
            && Number(parts.ElementAtOrDefault(3) ?? $"{own}") is { } accepted
            ? new Seen(entries, hash, own, accepted)
            : new Seen(int.MaxValue, "", 0, 0); // a file that this program did not write
    }

    private static int? Number(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : null;

    private static string Hash(PrivacyLedger ledger, int count, byte[] key) =>
        Keyed(CanonicalJson.Serialize(ledger.Entries.Take(count).ToList()), key);

    private static string Keyed(byte[] bytes, byte[] key) => Convert.ToHexStringLower(HMACSHA256.HashData(key, bytes));
}

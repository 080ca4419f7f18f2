using System.Text.Json;
using AethergenAI.Artefacts;
using AethergenAI.Privacy.Ledger;
using AethergenAI.Privacy.Noise;

namespace AethergenAI.Generation.Private;

/// <summary>One fit's measurements: what was set aside for them, what is left of it, and what they found.</summary>
internal sealed class Measurements
{
    /// <summary>The last bits of a sum of doubles.</summary>
    private const double Slack = 1e-9;

    private readonly PrivacyAccount account;
    private readonly Checkpoints? kept;
    private readonly string folder;
    private readonly LedgerCharge reserved;

    /// <summary>ρ that each reservation of this fit has left, by its number; nobody else spends from them.</summary>
    private readonly SortedDictionary<int, double> left = [];

    private Measurements(PrivacyAccount account, Checkpoints? kept, string folder, LedgerCharge reserved)
    {
        (this.account, this.kept, this.folder, this.reserved) = (account, kept, folder, reserved);
    }

    /// <summary>ρ that was set aside before the first measurement.</summary>
    internal double Reserved => reserved.Rho;

    /// <summary>Every entry of this fit, interrupted attempts included.</summary>
    internal IReadOnlyList<LedgerEntry> Entries =>
        [.. account.Ledger.Read().Entries.Where(entry => left.ContainsKey(entry.Within ?? entry.Number))];

    /// <summary>Sets ρ aside, unless an interrupted attempt at the same fit has done so.</summary>
    /// <param name="fit">Names the fit: files of another are not read.</param>
    internal static Measurements Open(PrivacyAccount account, Checkpoints? kept, string fit, LedgerCharge reservation)
    {
        string folder = $"privacy/{fit}";
        var opened = new Measurements(account, kept, folder, reservation);
        var ledger = account.Ledger.Read();
        foreach (int number in Read<List<int>>(kept, $"{folder}/reservations.json") ?? [])
        {
            var entry = ledger.Entries.ElementAtOrDefault(number - 1);
            bool ours = entry is { Mechanism: LedgerCharge.Reservation } && entry.Run == reservation.Run;
            if (ours)
            {
                opened.left[number] = entry!.Rho - ledger.SpentWithin(number);
            }
        }

        if (opened.left.Count == 0)
        {
            opened.Reserve(reservation);
        }
        return opened;
    }

    internal T Measure<T>(string key, MeasurementCharge charge, Func<RandomBits, T> draw)
    {
        string file =
            $"{folder}/{Sha256.Hex(CanonicalJson.Serialize(new { key, charge.Mechanism, charge.Parameters }))[..16]}.json";
        if (Read<Kept<T>>(kept, file) is { } found && found.Key == key)
        {
            return found.Value;
        }

        int within = left.FirstOrDefault(pair => pair.Value >= charge.Rho * (1 - Slack)).Key;
        if (within == 0)
        {
            // One measurement that was charged, interrupted before it was kept, and drawn again costs twice;
            // that was not set aside.
            within = Reserve(
                reserved with
                {
                    Purpose = $"{reserved.Purpose}: drawn again after an interruption",
                    Rho = charge.Rho,
                    Delta = 0,
                }
            );
        }

        int entry = account
            .Ledger.Append(
                new LedgerCharge(
                    reserved.Unit,
                    reserved.Run,
                    charge.Purpose,
                    charge.Mechanism,
                    charge.Parameters,
                    charge.Rho
                )
                {
                    Within = within,
                }
            )
            .Number;
        left[within] -= charge.Rho;
        T value = draw(account.Bits);
        kept?.Write(file, JsonSerializer.SerializeToUtf8Bytes(new Kept<T>(key, entry, value), Json.Options));
        return value;
    }

    private int Reserve(LedgerCharge charge)
    {
        int number = account.Ledger.Append(charge).Number;
        left[number] = charge.Rho;
        kept?.Write($"{folder}/reservations.json", JsonSerializer.SerializeToUtf8Bytes(left.Keys, Json.Options));
        return number;
    }

    private static T? Read<T>(Checkpoints? kept, string file)
        where T : class => kept?.Read(file) is { } bytes ? JsonSerializer.Deserialize<T>(bytes, Json.Options) : null;

    /// <param name="Entry">The number of its line in the ledger.</param>
    private sealed record Kept<T>(string Key, int Entry, T Value);
}

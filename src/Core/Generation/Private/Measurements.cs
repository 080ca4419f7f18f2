using System.Security.Cryptography;
using System.Text.Json;
using AethergenAI.Artefacts;
using AethergenAI.Privacy.Ledger;
using AethergenAI.Privacy.Noise;

namespace AethergenAI.Generation.Private;

/// <summary>The measurements of one fit: the ρ set aside for them, the ρ that is left, and the results.</summary>
internal sealed class Measurements
{
    private const string FitFile = "privacy/fit.json";

    private readonly PrivacyAccount account;
    private readonly Checkpoints? kept;
    private readonly string folder;
    private readonly LedgerCharge reserved;

    /// <summary>
    /// This fit's reservations by number, with what each has paid for so far; only this fit spends from them.
    /// </summary>
    private readonly SortedDictionary<int, (double Reserved, ExactSum Paid)> own = [];

    private Measurements(PrivacyAccount account, Checkpoints? kept, string folder, LedgerCharge reserved)
    {
        (this.account, this.kept, this.folder, this.reserved) = (account, kept, folder, reserved);
    }

    /// <summary>The ρ that was set aside before the first measurement.</summary>
    internal double Reserved => reserved.Rho;

    /// <summary>Every entry of this fit, including interrupted attempts.</summary>
    internal IReadOnlyList<LedgerEntry> Entries =>
        [.. account.Ledger.Read().Entries.Where(entry => own.ContainsKey(entry.Within ?? entry.Number))];

    /// <summary>Sets ρ aside, unless an interrupted attempt at the same fit has already done so.</summary>
    /// <param name="fit">Identifies the fit: files of another fit are not read. It depends on the rows, so it stands
    /// in no name, and only until <see cref="Forget"/>.</param>
    internal static Measurements Open(PrivacyAccount account, Checkpoints? kept, string fit, LedgerCharge reservation)
    {
        var found = Read<KeptFit>(kept, FitFile);
        string name = found?.Fit == fit ? found.Name : RandomNumberGenerator.GetHexString(16, lowercase: true),
            folder = $"privacy/{name}";
        if (found?.Fit != fit)
        {
            kept?.Write(FitFile, JsonSerializer.SerializeToUtf8Bytes(new KeptFit(fit, name), Json.Options));
        }
        var opened = new Measurements(account, kept, folder, reservation);
        var ledger = account.Ledger.Read();
        foreach (int number in Read<List<int>>(kept, $"{folder}/reservations.json") ?? [])
        {
            var entry = ledger.Entries.ElementAtOrDefault(number - 1);
            bool ours = entry is { Mechanism: LedgerCharge.Reservation } && entry.Run == reservation.Run;
            if (ours)
            {
                opened.own[number] = (entry!.Rho, ledger.Paid(number));
            }
        }

        if (opened.own.Count == 0)
        {
            opened.Reserve(reservation);
        }
        return opened;
    }

    /// <summary>
    /// Erases what identifies the rows of a fit that has ended. Its noisy results may stay: they are paid for.
    /// </summary>
    internal static void Forget(Checkpoints kept)
    {
        if (kept.Read(FitFile) is not null)
        {
            kept.Write(FitFile, JsonSerializer.SerializeToUtf8Bytes(new KeptFit("", ""), Json.Options));
        }
    }

    internal T Measure<T>(string key, MeasurementCharge charge, Func<RandomBits, T> draw)
    {
        string hash = Sha256.Hex(
            CanonicalJson.Serialize(
                new
                {
                    key,
                    charge.Mechanism,
                    charge.Parameters,
                }
            )
        );
        string file = $"{folder}/{hash[..16]}.json";
        if (Read<Kept<T>>(kept, file) is { } found && found.Key == key)
        {
            return found.Value;
        }

        var cost = ExactSum.Of(charge.Rho);
        int within = own.FirstOrDefault(pair => PrivacyLedger.Holds(pair.Value.Reserved, pair.Value.Paid + cost)).Key;
        if (within == 0)
        {
            // A measurement that was charged but interrupted before it was stored is drawn again and costs twice;
            // nothing was set aside for that.
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
        own[within] = own[within] with { Paid = own[within].Paid + cost };
        T value = draw(account.Bits);
        kept?.Write(file, JsonSerializer.SerializeToUtf8Bytes(new Kept<T>(key, entry, value), Json.Options));
        return value;
    }

    private int Reserve(LedgerCharge charge)
    {
        int number = account.Ledger.Append(charge).Number;
        own[number] = (charge.Rho, default);
        kept?.Write($"{folder}/reservations.json", JsonSerializer.SerializeToUtf8Bytes(own.Keys, Json.Options));
        return number;
    }

    private static T? Read<T>(Checkpoints? kept, string file)
        where T : class => kept?.Read(file) is { } bytes ? JsonSerializer.Deserialize<T>(bytes, Json.Options) : null;

    /// <param name="Name">The random name of the folder with the fit's results.</param>
    private sealed record KeptFit(string Fit, string Name);

    /// <param name="Entry">The number of its line in the ledger.</param>
    private sealed record Kept<T>(string Key, int Entry, T Value);
}

using System.Globalization;
using System.Text.Json;
using AethergenAI.Privacy.Ledger;

namespace AethergenAI.Cli;

/// <summary>
/// A privacy ledger in a file. To add an entry, a process locks the file, reads it again and replaces it, so that two
/// processes of a user cannot spend the same budget.
/// </summary>
/// <param name="limit">The new limit, stored with the next charge; null keeps the limit in the file.</param>
internal sealed class LedgerFile(string path, PrivacyLimit? limit = null) : ILedger
{
    internal const string Name = "ledger.json";

    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(20);

    /// <exception cref="RefusedException">The file is not a ledger.</exception>
    public PrivacyLedger Read()
    {
        if (!File.Exists(path))
        {
            return new PrivacyLedger { Limit = limit };
        }
        try
        {
            return
                JsonSerializer.Deserialize<PrivacyLedger>(File.ReadAllBytes(path), Json.Options)
                    is { Version: 1 } ledger
                && ledger.Fault(TimeProvider.System.GetUtcNow()) is null
                ? ledger with
                {
                    Limit = limit ?? ledger.Limit,
                }
                : throw CliRefusals.NotALedger(path);
        }
        catch (JsonException)
        {
            throw CliRefusals.NotALedger(path);
        }
    }

    public LedgerEntry Append(LedgerCharge charge)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        using var locked = Lock();
        var ledger = Read().Append(charge, TimeProvider.System.GetUtcNow());
        AtomicFile.WriteAsync(path, Output.Bytes(ledger), CancellationToken.None).GetAwaiter().GetResult();
        return ledger.Entries[^1];
    }

    /// <param name="text">EPSILON, or EPSILON@DELTA.</param>
    /// <param name="delta">δ if the text names none.</param>
    /// <exception cref="RefusedException">The text has neither form.</exception>
    internal static PrivacyLimit Budget(string text, double delta)
    {
        string[] parts = text.Split('@');
        bool read =
            double.TryParse(parts[0], CultureInfo.InvariantCulture, out double epsilon)
            && epsilon > 0
            && double.IsFinite(epsilon);
        if (parts.Length > 1)
        {
            read &= double.TryParse(parts[1], CultureInfo.InvariantCulture, out delta);
        }
        return read && parts.Length <= 2 && delta is > 0 and < 1
            ? new PrivacyLimit(epsilon, delta)
            : throw CliRefusals.NotABudget(text);
    }

    /// <summary>
    /// The lock file is a temporary file whose name depends on the ledger's path. It is never deleted: if it were, two
    /// processes could hold the lock at once.
    /// </summary>
    private FileStream Lock()
    {
        string name = $"{Environment.UserName}\n{Path.GetFullPath(path)}";
        string place = Path.Combine(
            Path.GetTempPath(),
            $"aethergen-ledger-{Sha256.Hex(System.Text.Encoding.UTF8.GetBytes(name))[..32]}.lock"
        );
        while (true)
        {
            try
            {
                return new FileStream(place, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (File.Exists(place))
            {
                Task.Delay(Look, TimeProvider.System).GetAwaiter().GetResult();
            }
        }
    }
}

namespace AethergenAI.Privacy.Ledger;

/// <summary>
/// Stores a privacy ledger: a file for the command line, a table of the database, or the memory of a process.
/// </summary>
public interface ILedger
{
    PrivacyLedger Read();

    /// <summary>
    /// Appends an entry if <see cref="PrivacyLedger.Append"/> allows it, as one step that no other charge
    /// can interrupt. The entry is durable when the method returns.
    /// </summary>
    /// <exception cref="RefusedException">The ledger does not allow it; the ledger is unchanged.</exception>
    LedgerEntry Append(LedgerCharge charge);
}

public static class Ledgers
{
    /// <summary>Records an access that no mechanism protects.</summary>
    /// <param name="run">The run or command that read the rows.</param>
    public static void TouchOutside(this ILedger ledger, string run, string purpose) =>
        ledger.Append(Outside(run, purpose));

    /// <summary>The charge of an access that no mechanism protects.</summary>
    public static LedgerCharge Outside(string run, string purpose) =>
        new(null, run, purpose, LedgerCharge.Outside, new Dictionary<string, string>(), 0);
}

/// <summary>
/// A ledger in memory, which ends with its process: for fits that protect nobody, such as an audit on made-up rows.
/// </summary>
/// <param name="start">The ledger to continue; null begins a new one.</param>
public sealed class MemoryLedger(TimeProvider clock, PrivacyLedger? start = null) : ILedger
{
    private readonly Lock gate = new();
    private PrivacyLedger ledger = start ?? new();

    public PrivacyLedger Read() => ledger;

    public LedgerEntry Append(LedgerCharge charge)
    {
        lock (gate)
        {
            ledger = ledger.Append(charge, clock.GetUtcNow());
            return ledger.Entries[^1];
        }
    }
}

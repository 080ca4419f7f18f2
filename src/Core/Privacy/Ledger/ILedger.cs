namespace AethergenAI.Privacy.Ledger;

/// <summary>
/// Where a ledger is kept: a file of the command line, a table of the database, or the memory of a process.
/// </summary>
public interface ILedger
{
    PrivacyLedger Read();

    /// <summary>
    /// Adds an entry if <see cref="PrivacyLedger.Append"/> allows it, as one step that no other charge can come
    /// between; durable when it returns.
    /// </summary>
    /// <exception cref="RefusedException">It does not; the ledger is unchanged.</exception>
    LedgerEntry Append(LedgerCharge charge);
}

public static class Ledgers
{
    /// <summary>Writes down a touch that no mechanism protects.</summary>
    /// <param name="run">What touched the rows.</param>
    public static void TouchOutside(this ILedger ledger, string run, string purpose) =>
        ledger.Append(new LedgerCharge(null, run, purpose, LedgerCharge.Outside, new Dictionary<string, string>(), 0));
}

/// <summary>A ledger that ends with its process: for what protects nobody, such as an audit on made-up rows.</summary>
public sealed class MemoryLedger(TimeProvider clock, PrivacyLimit? limit = null) : ILedger
{
    private readonly Lock gate = new();
    private PrivacyLedger ledger = new() { Limit = limit };

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

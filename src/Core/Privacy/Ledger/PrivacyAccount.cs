using AethergenAI.Privacy.Noise;

namespace AethergenAI.Privacy.Ledger;

/// <summary>
/// The account that a fit spends privacy from: a ledger, the run name for its entries,
/// and the random bits for the noise.
/// </summary>
/// <param name="Run">The run name that the entries carry.</param>
public sealed record PrivacyAccount(ILedger Ledger, string Run, RandomBits Bits)
{
    /// <summary>
    /// Unprotected accesses to the private data before the fit began, in words, for example a schema that was inferred
    /// from the rows. If there is any, the claim is withheld.
    /// </summary>
    public IReadOnlyList<string> Outside { get; init; } = [];

    /// <summary>The random bits of each part; the system's, except in tests that compare two runs.</summary>
    internal Func<RandomBits> Fresh { get; init; } = RandomBits.FromSystem;

    /// <summary>Always null, except in the tests of the audit.</summary>
    internal PlantedFault? Fault { get; init; }

    /// <summary>
    /// The same account for a part of the run, with its own random bits, so that parts can run in parallel.
    /// </summary>
    internal PrivacyAccount For(string part) => this with { Run = $"{Run}/{part}", Bits = Fresh() };

    /// <summary>Records an access that no mechanism protects.</summary>
    internal void TouchOutside(string purpose) => Ledger.TouchOutside(Run, purpose);

    /// <summary>
    /// Reads private rows or checks them. A refusal can depend on one row, so it is an entry of the ledger.
    /// </summary>
    public T Reading<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (RefusedException refusal)
        {
            RecordRefusal(refusal);
            throw;
        }
    }

    /// <summary>As <see cref="Reading"/>.</summary>
    internal async Task<T> ReadingAsync<T>(Func<Task<T>> read)
    {
        try
        {
            return await read();
        }
        catch (RefusedException refusal)
        {
            RecordRefusal(refusal);
            throw;
        }
    }

    private void RecordRefusal(RefusedException refusal) =>
        TouchOutside($"refused while the rows were read or checked ({refusal.Code})");

    /// <summary>For tests and made-up rows: nothing is stored and nothing is limited.</summary>
    public static PrivacyAccount InMemory(RandomBits? bits = null, PrivacyLimit? limit = null) =>
        new(
            new MemoryLedger(new NoClock(), new PrivacyLedger { Limit = limit }),
            "in memory",
            bits ?? RandomBits.FromSystem()
        );

    private sealed class NoClock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => DateTimeOffset.UnixEpoch;
    }
}

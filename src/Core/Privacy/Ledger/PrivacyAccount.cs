using AethergenAI.Privacy.Noise;

namespace AethergenAI.Privacy.Ledger;

/// <summary>
/// What a fit spends privacy from: a ledger, whose name the entries go under, and the bits that noise is made of.
/// </summary>
/// <param name="Run">What the entries say made them.</param>
public sealed record PrivacyAccount(ILedger Ledger, string Run, RandomBits Bits)
{
    /// <summary>
    /// What touched the private data outside the ledger before the fit began, in words; a claim is then withheld.
    /// For example a schema that was inferred from the rows.
    /// </summary>
    public IReadOnlyList<string> Outside { get; init; } = [];

    /// <summary>
    /// The same account for a part of the run, with bits of its own, so that parts can go side by side.
    /// </summary>
    internal PrivacyAccount For(string part) => this with { Run = $"{Run}/{part}", Bits = RandomBits.FromSystem() };

    /// <summary>Writes down a touch that no mechanism protects.</summary>
    internal void TouchOutside(string purpose) => Ledger.TouchOutside(Run, purpose);

    /// <summary>For tests and made-up rows: nothing is kept, nothing is limited.</summary>
    public static PrivacyAccount InMemory(RandomBits? bits = null, PrivacyLimit? limit = null) =>
        new(new MemoryLedger(new NoClock(), limit), "in memory", bits ?? RandomBits.FromSystem());

    private sealed class NoClock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => DateTimeOffset.UnixEpoch;
    }
}

namespace AethergenAI.Privacy.Ledger;

/// <summary>The differential-privacy claim of a model.</summary>
/// <param name="Epsilon">ε of this model alone, rounded up. Other releases of the same data add to it.</param>
/// <param name="Delta">In (0, 1).</param>
/// <param name="Rho">The ρ spent on the model, including interrupted attempts.</param>
/// <param name="Withheld">Why the claim is withheld, in words: the unprotected accesses to the data.
/// Empty: the claim is made.</param>
/// <param name="Entries">The ledger entries that add up to the cost.</param>
public sealed record PrivacyClaim(
    double Epsilon,
    double Delta,
    PrivacyUnit Unit,
    double Rho,
    IReadOnlyList<string> Withheld,
    IReadOnlyList<LedgerEntry> Entries
)
{
    public string Adjacency { get; init; } = PrivacyUnit.Adjacency;

    /// <summary>The claim as reports and <c>model.json</c> state it.</summary>
    public string Words => Withheld.Count == 0 ? Bound : $"withheld: {string.Join("; ", Withheld)}";

    /// <summary>The figures, whether the claim is made or withheld.</summary>
    internal string Bound =>
        $"ε = {PrivacyLedger.Figure(Epsilon)} at δ = {PrivacyLedger.Small(Delta)}, {Unit.Words}, {Adjacency}";
}

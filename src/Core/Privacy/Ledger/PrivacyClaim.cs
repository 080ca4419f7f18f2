namespace AethergenAI.Privacy.Ledger;

/// <summary>What may be said of a model's differential privacy.</summary>
/// <param name="Epsilon">Of this model alone, rounded up; releases of the same data add to it.</param>
/// <param name="Delta">In (0, 1).</param>
/// <param name="Rho">What was really spent on it, interrupted attempts included.</param>
/// <param name="Withheld">Why the claim is not made, in words: what touched the data outside the ledger. Empty:
/// it is made.</param>
/// <param name="Entries">What it was spent on.</param>
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

    /// <summary>As reports and <c>model.json</c> say it.</summary>
    public string Words => Withheld.Count == 0 ? Bound : $"withheld: {string.Join("; ", Withheld)}";

    /// <summary>The figures, whether or not they are claimed.</summary>
    internal string Bound =>
        $"ε = {PrivacyLedger.Figure(Epsilon)} at δ = {PrivacyLedger.Small(Delta)}, {Unit.Words}, {Adjacency}";
}

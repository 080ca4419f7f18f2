namespace AethergenAI.Privacy.Ledger;

/// <summary>What a release costs. Costs of releases of the same data add up, in both figures.</summary>
/// <param name="Rho">In ρ-zCDP, at least 0.</param>
/// <param name="Delta">What it adds to δ by itself: above 0 for the discovery of levels that nobody declared.</param>
public readonly record struct PrivacyCost(double Rho, double Delta)
{
    public static PrivacyCost operator +(PrivacyCost one, PrivacyCost other) =>
        new(one.Rho + other.Rho, one.Delta + other.Delta);

    /// <summary>What is still to be paid where a part is paid already.</summary>
    internal PrivacyCost Beyond(PrivacyCost paid) => new(Math.Max(0, Rho - paid.Rho), Math.Max(0, Delta - paid.Delta));

    public static PrivacyCost Add(PrivacyCost left, PrivacyCost right) => left + right;

    internal static PrivacyCost Sum(IEnumerable<PrivacyCost> costs) =>
        costs.Aggregate(default(PrivacyCost), (sum, cost) => sum + cost);
}

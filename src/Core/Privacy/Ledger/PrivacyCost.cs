namespace AethergenAI.Privacy.Ledger;

/// <summary>The cost of a release. The costs of releases of the same data add up, in ρ and in δ.</summary>
/// <param name="Rho">In ρ-zCDP, at least 0.</param>
/// <param name="Delta">What the release adds to δ: above 0 if it discovers levels that are not declared.</param>
public readonly record struct PrivacyCost(double Rho, double Delta)
{
    public static PrivacyCost operator +(PrivacyCost one, PrivacyCost other) =>
        new(one.Rho + other.Rho, one.Delta + other.Delta);

    /// <summary>The cost that remains if a part is already paid.</summary>
    internal PrivacyCost Beyond(PrivacyCost paid) => new(Math.Max(0, Rho - paid.Rho), Math.Max(0, Delta - paid.Delta));

    public static PrivacyCost Add(PrivacyCost left, PrivacyCost right) => left + right;

    internal static PrivacyCost Sum(IEnumerable<PrivacyCost> costs) =>
        costs.Aggregate(default(PrivacyCost), (sum, cost) => sum + cost);
}

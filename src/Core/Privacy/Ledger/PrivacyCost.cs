namespace AethergenAI.Privacy.Ledger;

/// <summary>The cost of a release. The costs of releases of the same data add up, in ρ and in δ.</summary>
/// <param name="Rho">In ρ-zCDP, at least 0.</param>
/// <param name="Delta">What the release adds to δ: above 0 if it discovers levels that are not declared.</param>
public readonly record struct PrivacyCost(double Rho, double Delta);

/// <summary>
/// The cost of several releases together. It is exact, so that a plan, a fit and a ledger agree to the last digit
/// whatever the order of the releases.
/// </summary>
internal readonly record struct PrivacyTotal(ExactSum Rho, ExactSum Delta)
{
    internal static PrivacyTotal Of(PrivacyCost cost) => new(ExactSum.Of(cost.Rho), ExactSum.Of(cost.Delta));

    internal static PrivacyTotal Of(IEnumerable<PrivacyCost> costs) =>
        costs.Aggregate(default(PrivacyTotal), (sum, cost) => sum + Of(cost));

    internal bool IsNothing => this == default;

    /// <summary>The cost that remains if a part is already paid.</summary>
    internal PrivacyTotal Beyond(PrivacyTotal paid) => new((Rho - paid.Rho).OrZero, (Delta - paid.Delta).OrZero);

    public static PrivacyTotal operator +(PrivacyTotal one, PrivacyTotal other) =>
        new(one.Rho + other.Rho, one.Delta + other.Delta);
}

using AethergenAI.Privacy;
using AethergenAI.Privacy.Ledger;
using AethergenAI.Tables;

namespace AethergenAI.Generation.Private;

/// <summary>The price of a private fit, which the plan counts, the fit sets aside and the ledger enforces.</summary>
public static class PrivateFitPrice
{
    /// <summary>
    /// The cost of a fit to rows of a schema. If the fit pays to discover levels, half of δ goes to the discovery, and
    /// ρ is what ε allows at the other half.
    /// </summary>
    /// <exception cref="RefusedException">The schema cannot be modelled with differential privacy.</exception>
    public static PrivacyCost Of(PrivacyTerms terms, Schema schema)
    {
        bool takesDelta = terms.DomainShare > 0 && DomainEncoder.Undeclared(schema).Any(DiscoveredDomains.TakesDelta);
        double own = takesDelta ? terms.Delta / 2 : 0;
        return new PrivacyCost(Zcdp.Rho(terms.Epsilon, terms.Delta - own), own);
    }
}

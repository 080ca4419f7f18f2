using AethergenAI.Privacy;
using AethergenAI.Privacy.Ledger;
using AethergenAI.Tables;

namespace AethergenAI.Generation.Private;

/// <summary>What a fit was asked to spend.</summary>
/// <param name="DomainShare">The share of ρ that pays for domains which nobody declared, in [0, 0.9].</param>
public sealed record PrivacyTerms(double Epsilon, double Delta, double DomainShare)
{
    public static readonly GeneratorOption EpsilonOption = new(
        "epsilon",
        OptionKind.Number,
        "1",
        "ε: the odds that someone is in the seed change at most by the factor e^ε. Smaller protects more"
    )
    {
        ExclusiveMinimum = 0,
    };

    public static readonly GeneratorOption DeltaOption = new(
        "delta",
        OptionKind.Number,
        "1e-9",
        "δ: the chance that this does not hold; below one over the schema's privacy.maxRows"
    )
    {
        ExclusiveMinimum = 0,
        ExclusiveMaximum = 1,
    };

    public static readonly GeneratorOption DomainShareOption = new(
        "domain-share",
        OptionKind.Number,
        "0",
        "The share of the budget that pays for ranges, bins and levels which nobody declared public"
    )
    {
        Minimum = 0,
        Maximum = 0.9,
        AppliesWhen = new("Where the schema leaves some of them out"),
    };

    /// <summary>The options that every generator with differential privacy has.</summary>
    public static readonly IReadOnlyList<GeneratorOption> Options = [EpsilonOption, DeltaOption, DomainShareOption];

    /// <returns>Null where the fit has no differential privacy: the generator has no ε, or none is set.</returns>
    public static PrivacyTerms? Of(OptionValues options) =>
        options.Has(EpsilonOption.Name)
            ? new PrivacyTerms(
                options.Number(EpsilonOption.Name),
                options.Number(DeltaOption.Name),
                options.Number(DomainShareOption.Name)
            )
            : null;

    /// <summary>
    /// The price of a fit to rows of a schema: what a plan counts, what a fit sets aside and what the ledger holds
    /// it to. Where levels that nobody declared are paid for, half of δ goes to their discovery,
    /// and ρ is what ε allows at the other half.
    /// </summary>
    /// <exception cref="RefusedException">The schema cannot be modelled with differential privacy.</exception>
    public PrivacyCost Charge(Schema schema)
    {
        double own =
            DomainShare > 0 && DomainEncoder.Undeclared(schema).Any(DiscoveredDomains.TakesDelta) ? Delta / 2 : 0;
        return new PrivacyCost(Zcdp.Rho(Epsilon, Delta - own), own);
    }

    /// <summary>Checks what depends on the schema.</summary>
    /// <exception cref="RefusedException">It declares no maximum of rows, or δ lies not below one over it.</exception>
    internal void Require(Schema schema)
    {
        if (schema.Privacy is not { } privacy)
        {
            throw PrivacyRefusals.NoMaximum();
        }
        if (Delta * privacy.MaxRows >= 1)
        {
            throw PrivacyRefusals.Delta(Delta, privacy.MaxRows);
        }
    }
}

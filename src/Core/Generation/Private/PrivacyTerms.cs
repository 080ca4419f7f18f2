using AethergenAI.Privacy;
using AethergenAI.Privacy.Ledger;
using AethergenAI.Tables;

namespace AethergenAI.Generation.Private;

/// <summary>The privacy that a fit was asked to spend.</summary>
/// <param name="DomainShare">The share of ρ that pays for discovering domains
/// that are not declared, in [0, 0.9].</param>
public sealed record PrivacyTerms(double Epsilon, double Delta, double DomainShare)
{
    public static readonly GeneratorOption EpsilonOption = new(
        "epsilon",
        OptionKind.Number,
        "1",
        "ε: whether someone is in the seed changes the odds of any result by at most e^ε. Smaller protects more"
    )
    {
        ExclusiveMinimum = 0,
        Maximum = PrivacyLimit.MaxEpsilon,
    };

    /// <summary>Below it nothing of the rows is left beside the noise.</summary>
    private const double MinEpsilon = 1e-6;

    /// <summary>At this ε an attacker who was right in half of the cases is right in 99.995 % of them.</summary>
    private const double Weak = 10;

    public static readonly GeneratorOption DeltaOption = new(
        "delta",
        OptionKind.Number,
        "1e-9",
        "δ: the probability that the guarantee of ε fails; below 1 divided by the schema's privacy.maxRows"
    )
    {
        ExclusiveMinimum = 0,
        ExclusiveMaximum = 1,
    };

    public static readonly GeneratorOption DomainShareOption = new(
        "domain-share",
        OptionKind.Number,
        "0",
        "The share of the budget that pays to discover ranges, bins and levels that are not declared public"
    )
    {
        Minimum = 0,
        Maximum = 0.9,
        AppliesWhen = new("Only if the schema leaves some of them out"),
    };

    /// <summary>The options of every generator with differential privacy.</summary>
    public static readonly IReadOnlyList<GeneratorOption> Options = [EpsilonOption, DeltaOption, DomainShareOption];

    /// <returns>Null if the fit has no differential privacy: the generator has no ε, or none is set.</returns>
    /// <exception cref="RefusedException">ε is smaller than any that leaves something of the rows.</exception>
    public static PrivacyTerms? Of(OptionValues options)
    {
        if (!options.Has(EpsilonOption.Name))
        {
            return null;
        }
        double epsilon = options.Number(EpsilonOption.Name);
        return epsilon >= MinEpsilon
            ? new PrivacyTerms(epsilon, options.Number(DeltaOption.Name), options.Number(DomainShareOption.Name))
            : throw PrivacyRefusals.EpsilonTooSmall();
    }

    /// <returns>What to know of an ε that protects hardly anybody, as a sentence; null: it is smaller.</returns>
    public static string? Warning(double epsilon) =>
        epsilon < Weak
            ? null
            : $"ε = {PrivacyLedger.Figure(epsilon)} protects hardly anybody: whether someone is in the seed may "
                + "change the odds of a result by more than 20,000. Usual are 0.1 to 3.";

    /// <returns>What of a schema withholds the claim of a fit with these terms, or may, as a sentence; null: nothing
    /// that is known before it.</returns>
    /// <exception cref="RefusedException">The schema cannot be modelled with differential privacy.</exception>
    public string? Withholding(Schema schema) => UnpaidDeclarations.Warning(schema, this);

    /// <summary>Checks that a schema declares what a fit with these terms needs, before rows are read.</summary>
    /// <exception cref="RefusedException">Something is missing; the message lists all of it.</exception>
    public void RequireDeclared(Schema schema) => Declarations.Require(schema, this);

    /// <summary>Checks what depends on the schema.</summary>
    /// <exception cref="RefusedException">The schema declares no maximum number of rows,
    /// or δ is not below 1 divided by it.</exception>
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

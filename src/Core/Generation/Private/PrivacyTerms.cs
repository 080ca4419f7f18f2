using System.Globalization;
using AethergenAI.Privacy;
using AethergenAI.Tables;

namespace AethergenAI.Generation.Private;

/// <summary>What a fit was asked to spend.</summary>
/// <param name="DomainShare">The share of ρ that pays for domains which nobody declared, in [0, 0.9].</param>
public sealed record PrivacyTerms(double Epsilon, double Delta, double DomainShare)
{
    /// <summary>The options that every generator with differential privacy has.</summary>
    public static readonly IReadOnlyList<GeneratorOption> Options =
    [
        new(
            "epsilon",
            "number",
            "1",
            "ε: the odds that someone is in the seed change at most by the factor e^ε. Smaller protects more"
        ),
        new(
            "delta",
            "number",
            "1e-9",
            "δ: the chance that this does not hold; below one over the schema's privacy.maxRows"
        ),
        new(
            "domain-share",
            "number",
            "0",
            "The share of the budget that pays for ranges, bins and levels that the schema does not declare "
                + "public, from 0 to 0.9"
        ),
    ];

    /// <exception cref="RefusedException">An option is no number or out of its range, or the schema declares no maximum of rows.</exception>
    internal static PrivacyTerms Of(GeneratorSettings settings, Schema schema)
    {
        double epsilon = Number("epsilon"),
            delta = Number("delta"),
            share = Number("domain-share");
        if (!(epsilon > 0 && double.IsFinite(epsilon)))
        {
            throw PrivacyRefusals.Epsilon(epsilon);
        }
        if (schema.Privacy is not { } privacy)
        {
            throw PrivacyRefusals.NoMaximum();
        }
        if (!(delta > 0 && delta * privacy.MaxRows < 1))
        {
            throw PrivacyRefusals.Delta(delta, privacy.MaxRows);
        }
        if (!(share >= 0 && share <= 0.9))
        {
            throw PrivacyRefusals.DomainShare(share);
        }
        return new PrivacyTerms(epsilon, delta, share);

        double Number(string name)
        {
            string text = settings.Values.GetValueOrDefault(name)
                ?? Options.First(option => option.Name == name).Default;
            return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value)
                ? value
                : throw PrivacyRefusals.NotANumber(name, text);
        }
    }
}

using AethergenAI.Privacy.Ledger;

namespace AethergenAI.Evidence.Review;

/// <summary>
/// What NIST SP 800-226 (Near, Darais, Lefkovitz &amp; Howarth 2025,
/// <see href="https://doi.org/10.6028/NIST.SP.800-226"/>) has an evaluator ask,
/// from the top of its pyramid to the bottom, in our words; our answers, and the file that shows each.
/// </summary>
internal static class ReviewQuestions
{
    /// <param name="Where">The file of the pack, the page of the documentation or the source that shows it.</param>
    internal sealed record Answer(string Question, string Text, string Where);

    internal static IReadOnlyList<Answer> For(RunFacts facts) =>
        [
            new(
                "How strong is the guarantee: what are ε and δ?",
                $"{facts.Bound}. δ is below one over the most rows that the schema allows, which "
                    + $"is declared, for the true count is private.",
                "summary.json, schema.json"
            ),
            new(
                "Whom does it protect: what is the unit of privacy?",
                facts.Unit.Entity is null
                    ? "Each row by itself. If one person has several rows, their protection is weaker: "
                        + "name the entity column "
                        + "in the schema instead."
                    : $"All rows of one “{facts.Unit.Entity}”, {facts.Unit.Rows:N0} at most; rows beyond the bound are "
                        + $"refused or left out before anything is measured.",
                "schema.json (privacy)"
            ),
            new(
                "Which definition, and which tables are neighbours?",
                "Zero-concentrated differential privacy, converted once to (ε, δ); tables are "
                    + "neighbours when one has a unit more (add/remove).",
                "docs/privacy.md"
            ),
            new(
                "Is every release counted, or only one?",
                "Each touch is a line of the dataset's ledger, written before it happens; costs add up "
                    + "over all runs, and a run beyond the budget is refused. The figures here are this run's.",
                "trials/*/model/model.json " + "(privacyClaim), the dataset's ledger"
            ),
            new(
                "Which mechanisms are used?",
                $"{string.Join(", ", facts.Mechanisms)}; each line of the ledger has its parameters.",
                "trials/*/model/model.json (privacyClaim.entries)"
            ),
            new(
                "How is noise drawn?",
                "On whole numbers, by exact rational arithmetic, "
                    + "from the operating system's cryptographic generator. There "
                    + "is no floating point in the sampler, and no seed that could be stored.",
                "src/Core/Privacy/Noise"
            ),
            new(
                "Are ranges and categories known without looking at the data?",
                "Every column's domain is declared public, or was paid for with its "
                    + "own lines in the ledger; values outside count as the nearest end or are refused, row by row.",
                "schema.json (domain, bins), " + "docs/privacy.md"
            ),
            new(
                "What is done before the mechanism?",
                "Cells become tokens of the domain, each row by itself. No row is left out for what other rows "
                    + "hold; constraints proposed from the seed withhold the claim.",
                "src/Core/Generation/Private"
            ),
            new(
                "Was the implementation tested?",
                "χ² tests against the exact distribution, and an audit that tries to refute the claim, run when "
                    + "this pack was made; the build's audit catches noise that is half of what was paid for.",
                "audit.json, tests/Core.Tests/Privacy"
            ),
            new(
                "How useful is what comes out, and for whom is it worse?",
                "Measured against real rows, with intervals and the worst subgroup. Noise "
                    + "weighs most on small groups. These figures are computed from the real rows and are not "
                    + "covered by ε.",
                "trials/*/report.html"
            ),
            new(
                "Who is trusted with the real rows?",
                "Whoever runs the fit, and the platform's Analysts, Engineers and Owners, who see exact "
                    + "profiles (the central model). Reviewers see only the pack.",
                "docs/privacy.md"
            ),
            new(
                "How are the rows and the ledger kept?",
                "Tenants are walled by row-level security; the ledger can be added to and not changed, and "
                    + "a charge is durable before noise is drawn.",
                "src/Data/Migrations/0020_privacy.sql"
            ),
            new(
                "What of side channels?",
                "Running time, memory and refusals are not covered: do not let an adversary start fits or time them.",
                "docs/privacy.md (Limits)"
            ),
            new(
                "Was anything released without protection?",
                facts.Withheld.Count == 0
                    ? "Nothing that the ledger knows of."
                    : $"Yes, and so no claim is made of the run as a whole: {string.Join("; ", facts.Withheld)}.",
                "summary.json (privacy.withheld)"
            ),
        ];

    /// <param name="Bound">The figures, in words.</param>
    internal sealed record RunFacts(
        string Bound,
        PrivacyUnit Unit,
        IReadOnlyList<string> Mechanisms,
        IReadOnlyList<string> Withheld
    );
}

using AethergenAI.Runs;

namespace AethergenAI.Evidence.Review;

/// <summary>
/// The questions that NIST SP 800-226 (Near, Darais, Lefkovitz &amp; Howarth 2025,
/// <see href="https://doi.org/10.6028/NIST.SP.800-226"/>) has an evaluator ask, in our words and from the top
/// of its pyramid to the bottom; our answers, and the file that shows each.
/// </summary>
internal static class ReviewQuestions
{
    /// <param name="Where">The file of the pack, the page of the documentation or the source that shows it.</param>
    internal sealed record Answer(string Question, string Text, string Where);

    internal static IReadOnlyList<Answer> For(RunFacts facts) =>
        [
            new("How strong is the guarantee: what are ε and δ?", Strength(facts.Privacy), "summary.json, schema.json"),
            new(
                "Whom does it protect: what is the unit of privacy?",
                facts.Privacy.Unit.Entity is null
                    ? "Each row by itself. If one person has several rows, their protection is weaker: "
                        + "name the entity column in the schema instead."
                    : $"All rows of one “{facts.Privacy.Unit.Entity}”, at most {facts.Privacy.Unit.Rows:N0}; rows "
                        + "beyond this limit are refused or left out before anything is measured.",
                "schema.json (privacy)"
            ),
            new(
                "Which definition, and which tables are neighbours?",
                "Zero-concentrated differential privacy, converted once to (ε, δ). Two tables are "
                    + "neighbours when one has one unit more than the other (add/remove).",
                "docs/privacy.md"
            ),
            new(
                "Is every release counted, or only one?",
                "Each cost is a line of the dataset's ledger, written before noise is drawn. Costs add up over all "
                    + "runs, and where the dataset has a budget, a fit beyond it is refused. "
                    + "The figures here are those of this run.",
                "trials/*/model/model.json (privacyClaim), the dataset's ledger"
            ),
            new(
                "Which mechanisms are used?",
                $"{string.Join(", ", facts.Mechanisms)}; each line of the ledger has its parameters.",
                "trials/*/model/model.json (privacyClaim.entries)"
            ),
            new(
                "How is noise drawn?",
                "On whole numbers, by exact rational arithmetic, from the operating system's cryptographic generator. "
                    + "The sampler uses no floating point, and no seed that could be stored.",
                "src/Core/Privacy/Noise"
            ),
            new(
                "Are ranges and categories known without looking at the data?",
                (
                    facts.Privacy.ModelsWithheld is { } why
                        ? $"Not for every model, so claims are withheld: {string.Join("; ", why)}. "
                        : "Every column's domain is declared public, or was paid for with lines of its own in the "
                            + "ledger. "
                ) + "Each value outside counts as the nearest end or is refused.",
                "schema.json (domain, bins), docs/privacy.md"
            ),
            new(
                "What is done before the mechanism?",
                "Cells become tokens of the domain, each row by itself. No row is left out because of other "
                    + "rows; constraints proposed from the seed withhold the claim.",
                "src/Core/Generation/Private"
            ),
            new(
                "Was the implementation tested?",
                "χ² tests compare the noise with the exact distribution. When this pack was made, an audit tried to "
                    + "refute Gaussian noise on one count, not this run's fits. The build audits whole fits of every "
                    + "private generator, and finds faults that are planted in them.",
                "audit.json, tests/Core.Tests/Privacy, docs/privacy.md (The audit)"
            ),
            new(
                "How useful are the results, and for whom are they worse?",
                "The rows are measured against real rows, with intervals and the worst subgroup. Noise "
                    + "affects small groups most. These figures are computed from the real rows and are not "
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
                "On the platform, row-level security separates the tenants and the ledger is append-only. A run of the "
                    + "command line keeps its ledger in a sealed file of its user, who can delete it. Either way a "
                    + "charge is stored durably before noise is drawn.",
                "src/Data/Migrations/0020_privacy.sql, docs/privacy.md"
            ),
            new(
                "What about side channels?",
                "Running time, memory and refusals are not covered: do not let an adversary start fits or time them.",
                "docs/privacy.md (Limits)"
            ),
            new(
                "Was anything released without protection?",
                $"Yes, so no claim is made for the run as a whole: {string.Join("; ", facts.Privacy.Withheld)}.",
                "summary.json (privacy.withheld)"
            ),
        ];

    private static string Strength(RunPrivacy privacy) =>
        privacy.Bound is { } bound
            ? $"The models and their rows alone, all trials together: {bound}. δ is below one over the largest number "
                + "of rows that the schema allows. That number is declared, because the true count is private."
            : $"None is claimed: {string.Join("; ", privacy.ModelsWithheld!)}. Spent all the same: {privacy.Spent}.";

    internal sealed record RunFacts(RunPrivacy Privacy, IReadOnlyList<string> Mechanisms);
}

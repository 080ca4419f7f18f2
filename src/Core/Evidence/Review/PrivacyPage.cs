using System.Text;
using AethergenAI.Generation.Private;
using AethergenAI.Pages;
using AethergenAI.Privacy.Ledger;
using AethergenAI.Runs;

namespace AethergenAI.Evidence.Review;

/// <summary>
/// One page for a reviewer who must decide whether to trust a run's privacy; <c>privacy.html</c>.
/// It needs no other file and no network.
/// </summary>
internal static class PrivacyPage
{
    private const string Css = " h2{display:block;margin:32px 0 12px} h3{margin:16px 0 8px}\ntd{max-width:75ch}";

    internal static string Render(
        RunSummary summary,
        RunPrivacy privacy,
        IReadOnlyList<TrialRecord> records,
        AuditFinding audit
    )
    {
        var entries = records
            .Where(record => record.Privacy is not null)
            .SelectMany(record => record.Privacy!.Entries)
            .DistinctBy(entry => (entry.Run, entry.Number, entry.At))
            .OrderBy(entry => entry.Number)
            .ToList();
        var facts = new ReviewQuestions.RunFacts(
            privacy,
            [
                .. entries
                    .Select(entry => entry.Mechanism)
                    .Where(name => name != LedgerCharge.Reservation)
                    .Distinct(StringComparer.Ordinal),
            ]
        );
        var page = new StringBuilder(PageHead.Of($"Privacy of {summary.Name} · AethergenAI", Css));
        page.Append(
            $"""

            <header><p class='brand'>AethergenAI · Differential privacy, for a reviewer</p>
            <h1>No claim is made for this run as a whole</h1>
            </header><main>
            """
        );
        page.Append("<p>The following touched the real rows, and the ledger does not protect it:</p><ul>")
            .AppendJoin("", privacy.Withheld.Select(why => $"<li>{Markup.Text(why)}</li>"))
            .Append("</ul>")
            .Append(Alone(privacy));
        Part(
            page,
            "Trials",
            PrivacyClaimHtml.Table(
                "What each trial claims",
                ["Trial", "Claim"],
                [.. privacy.Trials.Select(trial => new[] { Markup.Text(trial.Key), Markup.Text(trial.Value) })]
            )
        );
        if (privacy.Bound is not null)
        {
            Part(page, "Terms", PrivacyClaimHtml.Figures(privacy.Epsilon, privacy.Delta, privacy.Unit, privacy.Rho));
            Part(page, "What ε and δ mean", PrivacyClaimHtml.Meaning(privacy.Epsilon, privacy.Delta));
        }
        Part(page, "An attempt to refute the noise", Audit(audit));
        Part(
            page,
            "Questions of NIST SP 800-226, and our answers",
            PrivacyClaimHtml.Table(
                "Questions and answers",
                ["Question", "Answer", "Shown by"],
                [
                    .. ReviewQuestions
                        .For(facts)
                        .Select(answer =>
                            new[]
                            {
                                Markup.Text(answer.Question),
                                Markup.Text(answer.Text),
                                $"<code>{Markup.Text(answer.Where)}</code>",
                            }
                        ),
                ]
            )
        );
        Part(page, "The ledger", PrivacyClaimHtml.Ledger(entries));
        return page.Append(
                "</main><footer>Figures are in summary.json (privacy), "
                    + "audit.json and trials/*/model/model.json (privacyClaim). "
                    + "docs/privacy.md explains how they are computed.</footer></body></html>"
            )
            .ToString();
    }

    /// <summary>What holds of the models and their rows where nothing is claimed for the whole run.</summary>
    private static string Alone(RunPrivacy privacy) =>
        privacy.Bound is { } bound
            ? "<p>The ledger protects only the models and the synthetic rows. All of them together: "
                + $"<strong>{Markup.Text(bound)}</strong>. This holds where you share nothing else of this run.</p>"
            : "<p>No bound holds for the models and the synthetic rows alone either, because the claim of at least "
                + "one of them is withheld; the table below says what each claims.</p>"
                + PrivacyClaimHtml.Spent(privacy.Unit, privacy.Rho);

    private static string Audit(AuditFinding audit) =>
        $"<p>{Markup.Text(audit.Sentence)}</p><p class='muted'>{audit.Trials:N0} draws of this program's Gaussian "
        + "noise on one count, with one unit and without it, at the ε and δ that were spent. No fit was run for it. "
        + "Events were chosen on a quarter of the draws and counted on the others; all bounds together hold in 99 %. "
        + "<code>aethergen audit --mechanism NAME</code> "
        + "tests a whole fit in the same way.</p>"
        + PrivacyClaimHtml.Table(
            "Lower bounds on ε",
            ["At δ", "ε claimed or paid for", "ε at least", "Event", "Likelier table", "Other table"],
            [
                .. new[] { audit.AtDelta, audit.Sharpest }
                    .Distinct()
                    .Select(bound =>
                        new[]
                        {
                            PrivacyLedger.Small(bound.Delta),
                            PrivacyLedger.Figure(bound.Claimed),
                            PrivacyLedger.Figure(bound.LowerBound),
                            Markup.Text(bound.Event),
                            $"{bound.Likelier:N0}",
                            $"{bound.Other:N0}",
                        }
                    ),
            ]
        );

    private static void Part(StringBuilder page, string title, string body) =>
        page.Append($"<section><h2>{title}</h2>{body}</section>");
}

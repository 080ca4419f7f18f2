using System.Globalization;
using System.Text;
using AethergenAI.Privacy;
using AethergenAI.Privacy.Ledger;

namespace AethergenAI.Pages;

/// <summary>
/// Shows a privacy claim to a reviewer: what is claimed or why nothing is, what the claim means,
/// and what the privacy was spent on.
/// </summary>
internal static class PrivacyClaimHtml
{
    private static readonly double[] Falsely = [0.001, 0.01, 0.05, 0.1],
        Before = [0.01, 0.1, 0.5];

    /// <summary>
    /// The claim's section in a trial's report: what it covers and means, or why nothing is claimed.
    /// </summary>
    internal static string Section(PrivacyClaim claim) =>
        (
            claim.Withheld.Count == 0
                ? $"<p><strong>{Markup.Text(claim.Words)}.</strong> This claim covers model.json, sampler.onnx and "
                    + "synthetic.csv. It does not cover this report, because the report compares them with the real "
                    + "rows.</p>"
                    + Figures(claim.Epsilon, claim.Delta, claim.Unit, claim.Rho)
                    + "<h3>What the claim means</h3>"
                    + Meaning(claim.Epsilon, claim.Delta)
                : $"<p><strong>{Markup.Text(claim.Words)}.</strong> No ε bounds what model.json, sampler.onnx and "
                    + "synthetic.csv tell of the real rows, nor what this report does, which compares with them.</p>"
                    + Spent(claim.Unit, claim.Rho)
        )
        + "<h3>What the privacy was spent on</h3>"
        + Ledger(claim.Entries);

    /// <summary>What was spent without a claim that can be made of it.</summary>
    internal static string Spent(PrivacyUnit unit, double rho) =>
        $"<p>Spent all the same: ρ = {PrivacyLedger.Small(rho)}, {Markup.Text(unit.Words)}, "
        + $"{PrivacyUnit.Adjacency}.</p>";

    internal static string Figures(double epsilon, double delta, PrivacyUnit unit, double rho) =>
        Table(
            "The terms",
            ["", ""],
            [
                ["ε", $"{PrivacyLedger.Figure(epsilon)}, rounded up"],
                ["δ", PrivacyLedger.Small(delta)],
                [
                    "Whom it protects",
                    unit.Entity is null
                        ? "each row by itself"
                        : $"all rows of one “{Markup.Text(unit.Entity)}” together, at most {unit.Rows:N0}",
                ],
                [
                    "Neighbouring tables",
                    "one table has one unit more than the other (add/remove); nothing else differs",
                ],
                [
                    "Spent",
                    $"ρ = {PrivacyLedger.Figure(rho)} in zero-concentrated differential privacy, "
                        + "converted to (ε, δ) by Canonne, Kamath and Steinke (2020)",
                ],
            ]
        );

    internal static string Meaning(double epsilon, double delta)
    {
        var html = new StringBuilder(
            "<p>These bounds hold whatever else an attacker knows, even every other row of the table:</p>"
        );
        html.Append(
            Table(
                "Bounds on any attack",
                ["Wrongly named, of those not in the seed", "Found, of those in the seed, at most"],
                [
                    .. Falsely.Select(share =>
                        new[] { Percent(share), Percent(BayesBounds.NamedAtMost(share, epsilon, delta)) }
                    ),
                ]
            )
        );
        html.Append(
            Table(
                "Bounds on what is believed",
                ["Belief that someone is in the seed, before", "Belief after, at most"],
                [
                    .. Before.Select(share =>
                        new[] { Percent(share), Percent(BayesBounds.BelievedAtMost(share, epsilon)) }
                    ),
                ]
            )
        );
        return html.Append(
                $"<p class='muted'>The bounds of the second table fail with a probability of at most "
                    + $"δ = {PrivacyLedger.Small(delta)}. Neither table rules out learning about people in general: "
                    + "that smoking is harmful can be learned with or without the data of any one smoker.</p>"
            )
            .ToString();
    }

    internal static string Ledger(IEnumerable<LedgerEntry> entries) =>
        Table(
            "The ledger",
            ["", "When (UTC)", "What for", "Mechanism", "ρ", "Paid from"],
            [
                .. entries.Select(entry =>
                    new[]
                    {
                        $"{entry.Number}",
                        entry.At.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture),
                        $"{Markup.Text(entry.Purpose)}<div class='small muted'>{Markup.Text(entry.Run)}</div>",
                        $"{Markup.Text(entry.Mechanism)}"
                            + $"<div class='small muted'>{Markup.Text(Parameters(entry))}</div>",
                        entry.Rho.ToString("0.########", CultureInfo.InvariantCulture),
                        entry.Within is { } number ? $"reservation {number}" : "the budget",
                    }
                ),
            ]
        );

    private static string Parameters(LedgerEntry entry) =>
        string.Join(", ", entry.Parameters.Select(pair => $"{pair.Key} {pair.Value}"));

    /// <summary>Builds a table; the cells are HTML already.</summary>
    internal static string Table(string caption, IReadOnlyList<string> headings, IReadOnlyList<string[]> rows)
    {
        var html = new StringBuilder($"<div class='scroll'><table><caption>{caption}</caption>");
        if (headings.Any(heading => heading.Length > 0))
        {
            html.Append("<thead><tr>")
                .AppendJoin(
                    "",
                    headings.Select(heading => heading.Length == 0 ? "<td></td>" : $"<th scope='col'>{heading}</th>")
                )
                .Append("</tr></thead>");
        }

        html.Append("<tbody>");
        foreach (string[] row in rows)
        {
            html.Append($"<tr><th scope='row'>{row[0]}</th>")
                .AppendJoin("", row.Skip(1).Select(cell => $"<td>{cell}</td>"))
                .Append("</tr>");
        }

        return html.Append("</tbody></table></div>").ToString();
    }

    private static string Percent(double share) =>
        share switch
        {
            > 0.9995 and < 1 => "over 99.9 %",
            _ => share.ToString("0.#%", CultureInfo.InvariantCulture).Replace("%", " %", StringComparison.Ordinal),
        };
}

using System.Globalization;
using System.Text;
using AethergenAI.Privacy;
using AethergenAI.Privacy.Ledger;

namespace AethergenAI.Pages;

/// <summary>
/// A claim as a reviewer reads it: what is claimed or why nothing is, what it means, and what was spent.
/// </summary>
internal static class ClaimHtml
{
    private static readonly double[] Falsely = [0.001, 0.01, 0.05, 0.1],
        Before = [0.01, 0.1, 0.5];

    /// <summary>The section of a trial's report.</summary>
    internal static string Section(PrivacyClaim claim) =>
        $"<p><strong>{Markup.Text(claim.Words)}.</strong> It speaks of model.json, "
        + "sampler.onnx and synthetic.csv; this report itself compares "
        + $"with the real rows, and nothing is claimed of it.</p>"
        + Figures(claim.Epsilon, claim.Delta, claim.Unit, claim.Rho)
        + "<h3>What that means</h3>"
        + Meaning(claim.Epsilon, claim.Delta)
        + "<h3>What it was spent on</h3>"
        + Ledger(claim.Entries);

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
                        : $"all rows of one “{Markup.Text(unit.Entity)}” together, " + $"{unit.Rows:N0} at most",
                ],
                ["Neighbouring tables", "one has a unit more than the other (add/remove); nothing else differs"],
                [
                    "Spent",
                    $"ρ = {PrivacyLedger.Figure(rho)} in zero-concentrated differential privacy, "
                        + "converted to (ε, δ) by Canonne, Kamath and "
                        + $"Steinke (2020)",
                ],
            ]
        );

    internal static string Meaning(double epsilon, double delta)
    {
        var html = new StringBuilder("<p>Whatever else an attacker knows, every other row of the table included:</p>");
        html.Append(
            Table(
                "Bounds on any attack",
                ["If an attack wrongly names …", "… of those in the seed it finds at most"],
                [
                    .. Falsely.Select(share =>
                        new[]
                        {
                            $"{Percent(share)} of those who are not in it",
                            Percent(BayesBounds.NamedAtMost(share, epsilon, delta)),
                        }
                    ),
                ]
            )
        );
        html.Append(
            Table(
                "Bounds on what is believed",
                ["Who held it this likely that someone is in the seed …", "… can come to hold it at most"],
                [
                    .. Before.Select(share =>
                        new[] { Percent(share), Percent(BayesBounds.BelievedAtMost(share, epsilon)) }
                    ),
                ]
            )
        );
        return html.Append(
                $"<p class='muted'>The second table fails with a chance of δ = {PrivacyLedger.Small(delta)} at "
                    + "most. Neither says "
                    + "that nothing can be learnt about people in general: "
                    + "that smoking harms is learnt with or without any one smoker.</p>"
            )
            .ToString();
    }

    internal static string Ledger(IEnumerable<LedgerEntry> entries) =>
        Table(
            "The ledger",
            ["", "When (UTC)", "What for", "Mechanism", "ρ", "paid from"],
            [
                .. entries.Select(entry =>
                    new[]
                    {
                        $"{entry.Number}",
                        entry.At.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture),
                        $"{Markup.Text(entry.Purpose)}<div class='small muted'>{Markup.Text(entry.Run)}</div>",
                        $"{Markup.Text(entry.Mechanism)}<div class='small "
                            + $"muted'>{Markup.Text(string.Join(", ", entry.Parameters.Select(pair => $"{pair.Key} {pair.Value}")))}</div>",
                        entry.Rho.ToString("0.########", CultureInfo.InvariantCulture),
                        entry.Within is { } number ? $"reservation {number}" : "the budget",
                    }
                ),
            ]
        );

    /// <summary>Cells are HTML.</summary>
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

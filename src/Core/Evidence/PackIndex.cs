using System.Text;
using AethergenAI.Cards;
using AethergenAI.Pages;
using AethergenAI.Runs;

namespace AethergenAI.Evidence;

/// <summary>
/// The page that an unpacked pack opens with: the verdict, the reports and the card, and how to verify. It needs no
/// script and no network; its links lead to files of the pack.
/// </summary>
internal static class PackIndex
{
    /// <param name="doubts">What is not known for certain about the columns, in sentences.</param>
    /// <param name="files">The names of the pack's other files.</param>
    internal static byte[] For(
        RunSummary summary,
        IReadOnlyList<string> doubts,
        SigningKey key,
        IReadOnlyCollection<string> files
    )
    {
        var page = new StringBuilder(
            PageHead.Of($"Evidence of {summary.Name} · AethergenAI", " h2{display:block;margin:32px 0 12px}")
        );
        page.Append("\n<header><p class='brand'>AethergenAI · Evidence pack</p>\n\n");
        page.Append(
            summary.Verdict is { } verdict
                ? $"{Markup.Status(verdict.Outcome)}<h1>{Markup.Text(verdict.Sentence)}</h1>"
                : $"{Markup.Status(Verdict.NotMeasured)}<h1>{RunVerdict.Missing(summary.Best is not null)}</h1>"
        );
        page.Append($"<p>Run “{Markup.Text(summary.Name)}”. {Markup.Text(summary.Answer)}</p>");
        foreach (string doubt in doubts)
        {
            page.Append($"<p class='note'>{Markup.Text(doubt)}</p>");
        }
        page.Append("</header><main><h2>What to read</h2><ul>");
        Link(CardFiles.Html, "The ablation card: the answer on one page, and what to know before you rely on it");
        Link(PackFiles.Privacy, "Differential privacy: what is promised, and what was spent");
        Link(PackFiles.Readme, "What each file is, and how to verify the pack by hand");
        page.Append("</ul><h2>Trials</h2><ul>");
        foreach (var trial in summary.Trials)
        {
            page.Append("<li>").Append(Line(trial)).Append("</li>");
        }
        page.Append("</ul><h2>How to verify</h2>")
            .Append("<p>Every file here was signed by the key with the fingerprint</p>")
            .Append($"<p><code>{key.Fingerprint}</code></p>")
            .Append("<p>Anyone can make such a page. Compare the fingerprint with one that the signer told you by ")
            .Append("another way, and verify the zip as you got it: <code>aethergen verify PACK.zip --key FINGERPRINT")
            .Append($"</code>, or the page Verify of the web app. <a href='{PackFiles.Readme}'>{PackFiles.Readme}</a> ")
            .Append("has the commands that need no program of ours.</p></main></body></html>\n");
        return Encoding.UTF8.GetBytes(page.ToString().ReplaceLineEndings("\n"));

        void Link(string file, string says)
        {
            if (files.Contains(file))
            {
                page.Append($"<li><a href='{file}'>{file}</a>: {says}.</li>");
            }
        }
    }

    private static string Line(TrialSummary trial)
    {
        string name = Markup.Text($"{trial.Name}, {trial.Generator}");
        if (trial.Failure is { } failure)
        {
            return $"{name}: refused. {Markup.Text(failure.Message)}";
        }
        string verdict = trial.Verdict is { } judged ? $" {Markup.Status(judged.Outcome)}" : "";
        return $"<a href='{PackFiles.Trial(trial.Name, "report.html")}'>{name}: the report</a>{verdict}";
    }
}

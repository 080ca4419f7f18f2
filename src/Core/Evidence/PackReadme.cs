using System.Globalization;
using System.Text;
using AethergenAI.Runs;

namespace AethergenAI.Evidence;

/// <summary>Explains to someone who has never heard of us how to verify a pack.</summary>
internal static class PackReadme
{
    /// <param name="doubts">What is not known for certain about the columns, in sentences.</param>
    internal static byte[] For(RunSummary summary, IReadOnlyList<string> doubts, SigningKey key) =>
        Encoding.UTF8.GetBytes(
            $$"""
            Evidence of the run "{{OneLine(summary.Name)}}"

            This folder holds what a run of synthetic-data trials made, and a signed statement about it.
              index.html          the way to everything here, in a browser
              manifest.json       what is claimed: the SHA-256 of every file here, and figures (an in-toto Statement v1)
              manifest.dsse.json  the same statement, signed (a DSSE envelope, ECDSA P-256, SHA-256)
              public-key.pem      the key that the signature can be checked with
              recipe.json         the experiment; schema.json: the table's columns and constraints
              seed.json           hashes and row counts of the real data; the real rows are not here
              summary.json        the answer, every trial and every cell
              card.*              the ablation card: the answer on one page, with its own signature
              trials/*            for each trial its model, its synthetic rows, its report and trial.json

            What the run found: {{Verdict(summary, doubts)}}

            Signed by the key with the fingerprint
              {{key.Fingerprint}}
            A signature shows that these files are as the holder of that key signed them. Who holds it, you must learn
            from the signer by another way: compare the fingerprint with one they told you. It does not show that the
            real data was good, or that a measurement means what you need it to mean.

            To verify with our program:   aethergen verify PACK.zip --key THEIR-KEY.pem

            To verify without it, unpack the zip and run these in the folder (openssl, coreutils, grep, sed):

            1. The key is the one you were told of: this prints its fingerprint.

                openssl pkey -pubin -in public-key.pem -outform DER | sha256sum

            2. The statement was signed by it: this prints "Verified OK".

                { printf 'DSSEv1 28 application/vnd.in-toto+json %s ' "$(wc -c < manifest.json | tr -d ' ')"
                  cat manifest.json; } > statement.bin
                grep -o '"sig":"[^"]*"' manifest.dsse.json | cut -d'"' -f4 | base64 -d > signature.der
                openssl dgst -sha256 -verify public-key.pem -signature signature.der statement.bin

            3. The files are those of the statement: every line says OK.

                grep -o '{"digest":{"sha256":"[0-9a-f]*"},"name":"[^"]*"}' manifest.json |
                  sed -E 's/.*"sha256":"([0-9a-f]*)"},"name":"([^"]*)".*/\1  \2/' | sha256sum -c -

            4. Nothing was added: both commands print the same number.

                find . -type f | grep -v -e '^./manifest' -e '^./statement.bin$' -e '^./signature.der$' | wc -l
                grep -o '"digest":{"sha256"' manifest.json | wc -l

            """.ReplaceLineEndings("\n")
        );

    /// <summary>
    /// Makes a name that somebody chose safe: it cannot begin a new line, nor turn the direction of the text.
    /// </summary>
    private static string OneLine(string text) =>
        string.Concat(text.ReplaceLineEndings(" ").Select(letter => IsHidden(letter) ? ' ' : letter));

    private static bool IsHidden(char letter) =>
        char.GetUnicodeCategory(letter) is UnicodeCategory.Control or UnicodeCategory.Format;

    private static string Verdict(RunSummary summary, IReadOnlyList<string> doubts)
    {
        string verdict = summary.Verdict is { } judged
            ? $"{judged.Outcome.Word()}: {judged.Sentence}"
            : RunVerdict.Missing(summary.Best is not null);
        var missing = doubts.Where(doubt => !verdict.Contains(doubt, StringComparison.Ordinal));
        return OneLine(string.Join(' ', [verdict, .. missing]));
    }
}

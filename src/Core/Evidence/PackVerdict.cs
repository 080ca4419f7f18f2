using AethergenAI.Evaluation;

namespace AethergenAI.Evidence;

/// <summary>The result of verification: whether files are as they were signed, and what verdict they hold.</summary>
/// <param name="Intact">Whether every byte is as it was signed and the manifest agrees with the files. A pack that was
/// zipped again has the fault <c>pack.same-content</c> alone.</param>
/// <param name="SignerVerified">Whether the signature was checked with a key that the verifier provided.</param>
/// <param name="Signer">The fingerprint of the key that made the signature; null where there
/// is not a valid signature.</param>
/// <param name="Sentence">The result in one sentence.</param>
/// <param name="Faults">Empty where intact.</param>
public sealed record PackVerdict(
    bool Intact,
    bool SignerVerified,
    string? Signer,
    string Sentence,
    IReadOnlyList<PackFault> Faults
)
{
    /// <summary>
    /// The verdict of the run's report as it was signed, which does not decide whether the files are intact. Null where
    /// the content is not as it was signed, and where the run was not judged.
    /// </summary>
    public ReportVerdict? Verdict { get; init; }

    /// <summary>
    /// Adds whether the expected key signed the pack. A pack that another key signed is not intact, so that no program
    /// takes a stranger's pack for the expected one.
    /// </summary>
    /// <param name="fingerprint">The expected signer's.</param>
    public PackVerdict ExpectedOf(string fingerprint)
    {
        if (!Intact)
        {
            return this;
        }
        if (Signer == fingerprint)
        {
            return this with { SignerVerified = true, Sentence = $"intact, signed by {fingerprint}" };
        }
        return this with
        {
            Intact = false,
            Sentence = $"intact, but signed by another key: {Signer}",
            Faults = [PackFaults.OtherKey(Signer!)],
            Verdict = null,
        };
    }

    internal static PackVerdict Sound(string signer, bool verified) =>
        new(
            true,
            verified,
            signer,
            verified ? $"intact, signed by {signer}" : $"intact, signer unverified: {signer}",
            []
        );

    /// <summary>Whether every file's content is as it was signed, whatever became of the zip around them.</summary>
    internal bool HasSignedContent => Faults.All(fault => fault.Code == PackFaults.SameContentCode);

    internal static PackVerdict Broken(string? signer, IReadOnlyList<PackFault> faults) =>
        new(false, false, signer, Words(signer, faults[0]), faults);

    private static string Words(string? signer, PackFault first)
    {
        if (first.Code == PackFaults.SameContentCode)
        {
            return $"the same content, not the signed file: {first.Reason}. It was signed by {signer}; "
                + "for the proof of every byte, verify the zip as it was handed out";
        }

        return first.File is { } file ? $"not intact: {file}: {first.Reason}" : $"not intact: {first.Reason}";
    }
}

/// <param name="File">The file in the pack; null where it is the pack itself.</param>
/// <param name="Code">Stable and documented in docs/6-evidence.md, for example <c>pack.changed-file</c>.</param>
public sealed record PackFault(string? File, string Code, string Reason);

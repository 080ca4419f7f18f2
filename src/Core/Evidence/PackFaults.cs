namespace AethergenAI.Evidence;

/// <summary>All faults that a pack can have; docs/6-evidence.md lists their codes.</summary>
internal static class PackFaults
{
    internal static PackFault Unreadable(string? file) =>
        new(file, "pack.unreadable", "the zip is damaged or cut short");

    /// <param name="file">The file whose headers are at fault, or stand before the fault.</param>
    internal static PackFault HiddenBytes(string? file) =>
        new(
            file is null ? null : Printable(file),
            "pack.hidden-bytes",
            "the zip holds bytes that belong to no listed file, or headers that contradict its directory"
        );

    internal const string SameContentCode = "pack.same-content";

    internal static PackFault ZippedAgain(string? file) =>
        new(file, SameContentCode, "every file is as it was signed, but another program wrote the zip around it");

    internal static PackFault CompressedAgain(string file) =>
        new(file, SameContentCode, $"the content of {file} is as it was signed, but its compressed bytes are not");

    internal static PackFault Unpacked() =>
        new(null, SameContentCode, "every file is as it was signed, but they were unpacked into a folder");

    internal static PackFault TooManyFiles(int limit) =>
        new(null, "pack.too-large", $"it holds more than {limit:N0} files");

    internal static PackFault TooLarge(string file) =>
        new(file, "pack.too-large", "unpacked, it passes the size limit");

    internal static PackFault UnsafeName(string file) =>
        new(
            Printable(file),
            "pack.unsafe-name",
            "its name is no plain relative path, so unpacking it could write elsewhere"
        );

    internal static PackFault DuplicateName(string file) =>
        new(file, "pack.duplicate-name", "the zip holds two files of this name");

    internal static PackFault Missing(string file) => new(file, "pack.missing-file", "it is missing");

    internal static PackFault Extra(string file) =>
        new(file, "pack.extra-file", "the signed statement does not list it");

    internal static PackFault Changed(string file) =>
        new(file, "pack.changed-file", "its SHA-256 is not the one that was signed");

    internal static PackFault NotADocument(string file) =>
        new(file, "pack.malformed-document", "it cannot be read as the document it should be");

    internal static PackFault PayloadType(string type) =>
        new(
            PackFiles.Envelope,
            "pack.payload-type",
            $"it signs a payload of type '{Printable(type)}', not {Dsse.InToto}"
        );

    internal static PackFault BadSignature() =>
        new(PackFiles.Envelope, "pack.bad-signature", "the signature does not belong to this statement and key");

    internal static PackFault NotCanonical(string file) =>
        new(file, "pack.not-canonical", "it was rewritten since it was signed");

    internal static PackFault PayloadMismatch() =>
        new(PackFiles.Manifest, "pack.payload-mismatch", "it differs from the statement that was signed");

    internal static PackFault ForeignKey(string signer) =>
        new(
            PackFiles.Envelope,
            "pack.foreign-key",
            $"it was signed with another key than the one given: {Printable(signer)}"
        );

    internal static PackFault OtherKey(string signer) =>
        new(null, "pack.foreign-key", $"it was signed with another key than the one given: {signer}");

    internal static PackFault NotEvidence(string field) =>
        new(PackFiles.Manifest, "pack.not-evidence", $"its '{field}' is not that of evidence of this kind");

    internal static PackFault Contradiction(string file, string what) =>
        new(file, "pack.contradiction", $"{what} is not what the other documents say");

    internal static PackFault NotOfItsGates(string report) =>
        new(report, "pack.contradiction", "its verdict does not follow from the gates beside it");

    internal static PackFault UnknownProof(string kind) =>
        new(
            PackFiles.Manifest,
            "pack.unknown-proof",
            $"it carries a proof of kind '{Printable(kind)}', which this program cannot verify"
        );

    /// <summary>Makes a stranger's text safe to show on a terminal.</summary>
    private static string Printable(string text) =>
        string.Concat(
            text.Take(100)
                .Select(character => char.IsControl(character) || char.IsSurrogate(character) ? '?' : character)
        );
}

namespace AethergenAI.Evidence;

internal static class EvidenceRefusals
{
    internal static RefusedException NotAKey() =>
        new(
            RefusalKind.Invalid,
            "evidence.not-a-key",
            "This is not a P-256 key in PEM form (BEGIN PUBLIC KEY or BEGIN PRIVATE KEY). "
                + "Take the public-key.pem that the signer handed you."
        );

    internal static RefusedException NoPrivateKey() =>
        new(
            RefusalKind.Invalid,
            "evidence.no-private-key",
            "This is a public key, but signing needs the private key (BEGIN PRIVATE KEY, PKCS#8). "
                + "Give the file that holds the private key."
        );

    internal static RefusedException Contradiction(PackFault fault) =>
        new(
            RefusalKind.Invalid,
            "evidence.contradiction",
            $"The run's files contradict each other, so nothing was signed. {fault.File}: {fault.Reason}. "
                + "A file was changed after the run: carry the run out again, or bring back the file as it was."
        );
}

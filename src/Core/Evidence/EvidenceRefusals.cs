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
            "This is a public key, and signing needs the private one (BEGIN PRIVATE KEY, PKCS#8). "
                + "Name the file that holds it."
        );
}

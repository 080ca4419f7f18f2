using System.Security.Cryptography;
using System.Text;

namespace AethergenAI.Evidence;

/// <summary>
/// Dead Simple Signing Envelope: a signature over a payload and its type, so that one kind of document cannot pass
/// for another. <see href="https://github.com/secure-systems-lab/dsse/blob/v1.0.0/envelope.md"/>.
/// </summary>
internal static class Dsse
{
    internal const string InToto = "application/vnd.in-toto+json";

    /// <param name="Payload">The signed bytes, in base64.</param>
    internal sealed record Envelope(string Payload, string PayloadType, IReadOnlyList<Signature> Signatures);

    /// <param name="Keyid">The fingerprint of the key.</param>
    /// <param name="Sig">ECDSA in DER, in base64.</param>
    internal sealed record Signature(string Keyid, string Sig);

    internal static Envelope Seal(byte[] payload, string type, SigningKey key) =>
        new(
            Convert.ToBase64String(payload),
            type,
            [new Signature(key.Fingerprint, Convert.ToBase64String(key.Sign(PreAuthentication(type, payload))))]
        );

    internal static bool Verify(ReadOnlySpan<byte> payload, string type, ReadOnlySpan<byte> signature, ECDsa key) =>
        key.VerifyData(
            PreAuthentication(type, payload),
            signature,
            HashAlgorithmName.SHA256,
            DSASignatureFormat.Rfc3279DerSequence
        );

    /// <summary>
    /// The bytes that are signed: <c>DSSEv1 LEN(type) type LEN(payload) payload</c>, lengths in bytes and in decimal.
    /// </summary>
    internal static byte[] PreAuthentication(string type, ReadOnlySpan<byte> payload) =>
        [.. Encoding.UTF8.GetBytes($"DSSEv1 {Encoding.UTF8.GetByteCount(type)} {type} {payload.Length} "), .. payload];
}

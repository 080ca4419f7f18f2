using System.Security.Cryptography;

namespace AethergenAI.Evidence;

/// <summary>
/// Signs evidence with ECDSA over P-256 and SHA-256. Whoever holds the key signs in the team's name,
/// so it stays in the key store or in the user's own folder.
/// </summary>
public sealed class SigningKey : IDisposable
{
    private readonly ECDsa key;

    private SigningKey(ECDsa key) => this.key = key;

    /// <summary>SHA-256 of the public key's SubjectPublicKeyInfo, in hex.</summary>
    public string Fingerprint => FingerprintOf(key);

    public string PublicKeyPem => key.ExportSubjectPublicKeyInfoPem() + "\n";

    public static SigningKey Create() => new(ECDsa.Create(ECCurve.NamedCurves.nistP256));

    /// <param name="pem">PKCS#8, unencrypted: <c>BEGIN PRIVATE KEY</c>.</param>
    /// <exception cref="RefusedException">It is not a private key of this kind.</exception>
    public static SigningKey FromPem(string pem)
    {
        var imported = Import(pem);
        try
        {
            imported.ExportParameters(includePrivateParameters: true);
            return new SigningKey(imported);
        }
        catch (CryptographicException)
        {
            imported.Dispose();
            throw EvidenceRefusals.NoPrivateKey();
        }
    }

    /// <summary>Reads the key to verify a pack with.</summary>
    /// <param name="pem"><c>BEGIN PUBLIC KEY</c> (SubjectPublicKeyInfo), or a private key,
    /// whose public half is taken.</param>
    /// <exception cref="RefusedException">It is not a P-256 key.</exception>
    public static ECDsa PublicFromPem(string pem) => Import(pem);

    /// <summary>PKCS#8, unencrypted.</summary>
    public string ToPem() => key.ExportPkcs8PrivateKeyPem() + "\n";

    public static string FingerprintOf(ECDsa key) => Sha256.Hex(key.ExportSubjectPublicKeyInfo());

    /// <returns>The signature, in DER.</returns>
    public byte[] Sign(ReadOnlySpan<byte> message) =>
        key.SignData(message, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);

    public void Dispose() => key.Dispose();

    private static ECDsa Import(string pem)
    {
        var imported = ECDsa.Create();
        try
        {
            imported.ImportFromPem(pem);
            if (
                imported.ExportParameters(includePrivateParameters: false).Curve.Oid.Value
                == ECCurve.NamedCurves.nistP256.Oid.Value
            )
            {
                return imported;
            }
        }
        catch (Exception problem)
            when (problem is ArgumentException or CryptographicException or PlatformNotSupportedException)
        {
            imported.Dispose();
            throw EvidenceRefusals.NotAKey();
        }

        imported.Dispose();
        throw EvidenceRefusals.NotAKey();
    }
}

using System.Security.Cryptography;
using AethergenAI.Evidence;

namespace AethergenAI.Core.Tests.Evidence;

public class SigningKeyTests
{
    [Fact]
    public void A_key_survives_its_file()
    {
        using var key = SigningKey.Create();
        using var read = SigningKey.FromPem(key.ToPem());

        Assert.Equal(key.Fingerprint, read.Fingerprint);
        Assert.StartsWith("-----BEGIN PRIVATE KEY-----", key.ToPem(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_fingerprint_is_that_of_the_public_key_that_others_hold()
    {
        using var key = SigningKey.Create();
        using var held = SigningKey.PublicFromPem(key.PublicKeyPem);

        Assert.Equal(key.Fingerprint, SigningKey.FingerprintOf(held));
        Assert.Equal(key.Fingerprint, Sha256.Hex(held.ExportSubjectPublicKeyInfo()));
    }

    [Fact]
    public void A_public_key_cannot_sign()
    {
        using var key = SigningKey.Create();

        Assert.Equal(
            "evidence.no-private-key",
            Assert.Throws<RefusedException>(() => SigningKey.FromPem(key.PublicKeyPem)).Code
        );
    }

    [Fact]
    public void A_key_of_another_curve_or_kind_is_refused()
    {
        using var curve = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        using var rsa = RSA.Create(2048);

        Assert.All(
            [
                curve.ExportPkcs8PrivateKeyPem(),
                rsa.ExportPkcs8PrivateKeyPem(),
                "",
                "no key",
                "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----",
            ],
            pem =>
                Assert.Equal("evidence.not-a-key", Assert.Throws<RefusedException>(() => SigningKey.FromPem(pem)).Code)
        );
    }
}

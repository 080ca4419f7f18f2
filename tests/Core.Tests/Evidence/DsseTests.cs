using System.Text;
using AethergenAI.Evidence;

namespace AethergenAI.Core.Tests.Evidence;

public class DsseTests
{
    // The example of the DSSE v1 protocol.
    [Fact]
    public void What_is_signed_is_as_published() =>
        Assert.Equal(
            "DSSEv1 29 http://example.com/HelloWorld 11 hello world",
            Encoding.UTF8.GetString(Dsse.PreAuthentication("http://example.com/HelloWorld", "hello world"u8))
        );

    [Fact]
    public void Lengths_count_bytes_and_not_characters() =>
        Assert.Equal("DSSEv1 2 é 3 €", Encoding.UTF8.GetString(Dsse.PreAuthentication("é", "€"u8)));

    [Fact]
    public void A_signature_holds_for_its_payload_type_and_key_alone()
    {
        using var key = SigningKey.Create();
        using var other = SigningKey.PublicFromPem(SigningKey.Create().PublicKeyPem);
        using var own = SigningKey.PublicFromPem(key.PublicKeyPem);
        byte[] signature = Convert.FromBase64String(Dsse.Seal("payload"u8.ToArray(), "type", key).Signatures[0].Sig);

        Assert.True(Dsse.Verify("payload"u8, "type", signature, own));
        Assert.False(Dsse.Verify("payloae"u8, "type", signature, own));
        Assert.False(Dsse.Verify("payload"u8, "typf", signature, own));
        Assert.False(Dsse.Verify("payload"u8, "type", signature, other));
    }
}

using System.Buffers.Binary;
using System.Buffers.Text;
using System.Formats.Cbor;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace AethergenAI.Api.Tests.Accounts;

/// <summary>
/// A browser with one passkey in it (WebAuthn level 3): P-256, no attestation. It does as it is told, also what a
/// browser would refuse to do.
/// </summary>
internal sealed class SoftwareAuthenticator(string origin) : IDisposable
{
    private const int UserPresent = 1,
        UserVerified = 4,
        CredentialIncluded = 64;

    private readonly ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly byte[] id = RandomNumberGenerator.GetBytes(32);
    private string? userHandle;
    private uint counter;

    /// <summary>The page that asks, as the browser sees it.</summary>
    public string Origin { get; set; } = origin;

    /// <summary>The domain that is signed for; null: the one that the options name.</summary>
    public string? Domain { get; set; }

    public bool VerifiesUser { get; set; } = true;

    public string Id => Base64Url.EncodeToString(id);

    public void Dispose() => key.Dispose();

    /// <summary>What <c>navigator.credentials.create</c> answers.</summary>
    public object Create(JsonElement options)
    {
        userHandle = options.GetProperty("user").GetProperty("id").GetString();
        string domain = Domain ?? options.GetProperty("rp").GetProperty("id").GetString()!;
        byte[] authenticator =
        [
            .. Authenticator(domain, CredentialIncluded),
            .. new byte[16],
            .. BigEndian((ushort)id.Length),
            .. id,
            .. PublicKey(),
        ];
        var attestation = new CborWriter(CborConformanceMode.Ctap2Canonical, convertIndefiniteLengthEncodings: true);
        attestation.WriteStartMap(3);
        attestation.WriteTextString("fmt");
        attestation.WriteTextString("none");
        attestation.WriteTextString("attStmt");
        attestation.WriteStartMap(0);
        attestation.WriteEndMap();
        attestation.WriteTextString("authData");
        attestation.WriteByteString(authenticator);
        attestation.WriteEndMap();
        return Credential(
            new
            {
                clientDataJSON = Base64Url.EncodeToString(ClientData("webauthn.create", options)),
                attestationObject = Base64Url.EncodeToString(attestation.Encode()),
                transports = new[] { "internal" },
            }
        );
    }

    /// <summary>What <c>navigator.credentials.get</c> answers.</summary>
    public object Get(JsonElement options)
    {
        byte[] authenticator = Authenticator(Domain ?? options.GetProperty("rpId").GetString()!, 0);
        byte[] client = ClientData("webauthn.get", options);
        byte[] signed = [.. authenticator, .. SHA256.HashData(client)];
        return Credential(
            new
            {
                clientDataJSON = Base64Url.EncodeToString(client),
                authenticatorData = Base64Url.EncodeToString(authenticator),
                signature = Base64Url.EncodeToString(
                    key.SignData(signed, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence)
                ),
                userHandle,
            }
        );
    }

    private object Credential(object response) =>
        new
        {
            id = Id,
            rawId = Id,
            type = "public-key",
            authenticatorAttachment = "platform",
            clientExtensionResults = new { },
            response,
        };

    private byte[] ClientData(string type, JsonElement options) =>
        Encoding.UTF8.GetBytes(
            JsonSerializer.Serialize(
                new
                {
                    type,
                    challenge = options.GetProperty("challenge").GetString(),
                    origin = Origin,
                    crossOrigin = false,
                }
            )
        );

    private byte[] Authenticator(string domain, int flags)
    {
        byte[] count = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(count, ++counter);
        int verified = VerifiesUser ? UserVerified : 0;
        return [.. SHA256.HashData(Encoding.UTF8.GetBytes(domain)), (byte)(flags | UserPresent | verified), .. count];
    }

    private static byte[] BigEndian(ushort value) => [(byte)(value >> 8), (byte)value];

    /// <summary>As a COSE key (RFC 9053): kty EC2, alg ES256, crv P-256, x, y.</summary>
    private byte[] PublicKey()
    {
        ECPoint point = key.ExportParameters(false).Q;
        var cose = new CborWriter(CborConformanceMode.Ctap2Canonical);
        cose.WriteStartMap(5);
        cose.WriteInt32(1);
        cose.WriteInt32(2);
        cose.WriteInt32(3);
        cose.WriteInt32(-7);
        cose.WriteInt32(-1);
        cose.WriteInt32(1);
        cose.WriteInt32(-2);
        cose.WriteByteString(point.X!);
        cose.WriteInt32(-3);
        cose.WriteByteString(point.Y!);
        cose.WriteEndMap();
        return cose.Encode();
    }
}

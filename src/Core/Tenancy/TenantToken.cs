using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace AethergenAI.Tenancy;

/// <summary>
/// A secret that is shown once. It names the organisation and the row it belongs to, so that the row can be found
/// before it is known whose request it is; of the secret itself only the hash is stored.
/// </summary>
/// <param name="Tenant">The organisation.</param>
/// <param name="Row">The id of the row that holds <paramref name="SecretSha256"/>.</param>
/// <param name="SecretSha256">SHA-256 of the secret's 32 random bytes, in hex.</param>
public sealed record TenantToken(Id<Tenant> Tenant, Guid Row, string SecretSha256)
{
    private const int IdBytes = 16;

    private const int SecretBytes = 32;

    private const int AllBytes = (2 * IdBytes) + SecretBytes;

    /// <returns>The token, and the text to show: 86 letters, digits, '-' and '_'.</returns>
    public static (TenantToken Token, string Text) Make(Id<Tenant> tenant, Guid row)
    {
        byte[] bytes = new byte[AllBytes];
        tenant.Value.TryWriteBytes(bytes);
        row.TryWriteBytes(bytes.AsSpan(IdBytes));
        RandomNumberGenerator.Fill(bytes.AsSpan(2 * IdBytes));
        return (Of(bytes), Base64Url.EncodeToString(bytes));
    }

    /// <returns>False where the text is no such token.</returns>
    public static bool TryParse(string text, [NotNullWhen(true)] out TenantToken? token)
    {
        byte[] bytes = new byte[AllBytes];
        token =
            text.Length == Base64Url.GetEncodedLength(AllBytes)
            && Base64Url.TryDecodeFromChars(text, bytes, out int written)
            && written == AllBytes
                ? Of(bytes)
                : null;
        return token is not null;
    }

    /// <summary>Compares in a time that does not depend on where the hashes differ.</summary>
    public bool Opens(string sha256) =>
        CryptographicOperations.FixedTimeEquals(
            System.Text.Encoding.UTF8.GetBytes(SecretSha256),
            System.Text.Encoding.UTF8.GetBytes(sha256)
        );

    private static TenantToken Of(ReadOnlySpan<byte> bytes) =>
        new(
            new Id<Tenant>(new Guid(bytes[..IdBytes])),
            new Guid(bytes.Slice(IdBytes, IdBytes)),
            Sha256.Hex(bytes[(2 * IdBytes)..])
        );
}

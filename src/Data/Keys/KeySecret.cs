using System.Security.Cryptography;
using System.Text;

namespace AethergenAI.Data.Keys;

/// <summary>Encrypts and decrypts the key ring with AES-256-GCM, under a key that is derived from a secret.</summary>
internal sealed class KeySecret
{
    /// <summary>30 random letters and digits are more than 150 bits.</summary>
    internal const int MinLength = 30;

    private static readonly int NonceBytes = AesGcm.NonceByteSizes.MaxSize;
    private static readonly int TagBytes = AesGcm.TagByteSizes.MaxSize;

    private readonly byte[] key;

    /// <exception cref="RefusedException">The secret is too short to be one.</exception>
    internal KeySecret(string secret)
    {
        if (secret.Length < MinLength)
        {
            throw KeyRefusals.ShortSecret(MinLength);
        }

        byte[] bytes = Encoding.UTF8.GetBytes(secret);
        key = Derive(bytes, "AethergenAI key ring, key");
        Name = Convert.ToHexStringLower(Derive(bytes, "AethergenAI key ring, name").AsSpan(0, 8));
    }

    /// <summary>Tells one secret from another and reveals nothing about either.</summary>
    internal string Name { get; }

    /// <returns>Nonce, tag and ciphertext, in base64.</returns>
    internal string Encrypt(string text)
    {
        byte[] plain = Encoding.UTF8.GetBytes(text);
        byte[] sealedBytes = new byte[NonceBytes + TagBytes + plain.Length];
        Span<byte> nonce = sealedBytes.AsSpan(0, NonceBytes);
        RandomNumberGenerator.Fill(nonce);
        using var aes = new AesGcm(key, TagBytes);
        aes.Encrypt(nonce, plain, sealedBytes.AsSpan(NonceBytes + TagBytes), sealedBytes.AsSpan(NonceBytes, TagBytes));
        return Convert.ToBase64String(sealedBytes);
    }

    /// <exception cref="CryptographicException">It was encrypted with another secret, or changed since.</exception>
    internal string Decrypt(string encrypted)
    {
        byte[] sealedBytes = Convert.FromBase64String(encrypted);
        byte[] plain = new byte[sealedBytes.Length - NonceBytes - TagBytes];
        using var aes = new AesGcm(key, TagBytes);
        aes.Decrypt(
            sealedBytes.AsSpan(0, NonceBytes),
            sealedBytes.AsSpan(NonceBytes + TagBytes),
            sealedBytes.AsSpan(NonceBytes, TagBytes),
            plain
        );
        return Encoding.UTF8.GetString(plain);
    }

    private static byte[] Derive(byte[] secret, string purpose) =>
        HKDF.DeriveKey(HashAlgorithmName.SHA256, secret, 32, info: Encoding.UTF8.GetBytes(purpose));
}

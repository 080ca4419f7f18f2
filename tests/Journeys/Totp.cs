using System.Buffers.Binary;
using System.Security.Cryptography;

namespace AethergenAI.Journeys;

/// <summary>An authenticator app: RFC 6238 with SHA-1, 30 seconds, six digits.</summary>
internal static class Totp
{
    private const string Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    /// <param name="secret">In base32; blanks do not count.</param>
    internal static string Code(string secret)
    {
        string bits = string.Concat(
            secret
                .Where(char.IsLetterOrDigit)
                .Select(letter => $"{Letters.IndexOf(letter, StringComparison.Ordinal):b5}")
        );
        byte[] key =
        [
            .. bits.Chunk(8).Where(chunk => chunk.Length == 8).Select(chunk => Convert.ToByte(new(chunk), 2)),
        ];
        byte[] step = new byte[8];
        BinaryPrimitives.WriteInt64BigEndian(step, TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() / 30);
#pragma warning disable CA5350 // what the RFC says
        byte[] hash = HMACSHA1.HashData(key, step);
#pragma warning restore CA5350
        int number = BinaryPrimitives.ReadInt32BigEndian(hash.AsSpan(hash[^1] & 15)) & int.MaxValue;
        return $"{number % 1_000_000:D6}";
    }
}

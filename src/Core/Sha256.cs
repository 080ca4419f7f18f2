using System.Security.Cryptography;

namespace AethergenAI;

/// <summary>SHA-256 as 64 lower-case hex digits.</summary>
public static class Sha256
{
    public static string Hex(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    /// <summary>Hashes <paramref name="stream"/> from its current position to its end.</summary>
    public static async Task<string> HexAsync(Stream stream, CancellationToken ct) =>
        Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, ct));
}

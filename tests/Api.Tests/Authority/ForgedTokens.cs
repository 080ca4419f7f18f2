using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace AethergenAI.Api.Tests.Authority;

/// <summary>Tokens that must not be accepted, made from one that is.</summary>
internal static class ForgedTokens
{
    /// <summary>
    /// Without a signature, signed by another key, for another role, for another audience, cut short.
    /// </summary>
    internal static IEnumerable<string> Of(string token)
    {
        string[] parts = token.Split('.');
        string raised = Encode(Decode(parts[1]).Replace("analyst", "owner", StringComparison.Ordinal));
        string elsewhere = Encode(Decode(parts[1]).Replace("\"aethergen\"", "\"elsewhere\"", StringComparison.Ordinal));
        string none = Encode("""{"alg":"none","typ":"at+jwt"}""");
        yield return $"{none}.{parts[1]}.";
        yield return $"{none}.{raised}.";
        yield return $"{parts[0]}.{raised}.{parts[2]}";
        yield return $"{parts[0]}.{elsewhere}.{parts[2]}";
        yield return $"{parts[0]}.{parts[1]}";
        yield return $"{parts[0]}.{parts[1]}.{Resigned(parts[0], raised)}";
        yield return token[..^4] + (token.EndsWith("AAAA", StringComparison.Ordinal) ? "BBBB" : "AAAA");
    }

    private static string Resigned(string header, string payload)
    {
        using var key = RSA.Create(2048);
        return Encode(
            key.SignData(
                Encoding.ASCII.GetBytes($"{header}.{payload}"),
                HashAlgorithmName.SHA256,
                RSASignaturePadding.Pkcs1
            )
        );
    }

    private static string Decode(string part) => Encoding.UTF8.GetString(Base64Url.DecodeFromChars(part));

    private static string Encode(string text) => Encode(Encoding.UTF8.GetBytes(text));

    internal static string Encode(byte[] bytes) => Base64Url.EncodeToString(bytes);
}

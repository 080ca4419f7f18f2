using System.Collections.Frozen;
using System.IO.Compression;

namespace AethergenAI.Api.Accounts;

/// <summary>
/// The 49,233 passwords that stand most often in published lists of breached ones, from npm's
/// <c>@zxcvbn-ts/language-common</c> 4.1.3 (see NOTICE); whoever guesses tries them first, and then variations.
/// </summary>
internal static class CommonPasswords
{
    /// <summary>So many digits and signs around a common password make it no better.</summary>
    private const int Padding = 6;

    /// <summary>A password that repeats so few letters is as easy to guess as they are.</summary>
    private const int ShortUnit = 5;

    private static readonly Lazy<FrozenSet<string>> Known = new(Read);

    /// <summary>
    /// Whether a password is a common one, in whatever case: alone, repeated, or with at most six digits and signs
    /// before or after it; or a few letters repeated.
    /// </summary>
    internal static bool Covers(string password)
    {
        string text = password.ToLowerInvariant();
        int before = text.TakeWhile(IsPadding).Count();
        int after = text.Reverse().TakeWhile(IsPadding).Count();
        for (int start = 0; start <= Math.Min(before, Padding); start++)
        {
            for (int end = 0; end <= Math.Min(after, Padding - start) && start + end < text.Length; end++)
            {
                if (Known.Value.Contains(text[start..^end]))
                {
                    return true;
                }
            }
        }

        return Enumerable
            .Range(1, text.Length / 2)
            .Where(unit => Repeats(text, unit))
            .Any(unit => unit <= ShortUnit || Known.Value.Contains(text[..unit]));
    }

    private static bool IsPadding(char letter) => !char.IsLetter(letter);

    private static bool Repeats(string text, int unit) =>
        text.AsSpan(unit).SequenceEqual(text.AsSpan(0, text.Length - unit));

    private static FrozenSet<string> Read()
    {
        using var packed = typeof(CommonPasswords).Assembly.GetManifestResourceStream("common-passwords.txt.gz")!;
        using var text = new StreamReader(new GZipStream(packed, CompressionMode.Decompress));
        var words = new List<string>();
        while (text.ReadLine() is { } word)
        {
            words.Add(word);
        }
        return words.ToFrozenSet(StringComparer.Ordinal);
    }
}

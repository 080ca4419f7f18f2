namespace AethergenAI.Evidence;

/// <summary>The fingerprint of a key as people write it.</summary>
public static class Fingerprint
{
    private const int Digits = 64;

    /// <summary>
    /// Reads 64 hex digits of either case; colons, dashes and blanks between them do not count.
    /// </summary>
    /// <returns>The fingerprint as <see cref="SigningKey.Fingerprint"/> writes it; null: the text is none.</returns>
    public static string? Parse(string text)
    {
        char[] digits = [.. text.Where(letter => !(letter is ':' or '-' || char.IsWhiteSpace(letter)))];
        return digits.Length == Digits && Array.TrueForAll(digits, char.IsAsciiHexDigit)
            ? new string(digits).ToLowerInvariant()
            : null;
    }
}

using System.Net;
using System.Text.RegularExpressions;

namespace AethergenAI.Schemas.Inference;

/// <summary>A form of cells that names a person or a device, whatever the column is called.</summary>
/// <param name="What">What the cells are, in words.</param>
/// <param name="Holds">Whether a text has the form.</param>
/// <param name="Always">The pattern by which cells are made up; null: that of the cells.</param>
/// <param name="Else">The pattern where the cells have none in common; null: that of most cells.</param>
internal sealed partial record TellingForm(
    string What,
    Func<string, bool> Holds,
    string? Always = null,
    string? Else = null
)
{
    /// <summary>What one text in five has that other texts of the form may lack; null: nothing.</summary>
    public Func<string, bool>? Proves { get; init; }

    private const string Internet = "internet addresses (IP)";

    /// <summary>
    /// 10.100.100.100 to 10.199.199.199 are private addresses: they lead to no device on the internet.
    /// </summary>
    private const string PrivateAddress = "10.1##.1##.1##";

    public static readonly IReadOnlyList<TellingForm> All =
    [
        new("e-mail addresses", Email, Always: "~~~~~~##@example.org"),
        new("UUIDs", text => text.Length >= 32 && Guid.TryParse(text, out _)),
        new("hardware addresses (MAC)", text => Mac().IsMatch(text), Else: "02:%%:%%:%%:%%:%%"),
        new(
            "fingerprints of keys or certificates",
            text => Fingerprint().IsMatch(text),
            Else: string.Join(':', Enumerable.Repeat("**", 20))
        ),
        new(
            "fingerprints of keys or certificates",
            text => Digest().IsMatch(text),
            Else: $"SHA256:{new string('|', 43)}"
        ),
        new(Internet, Address4, Always: PrivateAddress) { Proves = NoVersion },
        new(Internet, Address6, Always: "fd00::****:****:****:****"),
        new(Internet, text => Address4(text) || Address6(text), Always: PrivateAddress) { Proves = Address6 },
        new("vehicle identification numbers (VIN)", text => Vin().IsMatch(text), Else: new string('^', 17)),
        new("handles", text => Handle().IsMatch(text), Always: "@~~~~~~##"),
        new("names of people with titles", text => Titled().IsMatch(text), Always: "?. ?~~~~~"),
    ];

    private static bool Email(string text)
    {
        int at = text.IndexOf('@', StringComparison.Ordinal);
        return at >= 1 && text.IndexOf('.', at) >= at + 2 && !text.Contains(' ', StringComparison.Ordinal);
    }

    private static bool Address4(string text) => Bytes(text) is not null;

    /// <summary>Whether a number is too large for a version of a program, or the address is a private one.</summary>
    private static bool NoVersion(string text) =>
        Bytes(text) is { } numbers && (numbers[0] == 10 || numbers.Any(number => number > 99));

    private static int[]? Bytes(string text) =>
        Four().Match(text) is { Success: true } match
        && match.Groups["number"].Captures.Select(number => int.Parse(number.Value)).ToArray() is var numbers
        && numbers.All(number => number <= byte.MaxValue)
            ? numbers
            : null;

    private static bool Address6(string text) =>
        text.Count(c => c == ':') >= 2
        && Six().IsMatch(text)
        && IPAddress.TryParse(text.Split(['/', '%'])[0], out _)
        && text.Any(char.IsAsciiHexDigit);

    [GeneratedRegex(
        "^(?:[0-9A-Fa-f]{2}(?<sign>[:-])(?:[0-9A-Fa-f]{2}\\k<sign>){4}[0-9A-Fa-f]{2}"
            + "|(?:[0-9A-Fa-f]{4}\\.){2}[0-9A-Fa-f]{4})$",
        RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Mac();

    [GeneratedRegex("^(?:[A-Za-z0-9-]+:)?[0-9A-Fa-f]{2}(?::[0-9A-Fa-f]{2}){7,}$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Fingerprint();

    [GeneratedRegex("^(?:SHA1|SHA256|SHA384|SHA512|MD5):[A-Za-z0-9+/]{20,}=*$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Digest();

    [GeneratedRegex(
        "^(?<number>[0-9]{1,3})(?:\\.(?<number>[0-9]{1,3})){3}(?:[:/][0-9]{1,5})?$",
        RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Four();

    [GeneratedRegex("^[0-9A-Fa-f:.]+(?:%[A-Za-z0-9]+)?(?:/[0-9]{1,3})?$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Six();

    [GeneratedRegex("^(?=.*[0-9])(?=.*[A-Z])[A-HJ-NPR-Z0-9]{17}$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Vin();

    [GeneratedRegex("^@[A-Za-z0-9_][A-Za-z0-9_.-]{1,39}$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Handle();

    /// <summary>Dr A. Kowal, Prof. Dr. Anna Weber, Braund, Mr. Owen Harris.</summary>
    [GeneratedRegex(
        "^(?:[\\p{L}'’ -]+, )?(?:(?i:dr|prof|mr|mrs|ms|miss|sir|rev|herr|frau|hr|mme|mlle|sig|dott|sra|srta|dra|"
            + "pan|pani|professor|doctor|monsieur|madame|med)\\.? ?)+(?<=[. ])"
            + "[\\p{L}.'’-]+(?: [\\p{L}.'’()\"-]+){0,6}$",
        RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Titled();
}

using System.Text.RegularExpressions;

namespace AethergenAI.House;

public sealed partial class DocumentTests
{
    /// <summary>Pages, and texts of the product that point into the sources.</summary>
    [Fact]
    public void Every_source_that_a_text_names_exists() =>
        House.AssertNone(
            Texts()
                .SelectMany(text =>
                    Named()
                        .Matches(House.Read(text))
                        .Select(match => (Text: text, Source: match.Groups["path"].Value.TrimEnd('.', '/')))
                )
                .Where(named => !Exists(named.Source))
                .Select(named => $"{named.Text} names {named.Source}")
        );

    private static IEnumerable<string> Texts() =>
        House
            .Files("docs", ".md")
            .Concat(["README.md", "CONTRIBUTING.md"])
            .Concat(House.Files("src", ".cs"))
            .Concat(House.Files("tests/House.Tests", ".cs"));

    private static bool Exists(string path) =>
        File.Exists(Path.Combine(House.Root, path)) || Directory.Exists(Path.Combine(House.Root, path));

    [GeneratedRegex(
        @"(?<![\w./*])(?<path>(?>(src|tests|AppHost)/[A-Za-z][\w.-]*(/[\w.-]+)*))(?!/?[*<>…])",
        RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Named();
}

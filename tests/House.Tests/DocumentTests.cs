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

    /// <summary>
    /// A row with more or fewer cells than its header shows its text in the wrong column, or not at all.
    /// </summary>
    [Fact]
    public void Every_row_of_a_table_has_the_columns_of_its_header() =>
        House.AssertNone(
            from page in House
                .Files("docs", ".md")
                .Concat(["README.md", "CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md"])
            from row in Rows(House.Read(page).Split('\n'))
            where row.Cells != row.HeaderCells
            select $"{page}:{row.Line} has {row.Cells} columns, its header {row.HeaderCells}"
        );

    /// <summary>A page that names the test of each statement promises that there is one.</summary>
    [Fact]
    public void Every_test_that_a_page_names_exists()
    {
        var known = House
            .Files("tests", ".cs")
            .SelectMany(source => Declared().Matches(House.Read(source)))
            .Select(match => match.Groups["name"].Value)
            .ToHashSet(StringComparer.Ordinal);
        House.AssertNone(
            from page in House.Files("docs", ".md")
            from named in NamedTest().Matches(House.Read(page))
            from part in new[] { named.Groups["type"].Value, named.Groups["method"].Value }
            where part.Length > 0 && !known.Contains(part)
            select $"{page} names {named.Value}"
        );
    }

    private static IEnumerable<(int Line, int Cells, int HeaderCells)> Rows(string[] lines)
    {
        int header = 0;
        bool code = false;
        for (int at = 0; at < lines.Length; at++)
        {
            string line = lines[at].Trim();
            code ^= line.StartsWith("```", StringComparison.Ordinal);
            if (code || !line.StartsWith('|'))
            {
                header = 0;
                continue;
            }
            int cells = Separator().Count(line) - 1;
            header = header == 0 ? cells : header;
            yield return (at + 1, cells, header);
        }
    }

    private static IEnumerable<string> Texts() =>
        House
            .Files("docs", ".md")
            .Concat(["README.md", "CONTRIBUTING.md"])
            .Concat(House.Files("src", ".cs"))
            .Concat(House.Files("tests/House.Tests", ".cs"));

    private static bool Exists(string path) =>
        File.Exists(Path.Combine(House.Root, path)) || Directory.Exists(Path.Combine(House.Root, path));

    [GeneratedRegex(
        @"`([A-Z]\w*\.)*(?<type>[A-Z]\w*(Tests|Conformance))(\.(?<method>[A-Z]\w*))?`",
        RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex NamedTest();

    [GeneratedRegex(@"\b(class|void|Task) (?<name>[A-Z]\w*)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Declared();

    [GeneratedRegex(@"(?<!\\)\|", RegexOptions.None, 1000)]
    private static partial Regex Separator();

    [GeneratedRegex(
        @"(?<![\w./*])(?<path>(?>(src|tests|AppHost)/[A-Za-z][\w.-]*(/[\w.-]+)*))(?!/?[*<>…])",
        RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Named();
}

using System.Text.RegularExpressions;

namespace AethergenAI.House;

public sealed partial class NamespaceTests
{
    [Fact]
    public void A_namespace_is_its_folder() =>
        House.AssertNone(
            Sources()
                .Select(path => (Path: path, Name: Namespace().Match(House.Read(path)).Groups["name"].Value))
                .Where(file => file.Name.Length > 0 && file.Name != Expected(file.Path))
                .Select(file => $"{file.Path} is in {file.Name}, not in {Expected(file.Path)}")
        );

    [Fact]
    public void No_type_of_ours_has_the_name_of_another() =>
        House.AssertNone(
            Sources()
                .SelectMany(path =>
                    TopLevelType()
                        .Matches(House.Read(path))
                        .Select(match => (Name: match.Groups["name"].Value, Path: path))
                )
                .GroupBy(type => type.Name, StringComparer.Ordinal)
                .Where(same => same.Select(type => type.Path).Distinct().Skip(1).Any())
                .Select(same => $"{same.Key}: {string.Join(", ", same.Select(type => type.Path))}")
        );

    private static IEnumerable<string> Sources() => House.Product(".cs");

    /// <summary>
    /// <c>src/Core/Tables/Csv/CsvReader.cs</c> is <c>AethergenAI.Tables.Csv</c>; other projects' names come first.
    /// </summary>
    private static string Expected(string path)
    {
        string[] folders = Path.GetDirectoryName(path)!.Split('/', '\\');
        return string.Join('.', folders.SkipWhile(folder => folder is "src" or "Core").Prepend("AethergenAI"));
    }

    [GeneratedRegex(@"^namespace (?<name>[\w.]+);", RegexOptions.ExplicitCapture | RegexOptions.Multiline, 1000)]
    private static partial Regex Namespace();

    [GeneratedRegex(
        @"^(public|internal) ((static|sealed|abstract|partial|readonly|ref|unsafe) )*(class|record struct|record|struct|interface|enum|delegate \S+) (?<name>\w+)(?!\w*<)",
        RegexOptions.ExplicitCapture | RegexOptions.Multiline,
        1000
    )]
    private static partial Regex TopLevelType();
}

using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis.CSharp.Syntax;

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

    /// <summary>
    /// A nested type counts too where a type that stands on its own has its name: in a list of files, a message or a
    /// search the two are one. Nested types may share a name among themselves (<c>Answer</c>, <c>Part</c>), since each
    /// is read only inside its own type.
    /// </summary>
    [Fact]
    public void No_type_of_ours_has_the_name_of_another() =>
        House.AssertNone(
            Sources()
                .Concat(House.Files("eng", ".cs"))
                .SelectMany(path => House.Nodes<MemberDeclarationSyntax>(path).SelectMany(type => Named(type, path)))
                .GroupBy(type => type.Name, StringComparer.Ordinal)
                .Where(same => same.Any(type => !type.Nested) && same.Skip(1).Any())
                .Select(same => $"{same.Key}: {string.Join(", ", same.Select(type => type.Path))}")
        );

    /// <summary>A type with parameters, such as <c>Id&lt;T&gt;</c>, has the number of them in its name.</summary>
    private static IEnumerable<(string Name, bool Nested, string Path)> Named(
        MemberDeclarationSyntax member,
        string path
    )
    {
        (string Name, int Parameters)? type = member switch
        {
            TypeDeclarationSyntax declared => (declared.Identifier.Text, declared.Arity),
            EnumDeclarationSyntax declared => (declared.Identifier.Text, 0),
            DelegateDeclarationSyntax declared => (declared.Identifier.Text, declared.Arity),
            _ => null,
        };
        if (type is { } named)
        {
            string name = named.Parameters == 0 ? named.Name : $"{named.Name}`{named.Parameters}";
            yield return (name, member.Parent is TypeDeclarationSyntax, path);
        }
    }

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
}

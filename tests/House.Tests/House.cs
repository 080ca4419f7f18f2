using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace AethergenAI.House;

/// <summary>The repository as it stands on disk, without what builds leave behind.</summary>
internal static class House
{
    private static readonly string[] Skipped =
    [
        "bin",
        "obj",
        "node_modules",
        ".git",
        ".aethergen",
        "artifacts",
        "dist",
        "TestResults",
    ];

    public static string Root { get; } = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(Here())!, "..", ".."));

    /// <summary>Files below <paramref name="folder"/>, as paths relative to the root with '/'.</summary>
    public static IEnumerable<string> Files(string folder, params string[] endings) =>
        Walk(new DirectoryInfo(Path.Combine(Root, folder)))
            .Where(file => endings.Any(ending => file.Name.EndsWith(ending, StringComparison.Ordinal)))
            .Select(file => Path.GetRelativePath(Root, file.FullName).Replace('\\', '/'))
            .Order(StringComparer.Ordinal);

    /// <summary>Files of the product's own programs: src and AppHost.</summary>
    public static IEnumerable<string> Product(params string[] endings) =>
        Files("src", endings).Concat(Files("AppHost", endings));

    public static string Read(string path) => File.ReadAllText(Path.Combine(Root, path));

    /// <summary>The nodes of one kind in the syntax tree of a C# file.</summary>
    public static IEnumerable<T> Nodes<T>(string path)
        where T : SyntaxNode => CSharpSyntaxTree.ParseText(Read(path)).GetRoot().DescendantNodes().OfType<T>();

    /// <summary>Fails with every finding, one a line.</summary>
    public static void AssertNone(IEnumerable<string> findings)
    {
        string[] all = [.. findings];
        Assert.True(all.Length == 0, string.Join('\n', all));
    }

    private static IEnumerable<FileInfo> Walk(DirectoryInfo folder) =>
        folder
            .EnumerateFiles()
            .Concat(folder.EnumerateDirectories().Where(child => !Skipped.Contains(child.Name)).SelectMany(Walk));

    private static string Here([CallerFilePath] string path = "") => path;
}

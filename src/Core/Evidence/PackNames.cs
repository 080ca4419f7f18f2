namespace AethergenAI.Evidence;

/// <summary>
/// The names of a pack's files in a zip that another program wrote: such a program may add entries for folders, which
/// hold nothing, and put everything into one folder.
/// </summary>
internal sealed class PackNames
{
    private readonly HashSet<string> folders;
    private readonly string root;

    private PackNames(HashSet<string> folders, string root) => (this.folders, this.root) = (folders, root);

    internal static PackNames Of(PackZipReader layout)
    {
        if (layout.Form is not null)
        {
            return new([], "");
        }

        var files = layout.Entries.Where(entry => !IsEmptyFolder(entry)).Select(entry => entry.File.Name).ToList();
        var folders = files.SelectMany(Above).ToHashSet(StringComparer.Ordinal);
        string first = files.Count == 0 ? "" : files[0][..(files[0].IndexOf('/') + 1)];
        bool isWrapped =
            files.Contains(first + PackFiles.Manifest)
            && files.All(name => name.StartsWith(first, StringComparison.Ordinal));
        return new(folders, isWrapped ? first : "");
    }

    internal bool IsFile(string name) => !folders.Contains(name);

    /// <summary>The name below the folder that holds everything.</summary>
    internal string InPack(string name) => name[root.Length..];

    private static bool IsEmptyFolder(ZipEntry entry) => entry.File is { Size: 0, Name: [.., '/'] };

    /// <summary>The folders that a file lies in, as a zip names them: <c>trials/</c>, <c>trials/c01-r1/</c>.</summary>
    private static IEnumerable<string> Above(string file) =>
        from place in Enumerable.Range(0, file.Length)
        where file[place] == '/'
        select file[..(place + 1)];
}

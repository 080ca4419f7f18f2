using System.Security.Cryptography;
using System.Text;

namespace AethergenAI.Launcher.Building;

/// <summary>The files that a build reads, without the files that builds write.</summary>
/// <param name="Root">The folder that the paths start from.</param>
/// <param name="Paths">Files, and folders with everything below them; paths that do not exist are skipped.</param>
internal sealed record SourceFiles(string Root, params string[] Paths)
{
    private static readonly HashSet<string> Written = new(StringComparer.Ordinal)
    {
        "bin",
        "obj",
        "node_modules",
        "dist",
        "openapi",
        ".vite",
        "TestResults",
    };

    /// <summary>A checksum of the file names, and the time of the newest change.</summary>
    public (string Names, DateTime Newest) Look()
    {
        DateTime newest = DateTime.MinValue;
        List<string> names = [];
        foreach (FileInfo file in Paths.SelectMany(Files))
        {
            names.Add(Path.GetRelativePath(Root, file.FullName));
            newest = file.LastWriteTimeUtc > newest ? file.LastWriteTimeUtc : newest;
        }

        names.Sort(StringComparer.Ordinal);
        byte[] hash = SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', names)));
        return (Convert.ToHexStringLower(hash), newest);
    }

    private IEnumerable<FileInfo> Files(string path)
    {
        string full = Path.Combine(Root, path.Replace('/', Path.DirectorySeparatorChar));
        if (File.Exists(full))
        {
            return [new FileInfo(full)];
        }

        return Directory.Exists(full) ? Below(new DirectoryInfo(full)) : [];
    }

    private static IEnumerable<FileInfo> Below(DirectoryInfo folder) =>
        folder
            .EnumerateFiles()
            .Where(file => file.Name != "schema.d.ts" && file.Extension != ".tsbuildinfo")
            .Concat(folder.EnumerateDirectories().Where(child => !Written.Contains(child.Name)).SelectMany(Below));
}

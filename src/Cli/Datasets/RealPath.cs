namespace AethergenAI.Cli.Datasets;

/// <summary>The one path of a file or folder, however it is named: absolute, every symbolic link followed.</summary>
internal static class RealPath
{
    /// <summary>As many as Linux follows.</summary>
    private const int MaxLinks = 40;

    /// <param name="path">It need not exist.</param>
    /// <exception cref="IOException">The links lead in a circle.</exception>
    internal static string Of(string path) => Of(path, MaxLinks);

    private static string Of(string path, int links)
    {
        if (links == 0)
        {
            throw new IOException($"The symbolic links of '{path}' lead in a circle.");
        }
        string full = Path.GetFullPath(path),
            real = Path.GetPathRoot(full)!;
        foreach (
            string name in full[real.Length..].Split(Path.DirectorySeparatorChar, StringSplitOptions.RemoveEmptyEntries)
        )
        {
            string next = Path.Combine(real, name);
            real = new FileInfo(next).LinkTarget is { } target ? Of(Path.Combine(real, target), links - 1) : next;
        }

        return real;
    }
}

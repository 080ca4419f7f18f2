namespace AethergenAI.Cli.Backups;

internal static class BackupRefusals
{
    internal static RefusedException NoHome(string home) =>
        new(
            RefusalKind.NotFound,
            "backup.no-home",
            $"There is no installation in '{home}': it needs the folders postgres, blobs and keys. Name it with --home."
        );

    internal static RefusedException Running(string home) =>
        new(
            RefusalKind.Conflict,
            "backup.running",
            $"The system in '{home}' is running, and a copy of a running database cannot be restored. Stop it first "
                + "(Ctrl-C in its terminal), then run this again."
        );

    internal static RefusedException NotEmpty(string home) =>
        new(
            RefusalKind.Conflict,
            "backup.not-empty",
            $"'{home}' is not empty, and nothing in it may be overwritten. Name an empty or new folder with --home."
        );

    internal static RefusedException NotABackup(string file) =>
        new(
            RefusalKind.Invalid,
            "backup.not-a-backup",
            $"'{file}' is not a backup of AethergenAI, or was cut short. Nothing was restored. Give a "
                + "file that `aethergen backup` wrote."
        );

    internal static RefusedException Version(string file, int version) =>
        new(
            RefusalKind.Invalid,
            "backup.version",
            $"'{file}' is a backup of format {version}, which this version does not know. Restore it with the version "
                + "that made it."
        );

    internal static RefusedException Damaged(string file, string name) =>
        new(
            RefusalKind.Invalid,
            "backup.damaged",
            $"'{file}' is damaged: {name} is not as it was backed up. Nothing was restored. Use another backup."
        );
}

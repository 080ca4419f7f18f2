using System.CommandLine;
using System.Globalization;
using AethergenAI.Cli.Backups;

namespace AethergenAI.Cli.Commands;

/// <summary><c>backup</c> and <c>restore</c> of an installation on one machine.</summary>
internal static class BackupCommands
{
    internal static Command Backup()
    {
        var output = new Option<string>("--output", "-o")
        {
            Description = "The file to write; only you can read it, since it holds keys",
            HelpName = "FILE.zip",
            Required = true,
        };
        var home = Home();
        var command = new CliCommand(
            "backup",
            "Copy all state of the stopped system on this machine into one file: database, files, keys",
            "aethergen backup -o aethergen-backup.zip"
        )
        {
            output,
            home,
        };
        command.SetAction(
            async (parsed, ct) =>
            {
                string file = parsed.GetRequiredValue(output);
                OutputPlace.CheckFile(file);
                var written = await Backups.Backup.WriteAsync(HomeFolder.Of(parsed.GetValue(home)), file, ct);
                Show(written, file, parsed.GetValue(CommandLine.JsonOption), "in");
                return ExitCode.Done;
            }
        );
        return command;
    }

    internal static Command Restore()
    {
        var file = new Argument<string>("FILE.zip") { Description = "A backup" };
        var home = Home();
        var command = new CliCommand(
            "restore",
            "Put a backup into an empty home folder, each file checked against its hash; start it with aethergen up",
            "aethergen restore aethergen-backup.zip --home /srv/aethergen"
        )
        {
            file,
            home,
        };
        command.SetAction(
            async (parsed, ct) =>
            {
                var place = HomeFolder.Of(parsed.GetValue(home));
                var read = await Backups.Restore.ReadAsync(parsed.GetRequiredValue(file), place, ct);
                Show(read, place.Path, parsed.GetValue(CommandLine.JsonOption), "restored to");
                return ExitCode.Done;
            }
        );
        return command;
    }

    private static Option<string?> Home() =>
        new("--home") { Description = "The home folder; AETHERGEN_HOME or .aethergen if not given", HelpName = "DIR" };

    private static void Show(BackupManifest manifest, string place, bool json, string where)
    {
        long bytes = manifest.Files.Sum(file => file.Bytes);
        if (json)
        {
            Output.Json(
                new
                {
                    place,
                    files = manifest.Files.Count,
                    bytes,
                    manifest.At,
                    manifest.Software,
                }
            );
            return;
        }
        Console.Out.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{Counts.Of(manifest.Files.Count, "file")}, {bytes / 1e6:N1} MB, {where} {place}."
            )
        );
    }
}

using System.CommandLine;
using AethergenAI.Cards;
using AethergenAI.Evidence;
using AethergenAI.Runs;

namespace AethergenAI.Cli.Commands;

internal static class PackCommand
{
    /// <param name="Signer">The fingerprint of the signing key.</param>
    /// <param name="PublicKey">The file of the public key, for the people who verify the pack.</param>
    internal sealed record Answer(string Pack, string Sha256, string Signer, string PublicKey);

    internal static Command Create()
    {
        var run = new Argument<string>("OUT/") { Description = "The folder that run wrote" };
        var output = new Option<string>("--output", "-o")
        {
            Description = "The pack to write",
            DefaultValueFactory = _ => "pack.zip",
            HelpName = "pack.zip",
        };
        var command = new CliCommand(
            "pack",
            "Put a finished run into a signed pack that anyone can verify offline",
            "aethergen pack runs/example/ -o pack.zip"
        )
        {
            run,
            output,
        };
        command.SetAction(
            async (parsed, ct) =>
            {
                string folder = parsed.GetRequiredValue(run);
                string summarised = Path.Combine(folder, "summary.json");
                if (!File.Exists(summarised))
                {
                    throw CliRefusals.NotARun(folder);
                }
                string file = parsed.GetRequiredValue(output);
                OutputPlace.CheckFile(file);
                var summary = await JsonInput.ReadAsync<RunSummary>(summarised, "run's summary", ct);
                var artefacts = new FolderArtefacts(folder);
                var (opened, made) = await UserKey.OpenAsync(ct);
                using var key = opened;
                await AtomicFile.WriteAsync(
                    file,
                    (stream, stop) => EvidencePack.WriteAsync(stream, artefacts, summary, key, stop),
                    ct
                );
                await using var written = File.OpenRead(file);
                var answer = new Answer(file, await Sha256.HexAsync(written, ct), key.Fingerprint, UserKey.PublicPath);
                if (parsed.GetValue(CommandLine.JsonOption))
                {
                    Output.Json(answer);
                }
                else
                {
                    if (made)
                    {
                        Output.Note(
                            $"A new signing key was created for you in {UserKey.Folder}; only you can read it."
                        );
                    }
                    Console.Out.WriteLine($"{file}: signed by {answer.Signer}");
                    if (!File.Exists(Path.Combine(folder, CardFiles.Json)))
                    {
                        Output.Note(
                            $"The run has no card, so the pack has none. To have one, run aethergen resume {folder} "
                                + "and pack again."
                        );
                    }
                    Output.Note($"Give your public key to the people who verify the pack: {answer.PublicKey}");
                }

                return ExitCode.Done;
            }
        );
        return command;
    }
}

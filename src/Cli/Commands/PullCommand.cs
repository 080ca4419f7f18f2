using System.CommandLine;
using AethergenAI.Cli.Servers;

namespace AethergenAI.Cli.Commands;

internal static class PullCommand
{
    internal static Command Create()
    {
        var run = new Argument<string>("RUN") { Description = "The run's id" };
        var output = new Option<string?>("--output", "-o")
        {
            Description = "The folder for its files; runs/NAME if not given",
            HelpName = "OUT/",
        };
        var on = ServerListCommands.On();
        var command = new CliCommand(
            "pull",
            "Fetch the files of a run from a server, each checked against its hash",
            "aethergen pull 01a22b5a-1380-73a9-9224-0251e0e6b1a7 -o out/"
        )
        {
            run,
            output,
            on,
        };
        command.SetAction(
            async (parsed, ct) =>
            {
                string text = parsed.GetRequiredValue(run);
                if (!Guid.TryParse(text, out Guid id))
                {
                    throw ServerRefusals.NoRun(text);
                }
                using var server = await Server.OpenAsync(parsed.GetValue(on), ct);
                var found = await server.GetAsync<RemoteRun>($"/api/runs/{id}", ct);
                string folder = parsed.GetValue(output) ?? RunsFolder.Of(found.Name);
                bool json = parsed.GetValue(CommandLine.JsonOption);
                int fetched = await ProgressDisplay.DuringAsync($"pull {found.Name}", json, progress =>
                    PulledRun.FetchAsync(server, id, folder, progress, ct)
                );
                if (json)
                {
                    Output.Json(new { folder, fetched });
                }
                else
                {
                    Console.Out.WriteLine(
                        $"{Counts.Of(fetched, "file")} fetched; all files of the run are in {folder}."
                    );
                }
                return ExitCode.Done;
            }
        );
        return command;
    }
}

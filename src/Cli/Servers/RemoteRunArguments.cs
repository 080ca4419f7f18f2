using System.CommandLine;
using System.CommandLine.Parsing;
using AethergenAI.Workspace;

namespace AethergenAI.Cli.Servers;

/// <summary>The options of <c>run</c> for a server, and what it does with them.</summary>
internal sealed class RemoteRunArguments
{
    private readonly Option<string?> on = new("--on")
    {
        Description = "Run it on this server instead of here, and fetch its files to OUT/",
        HelpName = "URL",
    };

    private readonly Option<string?> project = new("--project")
    {
        Description =
            "With --on: the project on the server; the recipe's name if not given. It is made if there is none",
        HelpName = "NAME",
    };

    private readonly Option<bool> detach = new("--detach")
    {
        Description = "With --on: start the run and return; 'runs' and 'pull' find it again",
    };

    private readonly Option<bool> gpu = new("--needs-gpu")
    {
        Description = "With --on: only a worker with a GPU carries it out",
    };

    internal RemoteRunArguments(Command command)
    {
        command.Add(on);
        command.Add(project);
        command.Add(detach);
        command.Add(gpu);
        // What this machine would decide is not the server's.
        string[] local =
        [
            "--workers",
            "--fresh",
            "--device",
            "--prices",
            "--ledger",
            "--budget",
            "--reason",
            "--dataset",
            "--new-dataset",
            "--new-unit",
        ];
        command.Validators.Add(given =>
        {
            bool remote = given.GetResult(on) is { Implicit: false };
            string[] wrong =
            [
                .. given
                    .Children.OfType<OptionResult>()
                    .Where(option => !option.Implicit)
                    .Select(option => option.Option.Name)
                    .Where(name => remote ? local.Contains(name) : name is "--project" or "--detach" or "--needs-gpu"),
            ];
            foreach (string name in wrong)
            {
                given.AddError(remote ? $"{name} cannot be given with --on." : $"{name} needs --on URL.");
            }
        });
    }

    /// <summary>The server's address; null where the recipe is run here.</summary>
    internal string? Server(ParseResult parsed) => parsed.GetValue(on);

    internal async Task<int> CarryOutAsync(
        string address,
        RecipeFiles files,
        string folder,
        ParseResult parsed,
        CancellationToken ct
    )
    {
        bool json = parsed.GetValue(CommandLine.JsonOption);
        if (!parsed.GetValue(detach))
        {
            OutputPlace.CheckFolder(folder);
        }
        using var server = await Servers.Server.OpenAsync(address, ct);
        string name = files.Recipe.Name;
        RemoteRun? started = null;
        try
        {
            var uploaded = await ProgressDisplay.DuringAsync($"run {name}", json, async progress =>
            {
                var work = new RunOnServer(server, progress);
                return await work.UploadAsync(files, parsed.GetValue(project) ?? name, ct);
            });
            await RunOnServer.SaySpendingAsync(server, files.Recipe, uploaded, json, ct);
            var run = await ProgressDisplay.DuringAsync($"run {name}", json, async progress =>
            {
                var work = new RunOnServer(server, progress);
                started = await work.StartAsync(files.Recipe, uploaded, parsed.GetValue(gpu), ct);
                if (parsed.GetValue(detach))
                {
                    return started;
                }
                var ended = await work.FollowAsync(started.Id, ct);
                await PulledRun.FetchAsync(server, ended.Id, folder, progress, ct);
                return ended;
            });
            return Show(run, server, folder, json);
        }
        catch (OperationCanceledException) when (started is { } left)
        {
            Output.Note(
                $"The run goes on. Fetch its files later: aethergen pull {left.Id} --on {server.Address}",
                json
            );
            throw;
        }
    }

    private static int Show(RemoteRun run, Server server, string folder, bool json)
    {
        if (run.Status == RunStatus.Refused)
        {
            throw new RefusedException(
                RefusalKind.Conflict,
                run.ProblemCode ?? "unexpected",
                run.ProblemMessage ?? "The server refused the run."
            );
        }
        if (json)
        {
            Output.Json(
                new
                {
                    run.Id,
                    run.Status,
                    run.Summary,
                }
            );
        }
        else if (run.Summary is { } summary)
        {
            SummaryText.Print(summary, folder);
        }
        else
        {
            string word = run.Status == RunStatus.Cancelled ? "was cancelled" : "is queued";
            Console.Out.WriteLine($"Run {run.Id} {word} on {server.Address}.");
        }
        return run.Status == RunStatus.Cancelled ? ExitCode.Cancelled : ExitCode.Done;
    }
}

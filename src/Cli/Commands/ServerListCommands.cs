using System.CommandLine;
using AethergenAI.Cli.Servers;

namespace AethergenAI.Cli.Commands;

/// <summary>What there is on a server: <c>runs</c> and <c>budget</c>.</summary>
internal static class ServerListCommands
{
    internal static Option<string?> On() =>
        new("--on")
        {
            Description = "The server's address; may be left out if you are signed in to one server",
            HelpName = "URL",
        };

    internal static Command Runs()
    {
        var on = On();
        var project = new Option<string?>("--project") { Description = "Only runs of this project", HelpName = "NAME" };
        var command = new CliCommand(
            "runs",
            "List the runs on a server, latest first",
            "aethergen runs",
            "aethergen runs --on https://aethergen.example.org --project Ageing --json"
        )
        {
            on,
            project,
        };
        command.SetAction(
            async (parsed, ct) =>
            {
                using var server = await Server.OpenAsync(parsed.GetValue(on), ct);
                var projects = await ProjectsAsync(server, parsed.GetValue(project), ct);
                List<(RemoteProject Project, RemoteRun Run)> runs = [];
                foreach (RemoteProject one in projects)
                {
                    var found = await server.ListAsync<RemoteRun>($"/api/projects/{one.Id}/runs", ct);
                    runs.AddRange(found.Select(run => (one, run)));
                }

                Show([.. runs.OrderByDescending(row => row.Run.CreatedAt)], parsed.GetValue(CommandLine.JsonOption));
                return ExitCode.Done;
            }
        );
        return command;
    }

    internal static Command Budget()
    {
        var on = On();
        var project = new Option<string?>("--project")
        {
            Description = "Only seeds of this project",
            HelpName = "NAME",
        };
        var command = new CliCommand(
            "budget",
            "Show what each seed on a server has spent and left of its privacy budget",
            "aethergen budget",
            "aethergen budget --project Ageing --json"
        )
        {
            on,
            project,
        };
        command.SetAction(
            async (parsed, ct) =>
            {
                using var server = await Server.OpenAsync(parsed.GetValue(on), ct);
                List<SeedBudget> rows = [];
                foreach (RemoteProject one in await ProjectsAsync(server, parsed.GetValue(project), ct))
                {
                    foreach (var seed in await server.ListAsync<RemoteSeed>($"/api/projects/{one.Id}/seeds", ct))
                    {
                        var ledger = await server.GetAsync<RemoteLedger>($"/api/seeds/{seed.Id}/ledger", ct);
                        rows.Add(new SeedBudget(one.Name, seed.Name, ledger));
                    }
                }

                Show(rows, parsed.GetValue(CommandLine.JsonOption));
                return ExitCode.Done;
            }
        );
        return command;
    }

    private sealed record SeedBudget(string Project, string Seed, RemoteLedger Ledger);

    private static async Task<List<RemoteProject>> ProjectsAsync(Server server, string? name, CancellationToken ct)
    {
        var projects = await server.ListAsync<RemoteProject>("/api/projects", ct);
        if (name is null)
        {
            return projects;
        }
        var named = projects.FindAll(project => project.Name == name);
        return named.Count > 0 ? named : throw ServerRefusals.NoSuchProject(name);
    }

    private static void Show(IReadOnlyList<(RemoteProject Project, RemoteRun Run)> runs, bool json)
    {
        if (json)
        {
            Output.Json(
                runs.Select(row => new
                {
                    row.Run.Id,
                    project = row.Project.Name,
                    row.Run.Name,
                    row.Run.Owner,
                    row.Run.Status,
                    verdict = row.Run.Summary?.Verdict,
                    row.Run.CreatedAt,
                    row.Run.ProblemCode,
                    row.Run.Waits,
                })
            );
            return;
        }
        Output.Grid(
            Console.Out,
            ["run", "project", "name", "by", "state", "verdict"],
            runs.Select(row =>
                (string[])
                    [
                        row.Run.Id.ToString(),
                        row.Project.Name,
                        row.Run.Name,
                        row.Run.Owner,
                        row.Run.ProblemCode ?? State(row.Run),
                        row.Run.Summary?.Verdict?.Outcome.ToString().ToLowerInvariant() ?? "–",
                    ]
            )
        );
        foreach (var (_, run) in runs.Where(row => row.Run.Waits is not null))
        {
            Console.Out.WriteLine($"{run.Id} {run.Waits!.Line}");
        }
    }

    private static void Show(IReadOnlyList<SeedBudget> rows, bool json)
    {
        if (json)
        {
            Output.Json(rows);
            return;
        }
        Output.Grid(
            Console.Out,
            ["project", "seed", "ε spent", "ε left", "budget", "uses without protection"],
            rows.Select(row =>
                (string[])
                    [
                        row.Project,
                        row.Seed,
                        Output.Figure(row.Ledger.EpsilonSpent) + Discovery(row.Ledger),
                        Output.Figure(row.Ledger.EpsilonLeft),
                        row.Ledger.Budget is { } budget ? $"ε {Output.Figure(budget.Epsilon)}" : "none set",
                        row.Ledger.Outside.ToString(System.Globalization.CultureInfo.InvariantCulture),
                    ]
            )
        );
    }

    private static string Discovery(RemoteLedger ledger) =>
        ledger.DeltaSpent > 0 ? $" (finding the domains: δ {ledger.DeltaSpent:0.###e-0})" : "";

    private static string State(RemoteRun run) =>
        run.Waits is null ? run.Status.ToString().ToLowerInvariant() : "waits";
}

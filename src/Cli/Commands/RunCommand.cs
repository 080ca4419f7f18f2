using System.CommandLine;
using AethergenAI.Cli.Servers;
using AethergenAI.Onnx;
using AethergenAI.Onnx.Networks;
using AethergenAI.Pipeline;
using AethergenAI.Recipes.Planning;

namespace AethergenAI.Cli.Commands;

/// <summary><c>run RECIPE</c> and <c>resume OUT/</c>, available at the top level and under <c>recipe</c>.</summary>
internal static class RunCommand
{
    internal static Command Create(string path)
    {
        var recipe = new Argument<string>("RECIPE") { Description = "A recipe of one or more trials, JSON or YAML" };
        var output = new Option<string?>("--output", "-o")
        {
            Description = "The output folder; runs/NAME if not given. A stopped run of the same recipe there continues",
            HelpName = "OUT/",
        };
        var command = new CliCommand(
            "run",
            "Run a recipe: split, fit, sample and evaluate every trial, then compare the trials",
            $"aethergen {path}run docs/ABLATION_RECIPES_EXAMPLE.json",
            $"aethergen {path}run recipe.yaml -o out/ --json",
            $"aethergen {path}run recipe.yaml --on https://aethergen.example.org"
        )
        {
            recipe,
            output,
        };
        var runner = new RunArguments(command);
        var remote = new RemoteRunArguments(command);
        command.SetAction(
            async (parsed, ct) =>
            {
                var files = await RecipeFiles.OpenAsync(parsed.GetRequiredValue(recipe), ct);
                string folder = parsed.GetValue(output) ?? RunsFolder.Of(files.Recipe.Name);
                if (remote.Server(parsed) is { } server)
                {
                    return await remote.CarryOutAsync(server, files, folder, parsed, ct);
                }
                return await CarryOutAsync(files, folder, runner, parsed, ct);
            }
        );
        return command;
    }

    internal static Command Resume(string path)
    {
        var output = new Argument<string>("OUT/") { Description = "The folder of a started run" };
        var command = new CliCommand(
            "resume",
            "Continue a run where it stopped; a finished run is checked and left as it is",
            $"aethergen {path}resume out/"
        )
        {
            output,
        };
        var runner = new RunArguments(command);
        command.SetAction(
            async (parsed, ct) =>
            {
                string folder = parsed.GetRequiredValue(output);
                return await CarryOutAsync(await RecipeFiles.ResumeAsync(folder, ct), folder, runner, parsed, ct);
            }
        );
        return command;
    }

    private static async Task<int> CarryOutAsync(
        RecipeFiles files,
        string folder,
        RunArguments runner,
        ParseResult parsed,
        CancellationToken ct
    )
    {
        await files.CheckFolderAsync(folder, ct);
        bool isNew = !files.IsKeptIn(folder);
        using var device = runner.Device(parsed);
        var account = await runner.AccountAsync(parsed, files, folder, ct);
        var prices = await runner.PricesAsync(parsed, ct);
        var (key, made) = await UserKey.OpenAsync(ct);
        using var signing = key;
        if (made)
        {
            Output.Note($"A new signing key was created for you in {UserKey.Folder}; only you can read it.");
        }
        var inputs = await ProgressDisplay.DuringAsync($"run {files.Recipe.Name}", _ =>
            Task.Run(() => files.Inputs(ct), ct)
        );
        var trials = TrialPlan.Of(files.Recipe);
        if (isNew)
        {
            PlannedFits.Require(files.Recipe, trials, inputs.Schemas);
        }
        var siblings = new FolderTrialCache(folder);
        var cache = runner.Fresh(parsed) ? null : siblings;
        var artefacts = new FolderArtefacts(folder);
        if (account is not null)
        {
            var unfitted = await OpenFits.UnfittedAsync(trials, artefacts, ct);
            PlannedSpending.RequireFor(unfitted, inputs.Schemas, account.Ledger.Read()); // before the rows are read
        }
        var open = await OpenFits.OfAsync(
            files.Recipe,
            inputs,
            artefacts,
            cache is null ? null : await cache.OfPrivateAsync(ct),
            device.Provider,
            account,
            ct
        );
        var ledger = account?.Ledger.Read();
        string? spending = PlannedSpending.Planned(trials, open, inputs.Schemas, ledger?.Limit, ledger?.EpsilonLeft);
        SpendingNotes.Say(spending, files.Recipe, inputs.Schemas, json: false);
        if (account is not null)
        {
            // The run asks this again once it has read the rows; where none were read so far, none need to be.
            PlannedSpending.Require(open, inputs.Schemas, ledger!, account.Run);
        }
        var summary = await ProgressDisplay.DuringAsync($"run {files.Recipe.Name}", async progress =>
        {
            await files.KeepOriginAsync(folder, ct);
            using var slots = new SemaphoreSlim(runner.Workers(parsed));
            var services = new RunServices(
                Generators.All,
                graph => new OnnxTokenSampler(graph, device),
                artefacts,
                new FolderTrialQueue(folder),
                slots,
                progress,
                TimeProvider.System,
                ThisMachine.Describe()
            )
            {
                TrialCache = cache,
                Past = await siblings.TimesAsync(ct),
                Privacy = account,
                Prices = prices,
                Network = NetworkLearner.Fit,
                Device = device.Provider,
            };
            return await Task.Run(
                () => RunPipeline.CarryOutAsync(files.Recipe, inputs, services, key, seal: false, ct),
                ct
            );
        });
        PrivacyArguments.Settle(account);
        if (parsed.GetValue(CommandLine.JsonOption))
        {
            Output.Json(summary);
        }
        else
        {
            SummaryText.Print(summary, folder);
        }
        return ExitCode.Done;
    }
}

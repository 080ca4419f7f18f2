using System.CommandLine;
using System.Globalization;
using AethergenAI.Onnx;
using AethergenAI.Pipeline;
using AethergenAI.Recipes;
using AethergenAI.Recipes.Planning;

namespace AethergenAI.Cli.Commands;

/// <summary><c>plan RECIPE</c>, available at the top level and under <c>recipe</c>.</summary>
internal static class PlanCommand
{
    internal static Command Create(string path)
    {
        var recipe = new Argument<string>("RECIPE") { Description = "A recipe, JSON or YAML" };
        var output = new Option<string?>("--output", "-o")
        {
            Description = "The planned output folder; earlier runs in folders beside it are the basis of the times",
            HelpName = "OUT/",
        };
        var command = new CliCommand(
            "plan",
            "Show what a recipe would do, without running it: trials, confounded effects, ε, time and cost",
            $"aethergen {path}plan docs/ABLATION_RECIPES_EXAMPLE.json",
            $"aethergen {path}plan recipe.yaml --json"
        )
        {
            recipe,
            output,
        };
        var privacy = new PrivacyArguments(command);
        command.SetAction(
            async (parsed, ct) =>
            {
                var files = await RecipeFiles.OpenAsync(parsed.GetRequiredValue(recipe), ct);
                string folder = parsed.GetValue(output) ?? RunsFolder.Of(files.Recipe.Name);
                var siblings = new FolderTrialCache(folder);
                var inputs = await Task.Run(() => files.Inputs(ct), ct);
                var trials = TrialPlan.Of(files.Recipe);
                PlannedFits.Require(files.Recipe, trials, inputs.Schemas);
                string? spending = null;
                if (await Task.Run(() => privacy.Account(parsed, files, folder, ct), ct) is { } account)
                {
                    PlannedSpending.RequireFor(trials, inputs.Schemas, account.Ledger.Read());
                    var open = PlannedSpending.IsPrivate(trials)
                        ? await OpenAsync(files.Recipe, inputs, folder, siblings, ct)
                        : trials;
                    var ledger = account.Ledger.Read();
                    PlannedSpending.Require(open, inputs.Schemas, ledger, account.Run);
                    spending = PlannedSpending.Planned(trials, open, inputs.Schemas, ledger.Limit, ledger.EpsilonLeft);
                    privacy.TellUnset(parsed);
                }

                int? rows = await Task.Run(() => RunPipeline.PlannedRowsAsync(files.Recipe, inputs, ct), ct);
                var past = await siblings.TimesAsync(ct);
                var plan = TypicalTimes.Noted(
                    Planner.Of(
                        files.Recipe,
                        new PlanFacts(rows, TypicalTimes.Beside(past)) { Schemas = inputs.Schemas, Spending = spending }
                    ),
                    past
                );
                if (parsed.GetValue(CommandLine.JsonOption))
                {
                    Output.Json(plan);
                }
                else
                {
                    Print(plan);
                }
                return ExitCode.Done;
            }
        );
        return command;
    }

    /// <summary>The trials whose fits are still to be made. Finding them records nothing in a ledger, so where the
    /// rows cannot be read, all are, and nothing is said of the rows.</summary>
    private static async Task<IReadOnlyList<Trial>> OpenAsync(
        Recipe recipe,
        RunInputs inputs,
        string folder,
        FolderTrialCache siblings,
        CancellationToken ct
    )
    {
        using var device = Device.Open("auto");
        var cache = await siblings.OfPrivateAsync(ct);
        var artefacts = new FolderArtefacts(folder);
        return await OpenFits.OfAsync(recipe, inputs, artefacts, cache, device.Provider, account: null, ct);
    }

    private static void Print(Plan plan)
    {
        if (plan.Question is { } question)
        {
            Console.Out.WriteLine(question);
        }
        Output.Grid(
            Console.Out,
            ["trial", "levels", "generator", "ε", "seconds"],
            plan.Trials.Select(trial =>
                (string[])
                    [
                        trial.Name,
                        SummaryText.Levels(trial.Levels),
                        trial.Generator,
                        Figure(trial.Epsilon, "none"),
                        Figure(trial.Seconds, "unknown"),
                    ]
            )
        );
        Output.Grid(
            Console.Out,
            ["effect", "estimable", "confounded with"],
            plan.Effects.Select(effect =>
                (string[])
                    [
                        effect.Name,
                        effect.Estimable ? "yes" : "no",
                        effect.AliasedWith.Count == 0 ? "nothing" : string.Join(", ", effect.AliasedWith),
                    ]
            )
        );
        foreach (string word in plan.Design.Relation)
        {
            Console.Out.WriteLine($"Defining relation: {word}");
        }
        Console.Out.WriteLine(
            $"{Counts.Of(plan.Trials.Count, "trial")} in {Counts.Of(plan.Cells.Count, "cell")}; ε in total "
                + $"{Figure(plan.Epsilon, "none")}; "
                + $"time {Duration(plan.Seconds)}; cost {Figure(plan.Money, "unpriced")}."
        );
        if (plan.Spending is { } spending)
        {
            Console.Out.WriteLine(spending);
        }
        foreach (string note in plan.Notes)
        {
            Console.Out.WriteLine(note);
        }
        Console.Out.WriteLine($"Recipe hash {plan.RecipeHash}");
    }

    private static string Figure(double? value, string missing) =>
        value is { } figure ? figure.ToString("0.##", CultureInfo.InvariantCulture) : missing;

    private static string Duration(double? seconds) =>
        seconds is { } known
            ? TimeSpan.FromSeconds(known).ToString(@"h\:mm\:ss", CultureInfo.InvariantCulture) + " one after another"
            : "unknown";
}

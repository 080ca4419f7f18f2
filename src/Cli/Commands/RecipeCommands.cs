using System.CommandLine;
using AethergenAI.Pipeline;
using AethergenAI.Recipes;
using AethergenAI.Recipes.Checks;
using AethergenAI.Recipes.Planning;

namespace AethergenAI.Cli.Commands;

internal static class RecipeCommands
{
    /// <param name="Trials">The number of trials; null if this version cannot run the recipe.</param>
    /// <param name="WaitsFor">The part that a later version adds and that the recipe needs; null if none.</param>
    /// <param name="Notes">What the recipe sets and nothing reads, and what could not be checked.</param>
    internal sealed record CheckAnswer(
        string Name,
        string Hash,
        int? Trials,
        string? WaitsFor,
        IReadOnlyList<string> Notes
    );

    internal static Command Create() =>
        new("recipe", "Write, check, plan, run and compare recipes")
        {
            New(),
            Check(),
            PlanCommand.Create("recipe "),
            RunCommand.Create("recipe "),
            RunCommand.Resume("recipe "),
            Diff(),
            Export(),
        };

    private static CliCommand New()
    {
        var template = new Option<string>("--template")
        {
            Description =
                "The template to start from: " + string.Join(", ", RecipeTemplates.All.Select(known => known.Name)),
            HelpName = "NAME",
            DefaultValueFactory = _ => RecipeTemplates.All[0].Name,
        };
        var seed = new Option<string?>("--seed")
        {
            Description = "The real rows: CSV, Parquet or sample:NAME",
            HelpName = "SEED.csv",
        };
        var output = new Option<string?>("--output", "-o")
        {
            Description = "Write it here, .json or .yaml, instead of to stdout",
            HelpName = "RECIPE",
        };
        var command = new CliCommand(
            "new",
            "Write a new recipe from a template",
            "aethergen recipe new --template generators --seed sample:birdstrikes.csv -o recipe.yaml"
        )
        {
            template,
            seed,
            output,
        };
        command.SetAction(
            async (parsed, ct) =>
            {
                var chosen = RecipeTemplates.Find(parsed.GetRequiredValue(template));
                var recipe = RecipeReader.Read(chosen.Text, yaml: false);
                if (parsed.GetValue(seed) is { } data)
                {
                    recipe = recipe with { Data = recipe.Data with { Seed = data } };
                }
                if (chosen.WaitsFor is { } part)
                {
                    Output.Note($"This version can write and check such a recipe, but not run it: it lacks {part}.");
                }
                await WriteAsync(recipe, parsed.GetValue(output), ct);
                return ExitCode.Done;
            }
        );
        return command;
    }

    private static CliCommand Check()
    {
        var file = new Argument<string>("RECIPE") { Description = "A recipe, JSON or YAML" };
        var command = new CliCommand(
            "check",
            "Check whether a recipe can be run, and print its hash",
            "aethergen recipe check docs/ABLATION_RECIPES_EXAMPLE.json"
        )
        {
            file,
        };
        command.SetAction(
            async (parsed, ct) =>
            {
                var files = await RecipeFiles.OpenAsync(parsed.GetRequiredValue(file), ct);
                var recipe = files.Recipe;
                string? waits = RecipeTemplates.WaitsFor(recipe);
                int? trials = waits is null ? TrialPlan.Of(recipe).Count : null;
                if (waits is null)
                {
                    Planner.Of(recipe, new PlanFacts());
                }
                var answer = new CheckAnswer(
                    recipe.Name,
                    RecipeHash.Of(recipe),
                    trials,
                    waits,
                    [.. UnreadSettings.Of(recipe), .. await CheckDataAsync(files, ct)]
                );
                if (parsed.GetValue(CommandLine.JsonOption))
                {
                    Output.Json(answer);
                }
                else if (waits is not null)
                {
                    Console.Out.WriteLine(
                        $"The recipe is valid, hash {answer.Hash}, but this version cannot run it: it lacks {waits}."
                    );
                }
                else
                {
                    Console.Out.WriteLine(
                        $"The recipe is valid: {Counts.Of(answer.Trials ?? 0, "trial")}, hash {answer.Hash}."
                    );
                }
                foreach (string note in parsed.GetValue(CommandLine.JsonOption) ? [] : answer.Notes)
                {
                    Console.Out.WriteLine(note);
                }
                return ExitCode.Done;
            }
        );
        return command;
    }

    /// <returns>A note where the data could not be checked.</returns>
    private static async Task<IEnumerable<string>> CheckDataAsync(RecipeFiles files, CancellationToken ct)
    {
        if (files.MissingFile() is { } missing)
        {
            return [$"The data was not checked, because {missing} does not exist yet."];
        }
        var inputs = await Task.Run(() => files.Inputs(ct), ct);
        if (RecipeTemplates.WaitsFor(files.Recipe) is null)
        {
            PlannedFits.Require(files.Recipe, TrialPlan.Of(files.Recipe), inputs.Schemas);
        }
        await Task.Run(() => RunPipeline.CheckAsync(files.Recipe, inputs, ct), ct);
        return [];
    }

    private static CliCommand Diff()
    {
        var (left, right) = (
            new Argument<string>("A") { Description = "A recipe, or a run's folder" },
            new Argument<string>("B") { Description = "Another recipe or folder" }
        );
        var command = new CliCommand(
            "diff",
            "List the keys in which two recipes differ",
            "aethergen recipe diff docs/ABLATION_RECIPES_EXAMPLE.json recipe.yaml"
        )
        {
            left,
            right,
        };
        command.SetAction(
            async (parsed, ct) =>
            {
                var (a, _) = await RecipeFiles.OpenAnyAsync(parsed.GetRequiredValue(left), ct);
                var (b, _) = await RecipeFiles.OpenAnyAsync(parsed.GetRequiredValue(right), ct);
                var changes = RecipeDifference.Of(a, b);
                if (parsed.GetValue(CommandLine.JsonOption))
                {
                    Output.Json(changes);
                }
                else if (changes.Count == 0)
                {
                    Console.Out.WriteLine($"The recipes are the same: hash {RecipeHash.Of(a)}.");
                }
                else
                {
                    RecipeDifferences.Print(changes);
                }
                return ExitCode.Done;
            }
        );
        return command;
    }

    private static CliCommand Export()
    {
        var place = new Argument<string>("RECIPE|OUT/") { Description = "A recipe, or the folder of a started run" };
        var output = new Option<string?>("--output", "-o")
        {
            Description = "Write it here, .json or .yaml, instead of to stdout",
            HelpName = "RECIPE",
        };
        var command = new CliCommand(
            "export",
            "Write a recipe as JSON or YAML with all defaults filled in; its hash stays the same",
            "aethergen recipe export docs/ABLATION_RECIPES_EXAMPLE.json -o recipe.yaml"
        )
        {
            place,
            output,
        };
        command.SetAction(
            async (parsed, ct) =>
            {
                var (recipe, _) = await RecipeFiles.OpenAnyAsync(parsed.GetRequiredValue(place), ct);
                await WriteAsync(recipe, parsed.GetValue(output), ct);
                return ExitCode.Done;
            }
        );
        return command;
    }

    private static async Task WriteAsync(Recipe recipe, string? output, CancellationToken ct)
    {
        bool yaml = output is not null && Path.GetExtension(output).ToLowerInvariant() is ".yaml" or ".yml";
        string text = RecipeWriter.Write(recipe, yaml);
        if (output is null)
        {
            Console.Out.Write(text);
            return;
        }

        OutputPlace.CheckFile(output);
        await AtomicFile.WriteAsync(output, System.Text.Encoding.UTF8.GetBytes(text), ct);
        Output.Note($"{output}: hash {RecipeHash.Of(recipe)}");
    }
}

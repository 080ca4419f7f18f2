using System.CommandLine;
using System.Text.Json;
using AethergenAI.Formats;
using AethergenAI.Onnx;
using AethergenAI.Recipes;
using AethergenAI.Runs;
using AethergenAI.Schemas;

namespace AethergenAI.Cli.Commands;

internal static class RunCommand
{
    private const string RecipeName = "recipe.json";

    /// <summary>As many as a terminal is wide enough for.</summary>
    private const int CellsAcross = 5;

    internal static Command Create()
    {
        var recipe = new Argument<string>("RECIPE") { Description = "A recipe of one or more trials, JSON or YAML" };
        var output = new Option<string?>("--output", "-o")
        {
            Description = "Where everything goes; runs/NAME where not given. The same recipe goes on where it stopped", HelpName = "OUT/",
        };
        var workers = new Option<int>("--workers")
        {
            Description = "Trials carried out at once; one for each core, at most eight, where not given", HelpName = "N",
            DefaultValueFactory = _ => Math.Clamp(Environment.ProcessorCount, 1, 8),
        };
        workers.Validators.Add(given => { if (given.GetValueOrDefault<int>() is < 1 or > 256) { given.AddError("--workers takes a whole number from 1 to 256."); } });
        var fresh = new Option<bool>("--fresh") { Description = "Carry out every trial, also those that a run beside OUT/ has done already" };
        var ledger = new PrivacyArguments("OUT/ledger.json");
        var command = new CliCommand(
            "run", "Carry out a recipe: split, fit, sample and evaluate every trial, then compare them",
            "aethergen run docs/ABLATION_RECIPES_EXAMPLE.json",
            "aethergen run recipe.yaml -o out/ --json")
        {
            recipe, output, workers, fresh, ledger.File, ledger.Budget,
        };
        command.SetAction(async (parsed, ct) =>
        {
            string file = parsed.GetRequiredValue(recipe);
            var read = await ReadAsync(file, ct);
            string folder = parsed.GetValue(output) ?? Path.Combine("runs", FolderName(read.Name));
            await CheckFolderAsync(folder, read, ct);
            OutputPlace.CheckFolder(folder);
            var account = ledger.Account(parsed, read, Path.Combine(folder, LedgerFile.Name));
            var summary = await Watching.DuringAsync($"run {read.Name}", async progress =>
            {
                var inputs = await Task.Run(() => Inputs(read, Path.GetDirectoryName(Path.GetFullPath(file))!, ct), ct);
                using var hands = new SemaphoreSlim(parsed.GetValue(workers));
                var workshop = new Workshop(
                    Generators.All, graph => new OnnxTokenSampler(graph), new FolderArtefacts(folder), new FolderBoard(folder), hands, progress, TimeProvider.System)
                {
                    Earlier = parsed.GetValue(fresh) ? null : new NeighbourTrials(folder), Privacy = account,
                };
                return await Task.Run(() => Pipeline.CarryOutAsync(read, inputs, workshop, key: null, ct), ct);
            });
            if (parsed.GetValue(CommandLine.JsonOption)) { Output.Json(summary); } else { Print(summary, folder); }
            return ExitCode.Done;
        });
        return command;
    }

    private static async Task<Recipe> ReadAsync(string file, CancellationToken ct)
    {
        bool yaml = Path.GetExtension(file).ToLowerInvariant() is ".yaml" or ".yml";
        return RecipeReader.Read(await Documents.TextAsync(file, ct), yaml);
    }

    /// <summary>A run of the same recipe goes on; anything else that lies there is left alone.</summary>
    private static async Task CheckFolderAsync(string folder, Recipe recipe, CancellationToken ct)
    {
        string kept = Path.Combine(folder, RecipeName);
        if (File.Exists(folder)) { throw CliRefusals.NotEmpty(folder); }
        if (File.Exists(kept))
        {
            if (RecipeHash.Of(await ReadAsync(kept, ct)) != RecipeHash.Of(recipe)) { throw CliRefusals.OtherRecipe(folder); }
        }
        else if (Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any())
        {
            throw CliRefusals.NotEmpty(folder);
        }
    }

    private static RunInputs Inputs(Recipe recipe, string relativeTo, CancellationToken ct)
    {
        string seed = PackagedData.Resolve(recipe.Data.Seed, relativeTo);
        var schema = recipe.Data.Schema is { } path
            ? SchemaReader.Read(File.ReadAllText(PackagedData.Resolve(path, relativeTo)))
            : TableFile.Infer(seed, Path.GetFileNameWithoutExtension(seed), ct: ct).Schema;
        return new RunInputs(
            schema, Opened(seed), recipe.Data.Holdout is { } holdout ? Opened(PackagedData.Resolve(holdout, relativeTo)) : null);

        static InputFile Opened(string file) => new(
            Path.GetFileName(file),
            _ => Task.FromResult<Stream>(File.OpenRead(file)),
            (schema, stop) => Task.Run(() => TableFile.Read(file, schema, ct: stop), stop));
    }

    private static void Print(RunSummary summary, string folder)
    {
        if (summary.Question is { } question) { Console.Out.WriteLine(question); }
        string[] measures =
            [.. summary.Cells.SelectMany(cell => cell.Measures).Select(measure => measure.Name).Distinct(StringComparer.Ordinal)];
        foreach (var cells in summary.Cells.Chunk(CellsAcross))
        {
            Output.Grid(Console.Out, ["mean over repeats", .. cells.Select(Heading)], measures.Select(name => (string[])
                [name, .. cells.Select(cell => Output.Figure(cell.Measures.FirstOrDefault(measure => measure.Name == name)?.Mean))]));
        }

        foreach (var trial in summary.Trials.Where(trial => trial.Failure is not null))
        {
            Console.Out.WriteLine($"{trial.Name} was refused: {trial.Failure!.Message} [{trial.Failure.Code}]");
        }
        Console.Out.WriteLine(summary.Answer);
        Output.Note($"Everything is in {folder}; seal it with: aethergen pack {folder} -o pack.zip");
    }

    private static string Heading(CellSummary cell)
    {
        string levels = string.Join(", ", cell.Levels.Select(level => $"{level.Key} {Word(level.Value)}"));
        string failed = cell.Failures == 0 ? "" : $", {cell.Failures} of {cell.Trials} refused";
        return $"{cell.Cell}: {(levels.Length == 0 ? "as the base" : levels)}{failed}";
    }

    private static string Word(JsonElement level) => level.ValueKind == JsonValueKind.String ? level.GetString()! : level.GetRawText();

    /// <summary>Letters and digits as they are, everything else one hyphen.</summary>
    private static string FolderName(string name)
    {
        char[] letters = [.. name.Select(letter => char.IsLetterOrDigit(letter) || letter is '-' or '_' or '.' ? letter : ' ')];
        string plain = string.Join('-', new string(letters).Split(' ', StringSplitOptions.RemoveEmptyEntries)).Trim('.');
        return plain.Length == 0 ? "run" : plain;
    }
}

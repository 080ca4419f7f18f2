using AethergenAI.Formats;
using AethergenAI.Generation;
using AethergenAI.Pipeline;
using AethergenAI.Recipes;
using AethergenAI.Recipes.Planning;
using AethergenAI.Schemas;
using AethergenAI.Tables.Csv;

namespace AethergenAI.Cli;

/// <summary>A recipe and the files that it names.</summary>
/// <param name="Folder">The folder that the recipe's relative paths start from.</param>
internal sealed record RecipeFiles(Recipe Recipe, string Folder)
{
    /// <summary>The file in a run's folder that stores <see cref="Folder"/>.</summary>
    private const string Origin = ".origin";

    private const string Kept = "recipe.json";

    private readonly NotesOutput notes = new(json: false);

    /// <exception cref="RefusedException">The file does not exist, or its recipe is invalid.</exception>
    internal static async Task<RecipeFiles> OpenAsync(string file, CancellationToken ct)
    {
        bool yaml = Path.GetExtension(file).ToLowerInvariant() is ".yaml" or ".yml";
        return new RecipeFiles(
            RecipeReader.Read(await JsonInput.TextAsync(file, ct), yaml),
            Path.GetDirectoryName(Path.GetFullPath(file))!
        );
    }

    /// <summary>Reads the recipe from a file, or from a run's folder.</summary>
    internal static Task<RecipeFiles> OpenAnyAsync(string place, CancellationToken ct) =>
        Directory.Exists(place) ? ResumeAsync(place, ct) : OpenAsync(place, ct);

    /// <summary>Reads the recipe of the run that was started in <paramref name="output"/>.</summary>
    /// <exception cref="RefusedException">No run was started there.</exception>
    internal static async Task<RecipeFiles> ResumeAsync(string output, CancellationToken ct)
    {
        string kept = Path.Combine(output, Kept),
            origin = Path.Combine(output, Origin);
        if (!File.Exists(kept))
        {
            throw CliRefusals.NothingBegun(output);
        }

        var read = await OpenAsync(kept, ct);
        return File.Exists(origin) ? read with { Folder = (await File.ReadAllTextAsync(origin, ct)).Trim() } : read;
    }

    internal Task KeepOriginAsync(string output, CancellationToken ct) =>
        AtomicFile.WriteAsync(Path.Combine(output, Origin), System.Text.Encoding.UTF8.GetBytes(Folder), ct);

    /// <summary>Accepts an empty folder, or a run of the same recipe to continue.</summary>
    /// <exception cref="RefusedException">The folder holds anything else.</exception>
    internal async Task CheckFolderAsync(string output, CancellationToken ct)
    {
        if (File.Exists(output))
        {
            throw CliRefusals.NotEmpty(output);
        }
        if (File.Exists(Path.Combine(output, Kept)))
        {
            var other = await OpenAsync(Path.Combine(output, Kept), ct);
            if (RecipeHash.Of(other.Recipe) != RecipeHash.Of(Recipe))
            {
                throw CliRefusals.OtherRecipe(output);
            }
        }
        else if (
            Directory.Exists(output)
            && Directory
                .EnumerateFileSystemEntries(output)
                .Any(entry => Path.GetFileName(entry) is not (FolderArtefacts.Locks or Origin))
        )
        {
            throw CliRefusals.NotEmpty(output);
        }

        OutputPlace.CheckFolder(output);
    }

    /// <summary>Whether a run of this recipe was begun in the folder.</summary>
    internal bool IsKeptIn(string output) => File.Exists(Path.Combine(output, Kept));

    /// <summary>Finds the recipe's data files, and reads each schema or infers it from the seed.</summary>
    internal RunInputs Inputs(CancellationToken ct) =>
        Inputs(Recipe.Data.Seed, Recipe.Data.Schema, Recipe.Data.Holdout, ct) with
        {
            Blocks =
            [
                .. (Recipe.Data.Blocks ?? []).Select(block => Inputs(block.Seed, block.Schema, block.Holdout, ct)),
            ],
        };

    /// <summary>The paths of the recipe's seeds: its own, then those of its blocks.</summary>
    /// <exception cref="RefusedException">There is no such file.</exception>
    internal IReadOnlyList<string> Seeds =>
        [
            PackagedData.Resolve(Recipe.Data.Seed, Folder),
            .. (Recipe.Data.Blocks ?? []).Select(block => PackagedData.Resolve(block.Seed, Folder)),
        ];

    /// <summary>The first of the recipe's data files that does not exist; null if all do.</summary>
    internal string? MissingFile()
    {
        var data = Recipe.Data;
        string?[] files =
        [
            data.Seed,
            data.Schema,
            data.Holdout,
            .. (data.Blocks ?? []).SelectMany(block => new[] { block.Seed, block.Schema, block.Holdout }),
        ];
        return files.OfType<string>().FirstOrDefault(name => !PackagedData.Exists(name, Folder));
    }

    private RunInputs Inputs(string seedName, string? schemaName, string? holdoutName, CancellationToken ct)
    {
        string seed = PackagedData.Resolve(seedName, Folder);
        var schema = schemaName is { } path
            ? Schema(path)
            : TableFile.Infer(seed, Path.GetFileNameWithoutExtension(seed), ct: ct).Schema;
        FittableSchema.Require(schema);
        var reading = new CsvOptions
        {
            Note = notes.Say,
            NotesOnCells = false,
            OneEncoding = PlannedSpending.IsPrivate(TrialPlan.Of(Recipe)),
        };
        return new RunInputs(
            schema,
            Opened(seed),
            holdoutName is { } holdout ? Opened(PackagedData.Resolve(holdout, Folder)) : null
        );

        InputFile Opened(string file) =>
            new(
                Path.GetFileName(file),
                _ => Task.FromResult<Stream>(File.OpenRead(file)),
                (schema, stop) => Task.Run(() => TableFile.Read(file, schema, reading, stop), stop)
            );
    }

    /// <summary>The schema that the recipe names; null: it names none.</summary>
    internal Tables.Schema? Declared => Recipe.Data.Schema is { } path ? Schema(path) : null;

    private Tables.Schema Schema(string path) =>
        SchemaReader.Read(File.ReadAllText(PackagedData.Resolve(path, Folder)));
}

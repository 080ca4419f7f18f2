using System.CommandLine;
using System.Globalization;
using AethergenAI.Artefacts;
using AethergenAI.Formats;
using AethergenAI.Generation;
using AethergenAI.Generation.Choice;
using AethergenAI.Generation.Constraints;
using AethergenAI.Generation.Private;
using AethergenAI.Onnx;
using AethergenAI.Tables;

namespace AethergenAI.Cli.Commands;

internal static class FitCommand
{
    /// <param name="SeedRows">Null for a private fit: the exact number is not paid for.</param>
    /// <param name="EstimatedRows">The number as a private fit's noisy counts estimate it.</param>
    /// <param name="RowsLeftOut">The number of seed rows that break the schema; the fit did not use them.</param>
    /// <param name="Privacy">The claim of differential privacy, in words.</param>
    /// <param name="Ledger">The file that records what was spent; null without differential privacy.</param>
    internal sealed record Answer(
        string Model,
        string Generator,
        string SchemaHash,
        int? SeedRows,
        int? EstimatedRows,
        int RowsLeftOut,
        string GraphHash,
        string Privacy,
        double FitSeconds,
        Comparison? Comparison,
        string? Ledger
    );

    internal static Command Create()
    {
        var data = new Argument<string?>("data")
        {
            Description = "The real rows to learn from: CSV, Parquet, or packaged data (sample:birdstrikes.csv)",
            Arity = ArgumentArity.ZeroOrOne,
            HelpName = "TRAIN.csv",
        };
        var seed = new Option<string?>("--seed") { Description = "The same as TRAIN.csv", HelpName = "TRAIN.csv" };
        var schema = new Option<string?>("--schema")
        {
            Description = "The schema of the rows; inferred from them if not given; a private fit needs one",
            HelpName = "S.schema.json",
        };
        var generator = new Option<string?>("--generator")
        {
            Description =
                $"{string.Join(", ", KnownGenerators.All.Select(known => known.Name))}; "
                + $"auto, the default, tries several and takes the best; with --epsilon it is {PrivateDefault}",
            HelpName = "NAME",
        };
        var epsilon = new Option<string?>("--epsilon")
        {
            Description = "Fit with differential privacy of this ε; the same as --set epsilon=",
            HelpName = "E",
        };
        var target = new Option<string?>("--target")
        {
            Description = "The column by which auto judges how useful rows are; the schema's target if not given",
            HelpName = "COLUMN",
        };
        var set = GeneratorArguments.Create();
        var fitSeed = new Option<ulong>("--fit-seed")
        {
            Description = "The random seed of the fit",
            DefaultValueFactory = _ => 1,
        };
        var output = new Option<string?>("--output", "-o")
        {
            Description = "The folder to write the model to: model.json and sampler.onnx; TRAIN.model/ if not given",
            HelpName = "MODEL/",
        };
        var command = new CliCommand(
            "fit",
            "Fit a generator to real rows and write a model folder",
            "aethergen fit train.csv -o model/",
            "aethergen fit train.csv --schema s.schema.json --generator independent -o model/",
            "aethergen fit adult.csv --schema docs/examples/adult.schema.json --epsilon 1 --budget 3 -o model/"
        )
        {
            data,
            seed,
            schema,
            generator,
            epsilon,
            target,
            set,
            fitSeed,
            output,
        };
        var privacy = new PrivacyArguments(command);
        command.Details = GeneratorArguments.Details();
        var device = new DeviceArguments(command);
        var csv = new CsvArguments(command);
        command.SetAction(
            async (parsed, ct) =>
            {
                string? asked = parsed.GetValue(epsilon);
                var description = KnownGenerators.Named(
                    parsed.GetValue(generator) ?? (asked is null ? KnownGenerators.Auto.Name : PrivateDefault),
                    "--generator"
                );
                string[] options = parsed.GetValue(set) ?? [];
                if (asked is not null)
                {
                    RequireOnce("--set epsilon=", options.FirstOrDefault(IsEpsilon), "--epsilon", asked);
                    OptionValues.Of(description, new Dictionary<string, string> { ["epsilon"] = asked }, "--epsilon");
                    options = [$"{EpsilonSetting}{asked}", .. options];
                }
                var settings = new GeneratorSettings(
                    GeneratorArguments.Values(description, options),
                    parsed.GetValue(fitSeed)
                );
                if (parsed.GetValue(target) is not null && description != KnownGenerators.Auto)
                {
                    throw CliRefusals.TargetUnread(description.Name);
                }
                RequireOnce("TRAIN.csv", parsed.GetValue(data), "--seed", parsed.GetValue(seed));
                string file = PackagedData.Resolve(
                    parsed.GetValue(data) ?? parsed.GetValue(seed) ?? throw CliRefusals.NoRows()
                );
                string folder = parsed.GetValue(output) ?? $"{Path.GetFileNameWithoutExtension(file)}.model/";
                device.Open(parsed).Dispose();
                privacy.RequireOutside(parsed, folder);
                ModelFolder.CheckWritable(folder);
                OutputPlace.CheckBeside(folder);
                var typed = parsed.GetValue(schema) is { } path
                    ? await JsonInput.SchemaAsync(path, ct)
                    : await InferAsync(file);
                if (PrivacyTerms.Of(OptionValues.Of(description, settings)) is { } terms)
                {
                    terms.RequireDeclared(typed);
                    if (PrivacyTerms.Warning(terms.Epsilon) is { } weak)
                    {
                        Output.Note(weak);
                    }
                    if (terms.Withholding(typed) is { } withheld)
                    {
                        Output.Note(withheld);
                    }
                }
                FittableSchema.Require(typed);
                ConstraintCheck.Satisfiable(typed);
                if (SimilarNames.ByCase(typed.Columns.Select(column => column.Name)) is { } twins)
                {
                    Output.Note(
                        $"Columns '{twins.One}' and '{twins.Other}' differ by case only: "
                            + "rows of this model can be written as CSV, "
                            + "but not as Parquet. Rename one of them to write Parquet."
                    );
                }
                string run = $"fit {Path.GetFileName(Path.TrimEndingDirectorySeparator(folder))}";
                var account = await Task.Run(
                    () => privacy.Account(parsed, description, settings.Values, file, typed, run, ct),
                    ct
                );
                account?.Ledger.Read().RequireFor(typed); // before the file is read
                int seedRows = 0;
                var model = await ProgressDisplay.DuringAsync(
                    "fit",
                    parsed.GetValue(CommandLine.JsonOption),
                    progress =>
                        Task.Run(
                            () =>
                            {
                                var reading = csv.Of(parsed, typed) with
                                {
                                    NotesOnCells = account is null,
                                    OneEncoding = account is not null,
                                };
                                var rows = account is null
                                    ? TableFile.Read(file, typed, reading, ct)
                                    : account.Reading(() => TableFile.Read(file, typed, reading, ct));
                                seedRows = rows.RowCount;
                                var kept = new Checkpoints(new FolderArtefacts(folder), ModelFolder.KeptName, ct);
                                var request = new FitRequest(rows, typed, settings)
                                {
                                    Progress = progress,
                                    Privacy = account,
                                    Kept = kept,
                                    Target = parsed.GetValue(target),
                                    Device = device.Name(parsed),
                                };
                                return Generators.Named(description.Name).Fit(request, ct);
                            },
                            ct
                        )
                );
                await ModelFolder.WriteAsync(folder, model, ct);
                PrivacyArguments.Settle(account);

                var manifest = model.Manifest;
                var answer = new Answer(
                    folder,
                    manifest.Generator,
                    manifest.SchemaHash,
                    manifest.PrivacyClaim is null ? seedRows : null,
                    manifest.Provenance.EstimatedRows,
                    manifest.Provenance.RowsLeftOut ?? 0,
                    manifest.GraphHash,
                    manifest.Privacy,
                    manifest.Provenance.FitSeconds,
                    manifest.Provenance.Comparison,
                    PrivacyArguments.Place(account)
                );
                if (parsed.GetValue(CommandLine.JsonOption))
                {
                    Output.Json(answer);
                }
                else
                {
                    Output.Note(
                        string.Create(
                            CultureInfo.InvariantCulture,
                            $"{folder}: {answer.Generator} from {Rows(answer)} rows in "
                                + $"{answer.FitSeconds:0.#} s; differential privacy: {answer.Privacy}"
                        )
                    );
                    if (manifest.Provenance.Comparison is { } comparison)
                    {
                        ComparisonTable.Write(comparison);
                    }
                    PrivacyArguments.Tell(account);
                    if (manifest.PrivacyClaim is not null && description.NotLearnt is { } unseen)
                    {
                        Output.Note(unseen);
                    }
                    if (answer.RowsLeftOut > 0)
                    {
                        Output.Note(
                            string.Create(
                                CultureInfo.InvariantCulture,
                                $"{answer.RowsLeftOut:N0} of the {answer.SeedRows:N0} rows "
                                    + $"{(answer.RowsLeftOut == 1 ? "breaks" : "break")} the schema, and the fit left "
                                    + $"{(answer.RowsLeftOut == 1 ? "it" : "them")} out; 'aethergen schema "
                                    + $"check' lists them."
                            )
                        );
                    }
                }

                return ExitCode.Done;

                async Task<Schema> InferAsync(string rows)
                {
                    string name = Path.GetFileNameWithoutExtension(rows);
                    await Task.Run(() => privacy.RecordInference(parsed, rows, ct), ct);
                    var proposal = await Task.Run(() => TableFile.Infer(rows, name, csv.Of(parsed), ct), ct);
                    Output.Note(
                        $"The schema was inferred from {Path.GetFileName(rows)}. To see and change it: "
                            + $"aethergen schema infer {Path.GetFileName(rows)} -o {name}.schema.json"
                    );
                    return proposal.Schema;
                }
            }
        );
        return command;
    }

    private const string EpsilonSetting = "epsilon=";

    private static bool IsEpsilon(string option) => option.StartsWith(EpsilonSetting, StringComparison.Ordinal);

    private static void RequireOnce(string one, string? first, string other, string? second)
    {
        if (first is not null && second is not null)
        {
            throw CliRefusals.GivenTwice(one, other);
        }
    }

    /// <summary>The generator of a fit with --epsilon: the most useful of the private ones.</summary>
    private static string PrivateDefault => KnownGenerators.Aim.Name;

    /// <summary>The rows that were learned from, and of how many where some were left out.</summary>
    private static string Rows(Answer answer) =>
        answer switch
        {
            { SeedRows: null } => string.Create(CultureInfo.InvariantCulture, $"about {answer.EstimatedRows:N0}"),
            { SeedRows: { } rows, RowsLeftOut: > 0 } => string.Create(
                CultureInfo.InvariantCulture,
                $"{rows - answer.RowsLeftOut:N0} of {rows:N0}"
            ),
            _ => string.Create(CultureInfo.InvariantCulture, $"{answer.SeedRows:N0}"),
        };
}

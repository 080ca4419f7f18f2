using System.CommandLine;
using System.Globalization;
using AethergenAI.Artefacts;
using AethergenAI.Formats;
using AethergenAI.Generation;
using AethergenAI.Generation.Constraints;
using AethergenAI.Onnx;
using AethergenAI.Tables;

namespace AethergenAI.Cli.Commands;

internal static class FitCommand
{
    /// <param name="RowsLeftOut">The number of seed rows that break the schema; the fit did not use them.</param>
    /// <param name="Privacy">The claim of differential privacy, in words.</param>
    /// <param name="Ledger">The file that records what was spent; null without differential privacy.</param>
    internal sealed record Answer(
        string Model,
        string Generator,
        string SchemaHash,
        int SeedRows,
        int RowsLeftOut,
        string GraphHash,
        string Privacy,
        double FitSeconds,
        string? Ledger
    );

    internal static Command Create()
    {
        var schema = new Option<string>("--schema")
        {
            Description = "The schema of the rows",
            Required = true,
            HelpName = "S.schema.json",
        };
        var seed = new Option<string>("--seed")
        {
            Description = "The real rows to learn from: CSV, Parquet, or packaged data (sample:birdstrikes.csv)",
            Required = true,
            HelpName = "TRAIN.csv",
        };
        var generator = new Option<string>("--generator")
        {
            Description =
                $"{string.Join(", ", KnownGenerators.All.Select(known => known.Name))}; "
                + "auto tries several and takes the best",
            DefaultValueFactory = _ => "auto",
            HelpName = "NAME",
        };
        var set = GeneratorArguments.Create();
        var fitSeed = new Option<ulong>("--fit-seed")
        {
            Description = "The random seed of the fit",
            DefaultValueFactory = _ => 1,
        };
        var output = new Option<string>("--output", "-o")
        {
            Description = "The folder to write the model to: model.json and sampler.onnx",
            Required = true,
            HelpName = "MODEL/",
        };
        var command = new CliCommand(
            "fit",
            "Fit a generator to real rows and write a model folder",
            "aethergen fit --schema s.schema.json --seed train.csv -o model/",
            "aethergen fit --schema s.schema.json --seed train.csv --generator independent -o model/",
            "aethergen fit --schema docs/examples/adult.schema.json --seed adult.csv --generator aim "
                + "--set epsilon=1 --budget 3 -o model/"
        )
        {
            schema,
            seed,
            generator,
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
                var description = KnownGenerators.Named(parsed.GetRequiredValue(generator), "--generator");
                var settings = new GeneratorSettings(
                    GeneratorArguments.Values(description, parsed.GetValue(set) ?? []),
                    parsed.GetValue(fitSeed)
                );
                string folder = parsed.GetRequiredValue(output);
                device.Open(parsed).Dispose();
                privacy.RequireOutside(parsed, folder);
                ModelFolder.CheckWritable(folder);
                OutputPlace.CheckBeside(folder);
                var typed = await JsonInput.SchemaAsync(parsed.GetRequiredValue(schema), ct);
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
                string file = PackagedData.Resolve(parsed.GetRequiredValue(seed));
                string run = $"fit {Path.GetFileName(Path.TrimEndingDirectorySeparator(folder))}";
                var account = await Task.Run(
                    () => privacy.Account(parsed, description, settings.Values, file, run, ct),
                    ct
                );
                account?.Ledger.Read().Limit?.RequireFor(typed);
                int seedRows = 0;
                var model = await ProgressDisplay.DuringAsync(
                    "fit",
                    parsed.GetValue(CommandLine.JsonOption),
                    progress =>
                        Task.Run(
                            () =>
                            {
                                var rows = TableFile.Read(file, typed, csv.Of(parsed, typed), ct);
                                seedRows = rows.RowCount;
                                var kept = new Checkpoints(new FolderArtefacts(folder), ModelFolder.KeptName, ct);
                                var request = new FitRequest(rows, typed, settings)
                                {
                                    Progress = progress,
                                    Privacy = account,
                                    Kept = kept,
                                    Device = device.Name(parsed),
                                };
                                return Generators.Named(description.Name).Fit(request, ct);
                            },
                            ct
                        )
                );
                await ModelFolder.WriteAsync(folder, model, ct);

                var manifest = model.Manifest;
                var answer = new Answer(
                    folder,
                    manifest.Generator,
                    manifest.SchemaHash,
                    seedRows,
                    manifest.Provenance.RowsLeftOut ?? 0,
                    manifest.GraphHash,
                    manifest.Privacy,
                    manifest.Provenance.FitSeconds,
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
                            $"{folder}: {answer.Generator} from {answer.SeedRows:N0} rows in "
                                + $"{answer.FitSeconds:0.0} s; differential privacy: {answer.Privacy}"
                        )
                    );
                    PrivacyArguments.Tell(account);
                    if (answer.RowsLeftOut > 0)
                    {
                        Output.Note(
                            string.Create(
                                CultureInfo.InvariantCulture,
                                $"{answer.RowsLeftOut:N0} of these rows break the schema, "
                                    + $"so the fit left them out; 'aethergen schema check' lists them."
                            )
                        );
                    }
                }

                return ExitCode.Done;
            }
        );
        return command;
    }
}

using System.CommandLine;
using System.Text;
using AethergenAI.Evaluation;
using AethergenAI.Evaluation.Report;
using AethergenAI.Formats;
using AethergenAI.Onnx;
using AethergenAI.Onnx.Networks;
using AethergenAI.Pipeline;

namespace AethergenAI.Cli.Commands;

internal static class EvaluateCommand
{
    internal static Command Create()
    {
        var schema = new Option<string>("--schema")
        {
            Description = "The schema of all three tables",
            Required = true,
            HelpName = "S.schema.json",
        };
        var real = new Option<string>("--real")
        {
            Description = "The real rows that the generator was fitted on",
            Required = true,
            HelpName = "TRAIN.csv",
        };
        var holdout = new Option<string>("--holdout")
        {
            Description = "Real rows of the same source that the generator was not fitted on",
            Required = true,
            HelpName = "H.csv",
        };
        var synthetic = new Option<string>("--synthetic")
        {
            Description = "The synthetic rows to evaluate",
            Required = true,
            HelpName = "SYN.csv",
        };
        var target = new Option<string?>("--target")
        {
            Description = "The column to predict in the utility tests; the schema's target if not given",
            HelpName = "COLUMN",
        };
        var order = new Option<string?>("--time-order")
        {
            Description = "The column that orders the rows in time; the schema's timeOrder if not given",
            HelpName = "COLUMN",
        };
        var output = new Option<string?>("--output", "-o")
        {
            Description = "Write the report to this file, as JSON",
            HelpName = "report.json",
        };
        var html = new Option<string?>("--html")
        {
            Description = "Write the report to this file, as one self-contained page",
            HelpName = "report.html",
        };
        var model = new Option<string?>("--model")
        {
            Description = "The model that made the rows; --deep fits its generator again on other rows",
            HelpName = "MODEL/",
        };
        var quick = new Option<bool>("--quick")
        {
            Description = "Evaluate at most 5,000 rows of each table; takes seconds",
        };
        var deep = new Option<bool>("--deep")
        {
            Description = "Add shadow models and the self-consumption probe; needs --model and takes minutes",
        };
        var vulnerable = new Option<string?>("--vulnerable")
        {
            Description =
                "Write the numbers of the most exposed seed rows to this file, for people who may see the seed",
            HelpName = "rows.csv",
        };
        var generation = new Option<int?>("--generation")
        {
            Description =
                "How many generators in succession lead from real rows to these; 1 with --model, otherwise unknown",
            HelpName = "N",
        };
        var realShare = new Option<double?>("--real-share")
        {
            Description =
                "The share of real rows in the training data of every generation after the first; 0 if not given",
            HelpName = "SHARE",
        };
        generation.Validators.Add(given =>
        {
            if (given.GetValueOrDefault<int?>() is < 1 or > 1000)
            {
                given.AddError("--generation takes a whole number from 1 to 1000.");
            }
        });
        realShare.Validators.Add(given =>
        {
            if (given.GetValueOrDefault<double?>() is { } share && !(share is >= 0 and <= 1))
            {
                given.AddError("--real-share takes a number from 0 to 1.");
            }
        });
        var seed = new Option<ulong>("--seed")
        {
            Description = "The random seed of the evaluation",
            DefaultValueFactory = _ => 1,
        };
        var command = new CliCommand(
            "evaluate",
            "Evaluate synthetic rows: fidelity, utility, privacy and collapse risk, beside what real rows reach",
            "aethergen evaluate --schema s.schema.json --real train.csv --holdout holdout.csv "
                + "--synthetic synthetic.csv -o report.json --html report.html",
            "aethergen evaluate --schema s.schema.json --real train.csv --holdout holdout.csv "
                + "--synthetic synthetic.csv --model model/ --deep"
        )
        {
            schema,
            real,
            holdout,
            synthetic,
            target,
            order,
            output,
            html,
            model,
            quick,
            deep,
            generation,
            realShare,
            vulnerable,
            seed,
        };
        var datasets = new DatasetArguments(command);
        var csv = new CsvArguments(command);
        command.SetAction(
            async (parsed, ct) =>
            {
                bool json = parsed.GetValue(CommandLine.JsonOption);
                if (parsed.GetValue(quick) && parsed.GetValue(deep))
                {
                    return CommandLine.Misused(command, json, "--quick and --deep exclude each other: give only one.");
                }
                if (parsed.GetValue(deep) && parsed.GetValue(model) is null)
                {
                    return CommandLine.Misused(
                        command,
                        json,
                        "--deep needs the model, to fit its generator again: give --model MODEL/."
                    );
                }

                if (parsed.GetValue(realShare) is not null && parsed.GetValue(generation) is null)
                {
                    return CommandLine.Misused(
                        command,
                        json,
                        "--real-share needs --generation: give the number of generations."
                    );
                }

                string?[] places = [parsed.GetValue(output), parsed.GetValue(html), parsed.GetValue(vulnerable)];
                foreach (string place in places.OfType<string>())
                {
                    OutputPlace.CheckFile(place);
                }
                var typed = await JsonInput.SchemaAsync(parsed.GetRequiredValue(schema), ct);
                var options = csv.Of(parsed, typed);
                var manifest = parsed.GetValue(model) is { } folder
                    ? (await ModelFolder.ReadAsync(folder, ct)).Manifest
                    : null;
                var effort = (parsed.GetValue(quick), parsed.GetValue(deep)) switch
                {
                    (true, _) => Effort.Quick,
                    (_, true) => Effort.Deep,
                    _ => Effort.Full,
                };
                var known = manifest is null ? null : new Lineage(1, 0);
                string[] rows =
                [
                    PackagedData.Resolve(parsed.GetRequiredValue(real)),
                    PackagedData.Resolve(parsed.GetRequiredValue(holdout)),
                ];
                await Task.Run(
                    () => datasets.Record(parsed, rows, "evaluate", "evaluation against the real rows", ct),
                    ct
                );
                var report = await ProgressDisplay.DuringAsync("evaluate", progress => Task.Run(
                        () =>
                        {
                            Tables.Table Read(Option<string> option) =>
                                TableFile.Read(
                                    PackagedData.Resolve(parsed.GetRequiredValue(option)),
                                    typed,
                                    options,
                                    ct
                                );
                            var input = new EvaluationInput(typed, Read(real), Read(holdout), Read(synthetic))
                            {
                                Target = parsed.GetValue(target),
                                TimeOrder = parsed.GetValue(order),
                                Generator = manifest?.Generator,
                                Lineage = parsed.GetValue(generation) is { } depth
                                    ? new Lineage(depth, parsed.GetValue(realShare) ?? 0)
                                    : known,
                                Regenerate = manifest is null ? null : Refit.Of(manifest),
                                Baselines = manifest is null
                                    ? []
                                    : BaselineFits.Of(Generators.All, graph => new OnnxTokenSampler(graph), typed),
                                Comparison = manifest?.Provenance.Comparison,
                                PrivacyClaim = EvaluationInput.ClaimOf(manifest),
                            };
                            var asked = new EvaluationOptions(parsed.GetValue(seed), effort)
                            {
                                Network = NetworkLearner.Fit,
                            };
                            return Evaluator.Evaluate(input, asked, progress, ct).Noting(manifest?.Provenance.Note);
                        },
                        ct
                    ));
                if (parsed.GetValue(output) is { } file)
                {
                    await AtomicFile.WriteAsync(file, Output.Bytes(report), ct);
                }
                if (parsed.GetValue(html) is { } page)
                {
                    await AtomicFile.WriteAsync(
                        page,
                        Encoding.UTF8.GetBytes(HtmlReport.Render(report, manifest?.PrivacyClaim)),
                        ct
                    );
                }

                if (parsed.GetValue(vulnerable) is { } list)
                {
                    await AtomicFile.WriteAsync(list, Encoding.UTF8.GetBytes(ReportText.Listed(report.Vulnerable)), ct);
                }
                if (json)
                {
                    Output.Json(report);
                }
                else
                {
                    ReportText.Print(report);
                }
                return ExitCode.Done;
            }
        );
        return command;
    }
}

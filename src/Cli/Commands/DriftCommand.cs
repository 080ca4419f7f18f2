using System.CommandLine;
using System.Globalization;
using AethergenAI.Evaluation.Drift;
using AethergenAI.Formats;
using AethergenAI.Generation;
using AethergenAI.Generation.Sampling;
using AethergenAI.Onnx;
using AethergenAI.Tables;
using AethergenAI.Tables.Csv;

namespace AethergenAI.Cli.Commands;

internal static class DriftCommand
{
    internal static Command Create()
    {
        var model = new Argument<string>("MODEL/") { Description = "The folder that fit wrote" };
        var seed = new Option<string>("--seed")
        {
            Description = "New real rows: CSV, Parquet, or packaged data",
            Required = true,
            HelpName = "NEW.csv",
        };
        var train = new Option<string?>("--train")
        {
            Description =
                "The rows that the model was fitted on, in any order; without them, new rows are compared with "
                + "what the model stores of each column, and all columns are not tested together",
            HelpName = "TRAIN.csv",
        };
        var alpha = new Option<double>("--alpha")
        {
            Description = "The probability of a false 'refit', over all tests together",
            DefaultValueFactory = _ => 0.05,
            HelpName = "SHARE",
        };
        var atLeast = new Option<double>("--at-least")
        {
            Description = "The smallest share of a column's rows that must have moved to count as drift",
            DefaultValueFactory = _ => 0.02,
            HelpName = "SHARE",
        };
        var command = new CliCommand(
            "drift",
            "Test whether a model still describes new rows or should be fitted again; exit 1 if it should",
            "aethergen drift model/ --seed new.csv",
            "aethergen drift model/ --seed new.csv --train train.csv --json"
        )
        {
            model,
            seed,
            train,
            alpha,
            atLeast,
        };
        var datasets = new DatasetArguments(command);
        var csv = new CsvArguments(command);
        command.SetAction(
            async (parsed, ct) =>
            {
                var fitted = await ModelFolder.ReadAsync(parsed.GetRequiredValue(model), ct);
                var schema = fitted.Manifest.Schema;
                var options = new DriftOptions(parsed.GetValue(alpha), parsed.GetValue(atLeast));
                string fresh = PackagedData.Resolve(parsed.GetRequiredValue(seed));
                string? old = parsed.GetValue(train) is { } named ? PackagedData.Resolve(named) : null;
                await Task.Run(
                    () => datasets.Record(parsed, old is null ? [fresh] : [fresh, old], "drift", "test for drift", ct),
                    ct
                );
                var report = await ProgressDisplay.DuringAsync("drift", progress => Task.Run(
                        () =>
                        {
                            // A column whose unit or format changed has moved: that is an answer, not bad input.
                            var format = csv.Of(parsed, schema);
                            var lenient = format with { Broken = BrokenCells.CountAsMissing };
                            var rows = TableFile.Read(fresh, schema, lenient, ct);
                            var known = old is null ? null : TableFile.Read(old, schema, format, ct);
                            return DriftTest.Compare(
                                fitted.Manifest,
                                known,
                                count => Drawn(fitted, count, progress, ct),
                                rows,
                                options,
                                ct
                            );
                        },
                        ct
                    ));
                if (parsed.GetValue(CommandLine.JsonOption))
                {
                    Output.Json(report);
                }
                else
                {
                    Print(report);
                }
                return report.Verdict == DriftVerdict.Refit ? ExitCode.Failed : ExitCode.Done;
            }
        );
        return command;
    }

    private static Table Drawn(Model model, int rows, IProgress<RunProgress> progress, CancellationToken ct)
    {
        using var sampler = new CheckedSampler(new OnnxTokenSampler(model.Graph), model.Manifest);
        return RowSampler.Sample(model, sampler, new SampleRequest(rows, Seed: 1), progress, ct).Table;
    }

    private static void Print(DriftReport report)
    {
        Console.Out.WriteLine(report.Sentence);
        string[] heads = ["column", "rows moved", "95 % interval", "by chance", "p, corrected", "drift"];
        Output.Grid(
            Console.Out,
            heads,
            report.Columns.Select(column =>
                (string[])
                    [
                        column.Column,
                        Output.Figure(column.Distance),
                        $"{Output.Figure(column.Interval.Low)} … {Output.Figure(column.Interval.High)}",
                        Output.Figure(column.ByChance),
                        Probability(column.Adjusted),
                        column.Moved ? "yes" : "no",
                    ]
            )
        );
        if (report.Joint is { } joint)
        {
            Console.Out.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"All columns together: {joint.Statistic:0.000} of the nearest neighbours are from the same table, "
                        + $"{joint.Expected:0.000} are expected without drift; "
                        + $"p {Probability(joint.Adjusted)}{(joint.Counts ? "" : " (not part of the verdict)")}."
                )
            );
        }

        foreach (string warning in report.Warnings)
        {
            Console.Out.WriteLine($"Note: {warning}");
        }
        foreach (var missing in report.NotMeasured)
        {
            Console.Out.WriteLine($"Not tested: {missing.Name}: {missing.Reason}");
        }
    }

    private static string Probability(double p) =>
        p < 0.001 ? "< 0.001" : p.ToString("0.000", CultureInfo.InvariantCulture);
}

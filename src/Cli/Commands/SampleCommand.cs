using System.CommandLine;
using System.Globalization;
using AethergenAI.Formats;
using AethergenAI.Generation;
using AethergenAI.Generation.Sampling;
using AethergenAI.Onnx;
using AethergenAI.Tables;
using AethergenAI.Tables.Csv;

namespace AethergenAI.Cli.Commands;

internal static class SampleCommand
{
    private const string Stdout = "-",
        Imputation = "imputation";

    /// <param name="Resampled">The rows that broke a constraint on their first draw and were drawn again.</param>
    /// <param name="Given">The given parts of the rows; null if there were none.</param>
    /// <param name="Unmet">The given rows that could not be completed; null if all were.</param>
    internal sealed record Answer(
        string File,
        long Rows,
        ulong Seed,
        long Resampled,
        double Seconds,
        double RowsPerSecond,
        string Provider,
        GivenArguments.Known? Given,
        IReadOnlyList<UnmetGivenRow>? Unmet
    );

    internal static Command Create()
    {
        var model = new Argument<string>("MODEL/") { Description = "The folder that fit wrote" };
        var rows = new Option<long>("--rows") { Description = "The number of rows; not with --given", HelpName = "N" };
        var seed = new Option<ulong>("--seed")
        {
            Description = "The random seed; the same model and seed give the same bytes",
            DefaultValueFactory = _ => 1,
        };
        var output = new Option<string>("--output", "-o")
        {
            Description = "A .csv or .parquet file, or - for CSV to stdout",
            DefaultValueFactory = _ => Stdout,
            HelpName = "FILE",
        };
        rows.Validators.Add(result =>
        {
            if (
                result.Tokens is [var token]
                && long.TryParse(token.Value, CultureInfo.InvariantCulture, out long number)
                && number < 1
            )
            {
                result.AddError("--rows takes a whole number from 1.");
            }
        });
        var command = new CliCommand(
            "sample",
            "Sample synthetic rows from a model",
            "aethergen sample model/ --rows 100000 -o synthetic.csv",
            "aethergen sample model/ --rows 10 --seed 7",
            "aethergen sample model/ --given partial.csv --imputations 5 -o completed.csv",
            "aethergen sample model/ --rows 1000 --where sex=Female --share \"income:>50K=0.5\" -o balanced.csv"
        )
        {
            model,
            rows,
            seed,
            output,
        };
        var device = new DeviceArguments(command);
        var given = new GivenArguments(command);
        command.SetAction(
            async (parsed, ct) =>
            {
                if (parsed.GetValue(CommandLine.JsonOption) && parsed.GetValue(output) == Stdout)
                {
                    return CommandLine.Misused(
                        command,
                        json: true,
                        "--json and the rows cannot both go to stdout: name a file for the rows with -o."
                    );
                }

                if (given.Misuse(parsed, parsed.GetResult(rows) is not null) is { } misuse)
                {
                    return CommandLine.Misused(command, parsed.GetValue(CommandLine.JsonOption), misuse);
                }

                string file = parsed.GetRequiredValue(output);
                if (file != Stdout)
                {
                    if (Path.GetExtension(file).ToLowerInvariant() is not (".csv" or ".parquet"))
                    {
                        throw CliRefusals.UnknownFormat(file);
                    }
                    OutputPlace.CheckFile(file);
                }

                var fitted = await ModelFolder.ReadAsync(parsed.GetRequiredValue(model), ct);
                var names = fitted.Manifest.Schema.Columns.Select(column => column.Name);
                bool parquet = Path.GetExtension(file).Equals(".parquet", StringComparison.OrdinalIgnoreCase);
                if (parquet && SimilarNames.ByCase(names) is { } twins)
                {
                    throw CliRefusals.NamesByCase(twins.One, twins.Other);
                }
                long begin = TimeProvider.System.GetTimestamp();
                using var runsOn = device.Open(parsed);
                using var sampler = new CheckedSampler(new OnnxTokenSampler(fitted.Graph, runsOn), fitted.Manifest);
                using var samplers = new ConditionedSamplers(fitted, runsOn);
                var (request, known, (resampled, unmet)) = await ProgressDisplay.DuringAsync("sample", progress =>
                    Task.Run(
                        () =>
                        {
                            var (asked, what) = given.Request(
                                parsed,
                                fitted,
                                sampler,
                                samplers,
                                parsed.GetValue(rows),
                                parsed.GetValue(seed),
                                ct
                            );
                            bool taken = fitted.Manifest.Schema.Columns.Any(column => column.Name == Imputation);
                            if (what?.Imputations is not null && taken)
                            {
                                throw CliRefusals.ImputationColumn();
                            }
                            return (asked, what, Write(fitted, sampler, asked, what, file, progress, ct));
                        },
                        ct
                    )
                );
                double seconds = TimeProvider.System.GetElapsedTime(begin).TotalSeconds;

                var answer = new Answer(
                    file,
                    request.Rows,
                    request.Seed,
                    resampled,
                    seconds,
                    request.Rows / seconds,
                    sampler.Provider,
                    known,
                    unmet.Count > 0 ? unmet : null
                );
                if (parsed.GetValue(CommandLine.JsonOption))
                {
                    Output.Json(answer);
                }
                else
                {
                    string speed = string.Create(
                        CultureInfo.InvariantCulture,
                        $"{Counts.Of(answer.Rows, "row")} in {seconds:0.0} s ({answer.RowsPerSecond:N0} rows/s, "
                            + $"{answer.Provider})"
                    );
                    Output.Note(
                        string.Create(
                            CultureInfo.InvariantCulture,
                            $"{speed}; {resampled:N0} drawn again because they broke a constraint"
                        )
                    );
                    if (unmet.Count > 0)
                    {
                        Output.Note(UnmetGivenRow.Told(unmet, request.Rows));
                    }
                }

                return unmet.Count == 0 ? ExitCode.Done : ExitCode.Failed;
            }
        );
        return command;
    }

    private static (long Resampled, IReadOnlyList<UnmetGivenRow> Unmet) Write(
        Model model,
        ITokenSampler sampler,
        SampleRequest request,
        GivenArguments.Known? known,
        string file,
        IProgress<RunProgress> progress,
        CancellationToken ct
    )
    {
        var schema = model.Manifest.Schema;
        var blocks = RowSampler.Blocks(model, sampler, request, progress, ct);
        if (known is { Imputations: not null, Rows: { } given })
        {
            schema = schema with { Columns = [new IntegerColumn(Imputation), .. schema.Columns] };
            blocks = blocks.Select(block => block with { Rows = Counted(block, given) });
        }

        if (file == Stdout)
        {
            using var stdout = Output.StandardOutput();
            using var rows = new CsvRowWriter(stdout, schema);
            return Drain(blocks, block => rows.Write(block, ct), known, ct);
        }

        using var writer = TableFile.Create(file, schema);
        var drained = Drain(blocks, writer.Append, known, ct);
        writer.Complete();
        return drained;
    }

    /// <summary>The block's rows with the number of the completion as an added first column.</summary>
    /// <param name="given">The number of given rows.</param>
    private static Table Counted(SampledBlock block, int given)
    {
        double[] numbers =
        [
            .. Enumerable.Range(0, block.Rows.RowCount).Select(row => (double)((block.FirstRow + row) / given) + 1),
        ];
        return new Table([new NumberData { Name = Imputation, Values = numbers }, .. block.Rows.Columns]);
    }

    private static (long Resampled, IReadOnlyList<UnmetGivenRow> Unmet) Drain(
        IEnumerable<SampledBlock> blocks,
        Action<Table> take,
        GivenArguments.Known? known,
        CancellationToken ct
    )
    {
        long resampled = 0;
        var unmet = new List<UnmetGivenRow>();
        foreach (var block in blocks)
        {
            ct.ThrowIfCancellationRequested();
            take(block.Rows);
            resampled += block.Resampled;
            unmet.AddRange(block.Unmet.Select(row => UnmetGivenRow.Of(row, known)));
        }

        return (resampled, unmet);
    }
}

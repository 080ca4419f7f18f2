using System.CommandLine;
using System.Globalization;
using AethergenAI.Formats;
using AethergenAI.Generation;
using AethergenAI.Onnx;
using AethergenAI.Runs;
using AethergenAI.Tables;
using AethergenAI.Tables.Csv;

namespace AethergenAI.Cli.Commands;

internal static class SampleCommand
{
    private const string Stdout = "-";

    /// <param name="Resampled">Rows that broke a constraint on their first draw and were drawn again.</param>
    internal sealed record Answer(
        string File, long Rows, ulong Seed, long Resampled, double Seconds, double RowsPerSecond, string Provider);

    internal static Command Create()
    {
        var model = new Argument<string>("MODEL/") { Description = "The folder that fit wrote" };
        var rows = new Option<long>("--rows") { Description = "How many rows", Required = true, HelpName = "N" };
        var seed = new Option<ulong>("--seed")
        {
            Description = "The same model and seed give the same bytes", DefaultValueFactory = _ => 1,
        };
        var output = new Option<string>("--output", "-o")
        {
            Description = "A .csv or .parquet file, or - for CSV to stdout", DefaultValueFactory = _ => Stdout, HelpName = "FILE",
        };
        rows.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && long.TryParse(token.Value, CultureInfo.InvariantCulture, out long number) && number < 1)
            {
                result.AddError("--rows takes a whole number from 1.");
            }
        });
        var command = new CliCommand(
            "sample", "Draw synthetic rows from a model",
            "aethergen sample model/ --rows 100000 -o synthetic.csv",
            "aethergen sample model/ --rows 10 --seed 7")
        {
            model, rows, seed, output,
        };
        var device = new DeviceArguments(command);
        command.SetAction(async (parsed, ct) =>
        {
            if (parsed.GetValue(CommandLine.JsonOption) && parsed.GetValue(output) == Stdout)
            {
                return CommandLine.Misused(command, json: true, "--json and the rows both want stdout: name a file with -o.");
            }

            string file = parsed.GetRequiredValue(output);
            if (file != Stdout)
            {
                if (Path.GetExtension(file).ToLowerInvariant() is not (".csv" or ".parquet")) { throw CliRefusals.UnknownFormat(file); }
                OutputPlace.CheckFile(file);
            }

            var fitted = await ModelFolder.ReadAsync(parsed.GetRequiredValue(model), ct);
            var request = new SampleRequest(parsed.GetValue(rows), parsed.GetValue(seed));
            long begin = TimeProvider.System.GetTimestamp();
            using var runsOn = device.Open(parsed);
            using var sampler = new OnnxTokenSampler(fitted.Graph, runsOn);
            long resampled = await Watching.DuringAsync(
                "sample", progress => Task.Run(() => Write(fitted, sampler, request, file, progress, ct), ct));
            double seconds = TimeProvider.System.GetElapsedTime(begin).TotalSeconds;

            var answer = new Answer(file, request.Rows, request.Seed, resampled, seconds, request.Rows / seconds, sampler.Provider);
            if (parsed.GetValue(CommandLine.JsonOption)) { Output.Json(answer); }
            else
            {
                string speed = string.Create(
                    CultureInfo.InvariantCulture, $"{answer.Rows:N0} rows in {seconds:0.0} s ({answer.RowsPerSecond:N0} rows/s, {answer.Provider})");
                Output.Note(string.Create(CultureInfo.InvariantCulture, $"{speed}; {resampled:N0} drawn again to hold the constraints"));
            }

            return ExitCode.Done;
        });
        return command;
    }

    private static long Write(
        Model model, ITokenSampler sampler, SampleRequest request, string file, IProgress<Telemetry> progress, CancellationToken ct)
    {
        var schema = model.Manifest.Schema;
        var blocks = RowSampler.Blocks(model, sampler, request, progress, ct);
        if (file == Stdout)
        {
            using var stdout = Output.StandardOutput();
            using var rows = new CsvRowWriter(stdout, schema);
            return Drain(blocks, block => rows.Write(block, ct), ct);
        }

        using var writer = TableFile.Create(file, schema);
        long resampled = Drain(blocks, writer.Append, ct);
        writer.Complete();
        return resampled;
    }

    private static long Drain(IEnumerable<SampledBlock> blocks, Action<Table> take, CancellationToken ct)
    {
        long resampled = 0;
        foreach (var block in blocks)
        {
            ct.ThrowIfCancellationRequested();
            take(block.Rows);
            resampled += block.Resampled;
        }

        return resampled;
    }
}

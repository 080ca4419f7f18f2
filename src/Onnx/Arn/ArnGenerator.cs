using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text.Json;
using AethergenAI.Generation;
using AethergenAI.Generation.Encodings;
using AethergenAI.Generation.Replay;

namespace AethergenAI.Onnx.Arn;

/// <summary>
/// An autoregressive network over column tokens. It gives each column's distribution conditional on the columns drawn
/// before it, in any order. A masked network after Germain et al. (2015),
/// <see href="https://arxiv.org/abs/1502.03509"/>, trained in many orders after Uria, Murray &amp; Larochelle (2014),
/// <see href="https://arxiv.org/abs/1310.1757"/>, with embedded tokens instead of numbers.
/// </summary>
internal sealed class ArnGenerator : IGenerator
{
    public GeneratorDescription Description => KnownGenerators.Arn;

    public Model Fit(FitRequest request, CancellationToken ct)
    {
        TimeSpan begin = Environment.CpuUsage.TotalTime;
        var values = OptionValues.Of(Description, request.Settings);
        var encoded = TableEncoder.Encode(request, ct);
        using var device = Device.Open(request.Device);
        ArnColumn[] columns = ArnColumns.Of(encoded);
        int rows = encoded.Seed.RowCount;
        var options = ArnOptions.Of(values, rows, columns.Length);
        var layout = new ArnLayout(columns, options.Shape);
        int[][] classes =
        [
            .. encoded.Columns.Select(
                (column, k) => Array.ConvertAll(column.Tokens, token => token < 0 ? -1 : columns[k].Classes[token])
            ),
        ];
        int[] order = Order(options.Order, columns, classes, request.Settings.Seed, ct);

        int[] all = RowMajor(classes, rows);
        var parameters = new ArnParameters(
            columns,
            options.Shape,
            order,
            options.Plan.Ahead,
            options.Precision,
            layout.Size,
            [],
            []
        )
        {
            Rules = TokenRule.Of(encoded, columns),
        };
        int held = 0;
        if (columns.Length > 0)
        {
            var look = new Look(request.Progress, device, options.Dropouts.Count + options.Members - 1);
            var networks = new ArnNetworks(encoded, layout, options, order, all, request.Settings.Seed)
            {
                Open = (plan, name) => Kept(request, options with { Plan = plan }, all, name),
                Report = look.Report,
            };
            parameters = networks.Train(parameters, device, ct);
            held = networks.HeldBack;
        }
        if (options.Precision == "int8-static" && columns.Length > 0)
        {
            parameters = parameters with { Ranges = ArnSampler.Measure(parameters, request.Settings.Seed) };
        }

        byte[] graph = ArnSampler.Emit(parameters, new bool[columns.Length]);
        var model = ModelDocument.Assemble(
            Description.Name,
            request,
            encoded,
            parameters,
            graph,
            parameters.Training.FirstOrDefault()?.Provider ?? "none",
            (Environment.CpuUsage.TotalTime - begin).TotalSeconds,
            ct
        );
        if (Note(parameters, held, rows) is not { } note)
        {
            return model;
        }
        request.Progress.Report(new RunProgress(RunStage.Fitting) { Message = note });
        return model with
        {
            Manifest = model.Manifest with { Provenance = model.Manifest.Provenance with { Note = note } },
        };
    }

    public byte[] Condition(Model model, ReadOnlySpan<bool> given) =>
        ArnSampler.Emit(model.Manifest.Parameters.Deserialize<ArnParameters>(Json.Options)!, given.ToArray());

    /// <summary>Opens the checkpoint; its key makes sure that only a training with the same tokens, options and seed
    /// continues from it.</summary>
    private static TrainingCheckpoints? Kept(FitRequest request, ArnOptions options, int[] classes, string name)
    {
        if (request.Kept is null)
        {
            return null;
        }
        string tokens = Convert.ToHexStringLower(SHA256.HashData(MemoryMarshal.AsBytes(classes.AsSpan())));
        return new TrainingCheckpoints(
            request.Kept,
            $"{name}.checkpoint",
            $"{tokens} {request.Settings.Seed} {options}"
        );
    }

    /// <summary>What the first network did on held-back rows at the dropout rate that was taken, in words.</summary>
    private static string? Note(ArnParameters parameters, int held, int rows)
    {
        var taken = parameters.Dropouts.LastOrDefault(tried => tried.Dropout == parameters.Training[0].Dropout);
        return taken is null ? null : ReplayNote.Of(rows, held, taken.Nearer, taken.Interval);
    }

    private static int[] Order(string order, ArnColumn[] columns, int[][] classes, ulong seed, CancellationToken ct) =>
        order switch
        {
            "mutual-information" => ColumnOrder.ByMutualInformation(columns, classes, ct),
            "random" => ColumnOrder.MarksFirst(
                columns,
                new TrainingRandom(seed, DrawPurpose.Fixed, 0).Order(columns.Length)
            ),
            _ => ColumnOrder.MarksFirst(columns, Enumerable.Range(0, columns.Length)),
        };

    private static int[] RowMajor(int[][] classes, int rows)
    {
        int[] all = new int[rows * classes.Length];
        for (int k = 0; k < classes.Length; k++)
        {
            for (int row = 0; row < rows; row++)
            {
                all[(row * classes.Length) + k] = classes[k][row];
            }
        }

        return all;
    }

    /// <summary>Reports a step, unless the previous report was very recent.</summary>
    private sealed class Look(IProgress<RunProgress> progress, Device device, int trainings)
    {
        private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

        private long last;

        internal void Report(TrainingProgress training, int done)
        {
            if (last != 0 && training.Step < training.Steps && Stopwatch.GetElapsedTime(last) < Pause)
            {
                return;
            }
            last = Stopwatch.GetTimestamp();
            progress.Report(
                new RunProgress(RunStage.Fitting)
                {
                    StageFraction = (done + (training.Step / (double)training.Steps)) / trainings,
                    Provider = device.Provider,
                    RowsPerSecond = training.RowsPerSecond,
                    MemoryBytes = Environment.WorkingSet,
                    Training = training,
                }
            );
        }
    }
}

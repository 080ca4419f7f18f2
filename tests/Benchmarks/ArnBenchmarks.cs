using System.Diagnostics;
using AethergenAI.Generation;
using AethergenAI.Generation.Sampling;
using AethergenAI.Onnx;
using AethergenAI.Tables;

namespace AethergenAI.Benchmarks;

/// <summary>
/// What the autoregressive network is held to. Figures on Adult need the folder that <c>AETHERGEN_BENCH_DATA</c> names.
/// </summary>
internal static class ArnBenchmarks
{
    private const int SampleRows = 500_000,
        GibiByte = 1024;

    public static IEnumerable<Benchmark> All =>
        Environment.GetEnvironmentVariable("AETHERGEN_BENCH_DATA") is null ? Wide : OnAdult.Concat(Small).Concat(Wide);

    private static IEnumerable<Benchmark> OnAdult =>
        [
            Figure("arn/adult-fit-cpu", "s", judged => judged.FitCpuSeconds) with
            {
                AtMost = 40,
            },
            Figure("arn/adult-fit", "s", judged => judged.FitSeconds) with
            {
                AtMost = 25,
            },
            Figure("arn/adult-peak-memory", "MiB", judged => judged.PeakMebibytes) with
            {
                AtMost = 600,
            },
            Figure("arn/adult-three-way", "tv", judged => judged.ThreeWay) with
            {
                AtMost = 0.050,
            },
            Figure("arn/adult-tstr", "auc", judged => judged.Utility("tstr")) with
            {
                AtLeast = 0.916,
            },
            Figure("arn/adult-detection", "auc", judged => judged.Fidelity("detection-auc")) with
            {
                AtMost = 0.54,
            },
            Figure("arn/adult-nearer-to-train", "share", judged => judged.NearerToTrain()) with
            {
                AtMost = 0.51,
            },
            Figure("arn/adult-unseen-pairs", "share", judged => judged.UnseenPairs) with
            {
                AtMost = 0.021,
            },
            .. Precisions.Select(precision => Rate(precision.Name, precision.AtLeast)),
            .. Precisions
                .Skip(1)
                .SelectMany(precision =>
                    (Benchmark[])
                        [
                            Figure(
                                $"arn/adult-{precision.Name}-three-way",
                                "tv",
                                judged => judged.ThreeWay,
                                ("precision", precision.Name)
                            ) with
                            {
                                AtMost = 0.060,
                            },
                            Figure(
                                $"arn/adult-{precision.Name}-tstr",
                                "auc",
                                judged => judged.Utility("tstr"),
                                ("precision", precision.Name)
                            ) with
                            {
                                AtLeast = 0.910,
                            },
                            Figure(
                                $"arn/adult-{precision.Name}-size",
                                "KiB",
                                judged => judged.Model.Graph.Length / 1024.0,
                                ("precision", precision.Name)
                            ),
                        ]
                ),
        ];

    private static IEnumerable<Benchmark> Small =>
        new[] { 300, 1000, 3000 }.SelectMany(rows =>
            (Benchmark[])
                [
                    new($"arn/adult-{rows}-detection", "auc", ct =>
                        Task.FromResult(EvaluatedFit.Of("arn", rows, ct).Fidelity("detection-auc"))
                    )
                    {
                        AtMost = rows < 3000 ? null : 0.70,
                    },
                    new($"arn/adult-{rows}-tstr-of-trtr", "ratio", ct =>
                        Task.FromResult(EvaluatedFit.Of("arn", rows, ct).Utility("ratio"))
                    )
                    {
                        AtLeast = 0.97,
                    },
                    new($"arn/adult-{rows}-nearer-to-train", "share", ct =>
                        Task.FromResult(EvaluatedFit.Of("arn", rows, ct).NearerToTrain())
                    )
                    {
                        AtMost = 0.52,
                    },
                ]
        );

    /// <summary>Cost by rows and by columns: linear would be the same seconds a million cells.</summary>
    private static IEnumerable<Benchmark> Wide =>
        new[] { (12, 20_000), (50, 20_000), (50, 100_000), (200, 20_000) }.SelectMany(size =>
            (Benchmark[])
                [
                    new($"arn/{size.Item1}-columns-{size.Item2 / 1000}k-rows", "cpu s/Mcell", ct =>
                        Task.FromResult(Cost("arn", size.Item1, size.Item2, ct))
                    ),
                    new($"arn/{size.Item1}-columns-{size.Item2 / 1000}k-rows-peak", "MiB", _ =>
                        Task.FromResult(Process.GetCurrentProcess().PeakWorkingSet64 / 1048576.0)
                    )
                    {
                        AtMost = 2 * GibiByte,
                    },
                ]
        );

    private static (string Name, double? AtLeast)[] Precisions =>
        [("fp32", 200_000), ("fp16", null), ("int8", 350_000), ("int8-static", 350_000), ("fp8", null)];

    private static Benchmark Figure(
        string name,
        string unit,
        Func<EvaluatedFit, double> figure,
        params (string, string)[] options
    ) => new(name, unit, ct => Task.FromResult(figure(EvaluatedFit.Of("arn", null, ct, options))));

    private static Benchmark Rate(string precision, double? atLeast) =>
        new($"arn/adult-{precision}-to-memory", "rows/s", ct =>
        {
            var model = EvaluatedFit.Of("arn", null, ct, precision == "fp32" ? [] : [("precision", precision)]).Model;
            using var sampler = new OnnxTokenSampler(model.Graph);
            RowSampler.Sample(model, sampler, new SampleRequest(50_000, Seed: 1), new Progress<RunProgress>(), ct);
            long begin = Stopwatch.GetTimestamp();
            RowSampler.Sample(model, sampler, new SampleRequest(SampleRows, Seed: 1), new Progress<RunProgress>(), ct);
            return Task.FromResult(SampleRows / Stopwatch.GetElapsedTime(begin).TotalSeconds);
        }) { AtLeast = atLeast };

    /// <summary>Half numbers, half levels, in chains: each column leans on the one before it.</summary>
    internal static double Cost(string generator, int columns, int rows, CancellationToken ct)
    {
        var random = new Random(1);
        double[] before = [.. Enumerable.Range(0, rows).Select(_ => random.NextDouble())];
        var made = new List<ColumnData>();
        for (int column = 0; column < columns; column++)
        {
            before = Array.ConvertAll(before, value => ((0.7 * value) + (0.6 * random.NextDouble())) % 1);
            made.Add(
                column % 2 == 0
                    ? new NumberData
                    {
                        Name = $"number{column}",
                        Values = Array.ConvertAll(before, value => Math.Round(-Math.Log(1 - value) * 1000, 1)),
                    }
                    : new LevelData
                    {
                        Name = $"level{column}",
                        Codes = Array.ConvertAll(before, value => (int)(value * value * 12)),
                        Levels = [.. Enumerable.Range(0, 12).Select(level => $"L{level}")],
                    }
            );
        }

        var schema = new Schema(
            "wide",
            [
                .. made.Select(
                    Column (column) =>
                        column is LevelData levels
                            ? new CategoricalColumn(levels.Name, levels.Levels)
                            : new DecimalColumn(column.Name)
                ),
            ]
        );
        TimeSpan cpu = Environment.CpuUsage.TotalTime;
        Generators
            .Named(generator)
            .Fit(
                new FitRequest(new Table(made), schema, new GeneratorSettings(new Dictionary<string, string>(), 1)),
                ct
            );
        return (Environment.CpuUsage.TotalTime - cpu).TotalSeconds / (columns * (double)rows) * 1e6;
    }
}

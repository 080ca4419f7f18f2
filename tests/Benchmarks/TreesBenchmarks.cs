using System.Diagnostics;
using AethergenAI.Generation.Sampling;
using AethergenAI.Onnx;

namespace AethergenAI.Benchmarks;

/// <summary>What trees are held to. Figures on Adult need the folder that <c>AETHERGEN_BENCH_DATA</c> names.</summary>
internal static class TreesBenchmarks
{
    private const int SampleRows = 1_000_000;

    public static IEnumerable<Benchmark> All =>
        Environment.GetEnvironmentVariable("AETHERGEN_BENCH_DATA") is null ? Wide : OnAdult.Concat(Small).Concat(Wide);

    private static IEnumerable<Benchmark> OnAdult =>
        [
            Figure("trees/adult-fit-cpu", "s", judged => judged.FitCpuSeconds) with
            {
                AtMost = 12,
            },
            Figure("trees/adult-fit", "s", judged => judged.FitSeconds) with
            {
                AtMost = 8,
            },
            Figure("trees/adult-peak-memory", "MiB", judged => judged.PeakMebibytes) with
            {
                AtMost = 600,
            },
            Figure("trees/adult-three-way", "tv", judged => judged.ThreeWay) with
            {
                AtMost = 0.050,
            },
            Figure("trees/adult-tstr", "auc", judged => judged.Utility("tstr")) with
            {
                AtLeast = 0.916,
            },
            Figure("trees/adult-detection", "auc", judged => judged.Fidelity("detection-auc")) with
            {
                AtMost = 0.54,
            },
            Figure("trees/adult-nearer-to-train", "share", judged => judged.NearerToTrain()) with
            {
                AtMost = 0.51,
            },
            Figure("trees/adult-unseen-pairs", "share", judged => judged.UnseenPairs) with
            {
                AtMost = 0.021,
            },
            Rate("trees/adult-to-memory", () => SampleRows / Sampling().Wall) with
            {
                AtLeast = 500_000,
            },
            // What other programs leave of the processor is in the wall's time and not in this.
            Rate("trees/adult-to-memory-by-cpu", () => SampleRows / (Sampling().Cpu / Environment.ProcessorCount)) with
            {
                AtLeast = 500_000,
            },
        ];

    private static IEnumerable<Benchmark> Small =>
        new[] { 300, 1000, 3000 }.SelectMany(rows =>
            (Benchmark[])
                [
                    new($"trees/adult-{rows}-detection", "auc", ct =>
                        Task.FromResult(EvaluatedFit.Of("trees", rows, ct).Fidelity("detection-auc"))
                    )
                    {
                        AtMost = rows < 3000 ? null : 0.70,
                    },
                    new($"trees/adult-{rows}-tstr-of-trtr", "ratio", ct =>
                        Task.FromResult(EvaluatedFit.Of("trees", rows, ct).Utility("ratio"))
                    )
                    {
                        AtLeast = 0.97,
                    },
                    new($"trees/adult-{rows}-nearer-to-train", "share", ct =>
                        Task.FromResult(EvaluatedFit.Of("trees", rows, ct).NearerToTrain())
                    )
                    {
                        AtMost = 0.52,
                    },
                ]
        );

    private static IEnumerable<Benchmark> Wide =>
        new[] { (12, 20_000), (50, 20_000), (50, 100_000), (200, 20_000) }.SelectMany(size =>
            (Benchmark[])
                [
                    new($"trees/{size.Item1}-columns-{size.Item2 / 1000}k-rows", "cpu s/Mcell", ct =>
                        Task.FromResult(ArnBenchmarks.Cost("trees", size.Item1, size.Item2, ct))
                    ),
                    new($"trees/{size.Item1}-columns-{size.Item2 / 1000}k-rows-peak", "MiB", _ =>
                        Task.FromResult(Process.GetCurrentProcess().PeakWorkingSet64 / 1048576.0)
                    )
                    {
                        AtMost = 2048,
                    },
                ]
        );

    private static Benchmark Figure(string name, string unit, Func<EvaluatedFit, double> figure) =>
        new(name, unit, ct => Task.FromResult(figure(EvaluatedFit.Of("trees", null, ct))));

    private static Benchmark Rate(string name, Func<double> rate) => new(name, "rows/s", _ => Task.FromResult(rate()));

    private static (double Wall, double Cpu) Sampling()
    {
        var model = EvaluatedFit.Of("trees", null, CancellationToken.None).Model;
        using var sampler = new OnnxTokenSampler(model.Graph);
        RowSampler.Sample(
            model,
            sampler,
            new SampleRequest(50_000, Seed: 1),
            new Progress<RunProgress>(),
            CancellationToken.None
        );
        var (cpu, begin) = (Environment.CpuUsage.TotalTime, Stopwatch.GetTimestamp());
        RowSampler.Sample(
            model,
            sampler,
            new SampleRequest(SampleRows, Seed: 1),
            new Progress<RunProgress>(),
            CancellationToken.None
        );
        return (Stopwatch.GetElapsedTime(begin).TotalSeconds, (Environment.CpuUsage.TotalTime - cpu).TotalSeconds);
    }
}

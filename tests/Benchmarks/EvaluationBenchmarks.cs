using System.Diagnostics;
using AethergenAI.Evaluation;
using AethergenAI.Evaluation.Boosting;
using AethergenAI.Evaluation.Kernels;
using AethergenAI.Runs;
using AethergenAI.Schemas;
using AethergenAI.Tables;
using AethergenAI.Tables.Csv;

namespace AethergenAI.Benchmarks;

/// <summary>Those on Adult need the folder that <c>AETHERGEN_BENCH_DATA</c> names.</summary>
internal static class EvaluationBenchmarks
{
    private static readonly string? Data = Environment.GetEnvironmentVariable("AETHERGEN_BENCH_DATA");

    public static IEnumerable<Benchmark> All => Data is null ? Everywhere : Everywhere.Concat(OnAdult);

    private static IEnumerable<Benchmark> Everywhere =>
    [
        new("evaluation/nearest-32k-32k-mixed", "s", ct => Task.FromResult(Seconds(() => Nearest(32_000, 14, ct)))) { AtMost = 6 },
    ];

    private static IEnumerable<Benchmark> OnAdult =>
    [
        new("evaluation/adult-trees-auc", "auc", ct => Task.FromResult(TreesArea(ct))) { AtLeast = 0.924 },
        new("evaluation/adult-trees", "s", ct => Task.FromResult(Seconds(() => TreesArea(ct)))) { AtMost = 5 },
        new("evaluation/adult-report", "s", ct => Task.FromResult(Seconds(() => Report(ct)))) { AtMost = 60 },
        new("evaluation/adult-report-peak-memory", "MiB", ct =>
        {
            Report(ct);
            return Task.FromResult(Process.GetCurrentProcess().PeakWorkingSet64 / 1048576.0);
        })
        { AtMost = 2_048 },
    ];

    private static void Nearest(int rows, int columns, CancellationToken ct)
    {
        var random = new RandomStream(1);
        float[][] Points() => [.. Enumerable.Range(0, columns).Select(c => Enumerable.Range(0, rows).Select(_ =>
            c % 2 == 0 ? (float)random.NextDouble() : random.NextInt(9)).ToArray())];
        NearestNeighbours.Search(Points(), Points(), null, 1, out _, ct);
    }

    private static double TreesArea(CancellationToken ct)
    {
        var (input, target) = Adult(ct);
        var space = FeatureSpace.Over(input, ct: ct);
        int at = space.Features.ToList().FindIndex(feature => feature.Name == target);
        int rich = space.Features[at].CodeOf(">50K");
        Sample train = space.Encode(input.Train), holdout = space.Encode(input.Holdout);
        var without = new HashSet<int> { at };
        var model = GradientBoosting.Classify(
            FeatureMatrix.Of(space, train, without), Array.ConvertAll(train.Codes[at], code => code == rich ? 1 : 0), 2, new BoostingOptions(), ct);
        return RocAuc.Compute(model.Score(FeatureMatrix.Of(space, holdout, without), ct)[0], Array.ConvertAll(holdout.Codes[at], code => code == rich));
    }

    // Every column shuffled on its own stands for a generator's rows.
    private static EvaluationReport Report(CancellationToken ct)
    {
        var (input, target) = Adult(ct);
        int rows = input.Train.RowCount;
        var synthetic = new Table([.. input.Train.Columns.Select((column, at) => column.Take(RandomStream.For(1, $"{at}").Choose(rows, rows)))]);
        return Evaluator.Evaluate(input with { Synthetic = synthetic, Target = target }, new EvaluationOptions(), new Progress<Telemetry>(), ct);
    }

    private static (EvaluationInput Input, string Target) Adult(CancellationToken ct)
    {
        string folder = Path.Combine(Data!, "adult");
        using var seed = File.OpenRead(Path.Combine(folder, "adult.train.csv"));
        var schema = SchemaInference.Infer(seed, "adult", CsvOptions.Default, ct).Schema;
        Table train = Read("adult.train.csv"), holdout = Read("adult.holdout.csv");
        return (new EvaluationInput(schema, train, holdout, train), "income");

        Table Read(string name)
        {
            using var stream = File.OpenRead(Path.Combine(folder, name));
            return CsvReader.Read(stream, schema, CsvOptions.Default, ct);
        }
    }

    private static double Seconds(Action work)
    {
        long begin = Stopwatch.GetTimestamp();
        work();
        return Stopwatch.GetElapsedTime(begin).TotalSeconds;
    }
}

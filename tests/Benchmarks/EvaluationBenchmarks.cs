using System.Diagnostics;
using AethergenAI.Evaluation;
using AethergenAI.Evaluation.Boosting;
using AethergenAI.Generation;
using AethergenAI.Generation.Sampling;
using AethergenAI.Onnx;
using AethergenAI.Onnx.Networks;
using AethergenAI.Schemas;
using AethergenAI.Statistics.Kernels;
using AethergenAI.Tables;
using AethergenAI.Tables.Csv;

namespace AethergenAI.Benchmarks;

/// <summary>Those on Adult need the folder that <c>AETHERGEN_BENCH_DATA</c> names.</summary>
internal static class EvaluationBenchmarks
{
    private static readonly string? Data = Environment.GetEnvironmentVariable("AETHERGEN_BENCH_DATA");

    public static IEnumerable<Benchmark> All => Data is null ? Everywhere : OnAdult.Concat(Everywhere);

    private static readonly Lazy<(EvaluationInput Input, ModelManifest Model)> Judged = new(() =>
        CopulaOfAdult(CancellationToken.None)
    );

    // Each is measured once, its processor time as well: on a machine that others use too,
    // that is the figure that means something.
    private static readonly Lazy<Measured> Full = new(() => Report(Effort.Full)),
        Quick = new(() => Report(Effort.Quick)),
        Deep = new(() => Report(Effort.Deep));
    private static readonly Lazy<Measured> OfMillion = new(Million);

    private sealed record Measured(double Seconds, double Processor, double Peak);

    private static IEnumerable<Benchmark> Everywhere =>
        [
            new("evaluation/nearest-32k-32k-mixed", "s", ct => Task.FromResult(Seconds(() => Nearest(32_000, 14, ct))))
            {
                AtMost = 6,
            },
            new("evaluation/million-rows-30-columns", "s", _ => Task.FromResult(OfMillion.Value.Seconds))
            {
                AtMost = 300,
            },
            new("evaluation/million-rows-30-columns-cpu", "CPU s", _ => Task.FromResult(OfMillion.Value.Processor))
            {
                AtMost = 600,
            },
        ];

    private static IEnumerable<Benchmark> OnAdult =>
        [
            new("evaluation/adult-trees-auc", "auc", ct => Task.FromResult(TreesArea(ct))) { AtLeast = 0.924 },
            new("evaluation/adult-trees", "s", ct => Task.FromResult(Seconds(() => TreesArea(ct)))) { AtMost = 5 },
            new("evaluation/adult-report", "s", _ => Task.FromResult(Full.Value.Seconds)) { AtMost = 90 },
            new("evaluation/adult-report-cpu", "CPU s", _ => Task.FromResult(Full.Value.Processor)) { AtMost = 180 },
            new("evaluation/adult-report-peak-memory", "MiB", _ => Task.FromResult(Full.Value.Peak)) { AtMost = 2_048 },
            new("evaluation/adult-quick", "s", _ => Task.FromResult(Quick.Value.Seconds)) { AtMost = 10 },
            new("evaluation/adult-quick-cpu", "CPU s", _ => Task.FromResult(Quick.Value.Processor)) { AtMost = 20 },
            new("evaluation/adult-deep", "s", _ => Task.FromResult(Deep.Value.Seconds)) { AtMost = 900 },
        ];

    private static void Nearest(int rows, int columns, CancellationToken ct)
    {
        var random = new RandomStream(1);
        float[][] Points() =>
            [
                .. Enumerable
                    .Range(0, columns)
                    .Select(c =>
                        Enumerable
                            .Range(0, rows)
                            .Select(_ => c % 2 == 0 ? (float)random.NextDouble() : random.NextInt(9))
                            .ToArray()
                    ),
            ];
        NearestNeighbours.Search(Points(), Points(), null, 1, out _, ct);
    }

    private static double TreesArea(CancellationToken ct)
    {
        var (input, target) = Adult(ct);
        var space = FeatureSpace.Over(input, ct: ct);
        int at = space.Features.ToList().FindIndex(feature => feature.Name == target);
        int rich = space.Features[at].Levels.ToList().IndexOf(">50K");
        Sample train = space.Encode(input.Train),
            holdout = space.Encode(input.Holdout);
        var without = new HashSet<int> { at };
        var model = GradientBoosting.Classify(
            FeatureMatrix.Of(space, train, without),
            Array.ConvertAll(train.Codes[at], code => code == rich ? 1 : 0),
            2,
            new BoostingOptions(),
            ct
        );
        return RocAuc.WithPlacements(
            model.Score(FeatureMatrix.Of(space, holdout, without), ct)[0],
            Array.ConvertAll(holdout.Codes[at], code => code == rich),
            out _
        );
    }

    private static Measured Report(Effort effort)
    {
        var (input, model) = Judged.Value;
        return Evaluate(input with { Regenerate = Refit.Of(model) }, effort);
    }

    private static Measured Evaluate(EvaluationInput input, Effort effort)
    {
        var options = new EvaluationOptions(1, effort) { Network = NetworkLearner.Fit };
        var before = Process.GetCurrentProcess().TotalProcessorTime;
        double seconds = Seconds(() =>
            Evaluator.Evaluate(input, options, new Progress<RunProgress>(), CancellationToken.None)
        );
        var now = Process.GetCurrentProcess();
        return new Measured(seconds, (now.TotalProcessorTime - before).TotalSeconds, now.PeakWorkingSet64 / 1048576.0);
    }

    private static (EvaluationInput Input, ModelManifest Model) CopulaOfAdult(CancellationToken ct)
    {
        var (input, target) = Adult(ct);
        var settings = new GeneratorSettings(new Dictionary<string, string>(), 1);
        var model = Generators.Named("copula").Fit(new FitRequest(input.Train, input.Schema, settings), ct);
        using var sampler = new OnnxTokenSampler(model.Graph);
        var rows = RowSampler
            .Sample(model, sampler, new SampleRequest(input.Train.RowCount, Seed: 1), new Progress<RunProgress>(), ct)
            .Table;
        return (input with { Synthetic = rows, Target = target }, model.Manifest);
    }

    // 15 numbers and 15 columns of 6 levels that hang together through one factor; the synthetic rows are fresh ones.
    private static Measured Million()
    {
        const int columns = 30;
        string[] levels = ["a", "b", "c", "d", "e", "f"];
        var schema = new Schema(
            "million",
            [
                .. Enumerable
                    .Range(0, columns)
                    .Select(
                        Column (c) => c % 2 == 0 ? new DecimalColumn($"x{c}") : new CategoricalColumn($"k{c}", levels)
                    ),
            ]
        );
        Table Rows(int rows, ulong seed)
        {
            var random = new RandomStream(seed);
            double[] factor = [.. Enumerable.Range(0, rows).Select(_ => random.NextDouble())];
            return new Table([
                .. Enumerable
                    .Range(0, columns)
                    .Select(
                        ColumnData (c) =>
                            c % 2 == 0
                                ? new NumberData
                                {
                                    Name = $"x{c}",
                                    Values = Array.ConvertAll(factor, f => f + random.NextDouble()),
                                }
                                : new LevelData
                                {
                                    Name = $"k{c}",
                                    Levels = levels,
                                    Codes = Array.ConvertAll(factor, f => (int)(6 * f * random.NextDouble())),
                                }
                    ),
            ]);
        }

        var input = new EvaluationInput(schema, Rows(1_000_000, 1), Rows(250_000, 2), Rows(1_000_000, 3))
        {
            Target = "k1",
        };
        return Evaluate(input, Effort.Full);
    }

    private static (EvaluationInput Input, string Target) Adult(CancellationToken ct)
    {
        string folder = Path.Combine(Data!, "adult");
        using var seed = File.OpenRead(Path.Combine(folder, "adult.train.csv"));
        var schema = SchemaInference.Infer(seed, "adult", CsvOptions.Default, ct).Schema;
        Table train = Read("adult.train.csv"),
            holdout = Read("adult.holdout.csv");
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

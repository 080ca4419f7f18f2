using System.Diagnostics;
using AethergenAI.Generation;
using AethergenAI.Generation.Sampling;
using AethergenAI.Onnx;
using AethergenAI.Schemas;
using AethergenAI.Tables;
using AethergenAI.Tables.Csv;

namespace AethergenAI.Benchmarks;

/// <summary>
/// Fitting and sampling a table like Adult: 32,561 rows, 6 numbers (one heaped at 0, one nearly so),
/// 9 categories of up to 42 levels.
/// </summary>
internal static class GenerationBenchmarks
{
    private const int SampleRows = 2_000_000;

    private static readonly Lazy<(Table Seed, Schema Schema)> Adult = new(AdultLike);
    private static readonly Lazy<Model> Copula = new(Fit);

    public static IEnumerable<Benchmark> All =>
        [
            new("generation/copula-fit", "s", _ => Task.FromResult(Seconds(() => Fit()))) { AtMost = 1.5 },
            new("generation/copula-to-memory", "rows/s", ct =>
                Task.FromResult(
                    RowsPerSecond(Copula.Value, (model, sampler) =>
                        RowSampler.Sample(model, sampler, new SampleRequest(SampleRows, Seed: 1), Silent(), ct)
                    )
                )
            )
            {
                AtLeast = 500_000,
            },
            new("generation/copula-to-csv", "rows/s", ct =>
                Task.FromResult(RowsPerSecond(Copula.Value, (model, sampler) =>
                    {
                        using var writer = new CsvRowWriter(Stream.Null, model.Manifest.Schema);
                        foreach (
                            var block in RowSampler.Blocks(
                                model,
                                sampler,
                                new SampleRequest(SampleRows, Seed: 1),
                                Silent(),
                                ct
                            )
                        )
                        {
                            writer.Write(block.Rows);
                        }
                    }))
            )
            {
                AtLeast = 200_000,
            },
        ];

    private static Model Fit() =>
        Generators
            .Named("copula")
            .Fit(
                new FitRequest(
                    Adult.Value.Seed,
                    Adult.Value.Schema,
                    new GeneratorSettings(new Dictionary<string, string>(), 1)
                ),
                CancellationToken.None
            );

    private static double RowsPerSecond(Model model, Action<Model, ITokenSampler> draw)
    {
        using var sampler = new OnnxTokenSampler(model.Graph);
        RowSampler.Sample(model, sampler, new SampleRequest(50_000, Seed: 1), Silent(), CancellationToken.None);
        return SampleRows / Seconds(() => draw(model, sampler));
    }

    private static double Seconds(Action work)
    {
        long begin = Stopwatch.GetTimestamp();
        work();
        return Stopwatch.GetElapsedTime(begin).TotalSeconds;
    }

    private static Progress<RunProgress> Silent() => new();

    /// <summary>
    /// The real Adult where AETHERGEN_BENCH_DATA names a folder that has it, else a table of its shape.
    /// </summary>
    private static (Table Seed, Schema Schema) AdultLike()
    {
        string? folder = Environment.GetEnvironmentVariable("AETHERGEN_BENCH_DATA");
        string file = Path.Combine(folder ?? "", "adult", "adult.train.csv");
        if (folder is null || !File.Exists(file))
        {
            return MadeUp();
        }
        using var inferred = File.OpenRead(file);
        var schema = SchemaInference.Infer(inferred, "adult").Schema;
        using var read = File.OpenRead(file);
        return (CsvReader.Read(read, schema), schema);
    }

    private static (Table Seed, Schema Schema) MadeUp()
    {
        const int rows = 32_561;
        var random = new Random(1);
        double[] age = [.. Draw(_ => 17 + Math.Floor(40 * random.NextDouble()) + Math.Floor(34 * random.NextDouble()))];
        double[] weight =
        [
            .. Draw(_ => Math.Floor(12_285 + (180_000 * Math.Exp(random.NextDouble() + random.NextDouble() - 1)))),
        ];
        double[] school =
        [
            .. age.Select(years => Math.Min(16, Math.Floor((years / 12) + (9 * random.NextDouble())) + 1)),
        ];
        double[] gain = [.. Draw(_ => random.NextDouble() < 0.92 ? 0 : 100 * (1 + random.Next(119)))];
        double[] loss = [.. Draw(_ => random.NextDouble() < 0.95 ? 0 : 155 + (40 * random.Next(92)))];
        double[] hours = [.. Draw(_ => random.NextDouble() < 0.47 ? 40 : 1 + random.Next(99))];
        int[] counts = [9, 16, 7, 15, 6, 5, 2, 42, 2];
        LevelData[] levels =
        [
            .. counts.Select(
                (count, column) =>
                    new LevelData
                    {
                        Name = $"level{column}",
                        Codes =
                        [
                            .. school.Select(years =>
                                (int)
                                    Math.Min(
                                        count - 1,
                                        count * random.NextDouble() * random.NextDouble() * (0.5 + (years / 16))
                                    )
                            ),
                        ],
                        Levels = [.. Enumerable.Range(0, count).Select(level => $"Level-{level}")],
                    }
            ),
        ];
        NumberData[] numbers =
        [
            Number("age", age),
            Number("weight", weight),
            Number("school", school),
            Number("gain", gain),
            Number("loss", loss),
            Number("hours", hours),
        ];
        var schema = new Schema(
            "adult-like",
            [
                .. numbers.Select(Column (column) => new IntegerColumn(column.Name)),
                .. levels.Select(column => new CategoricalColumn(column.Name, column.Levels)),
            ]
        );
        return (new Table([.. numbers, .. levels]), schema);

        static IEnumerable<double> Draw(Func<int, double> value) => Enumerable.Range(0, rows).Select(value);
        static NumberData Number(string name, double[] values) => new() { Name = name, Values = values };
    }
}

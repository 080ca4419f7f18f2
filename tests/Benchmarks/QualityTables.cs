using System.Globalization;
using AethergenAI.Evaluation;
using AethergenAI.Generation;
using AethergenAI.Generation.Sampling;
using AethergenAI.Onnx;
using AethergenAI.Schemas;
using AethergenAI.Statistics;
using AethergenAI.Statistics.Kernels;
using AethergenAI.Tables;
using AethergenAI.Tables.Csv;

namespace AethergenAI.Benchmarks;

/// <summary>
/// Prints how generators do on the tables of <c>AETHERGEN_BENCH_DATA</c>: each table's rows are halved by chance, the
/// generator is fitted to one half and judged against the other, three times.
/// </summary>
internal static class QualityTables
{
    private const int Fits = 3,
        MaxRows = 20_000;

    private static readonly (string Name, string[] Files, string Target)[] Known =
    [
        ("adult", ["adult/adult.train.csv", "adult/adult.holdout.csv"], "income"),
        ("bike_sharing", ["bike_sharing/bike_sharing.train.csv", "bike_sharing/bike_sharing.holdout.csv"], "cnt"),
        ("magic", ["tabular7/magic/magic.train.csv", "tabular7/magic/magic.test.csv"], "class"),
        ("shoppers", ["tabular7/shoppers/shoppers.train.csv", "tabular7/shoppers/shoppers.test.csv"], "Revenue"),
    ];

    private static readonly string[] Figures = ["detection", "derived", "nearer", "membership", "utility", "fit cpu s"];

    /// <param name="args">Generators, with options: <c>arn</c>, <c>arn:experts=4,active=2</c>; arn and trees if none
    /// is given. <c>table=NAME</c> and <c>rows=N</c> limit the tables and their halves.</param>
    internal static int Run(string[] args, CancellationToken ct)
    {
        if (Environment.GetEnvironmentVariable("AETHERGEN_BENCH_DATA") is not { } folder)
        {
            Console.Error.WriteLine("aethergen: AETHERGEN_BENCH_DATA names no folder with the tables.");
            return 2;
        }
        string? table = Given(args, "table");
        int most = int.Parse(Given(args, "rows") ?? $"{MaxRows}", CultureInfo.InvariantCulture);
        string[] generators = [.. args.Where(arg => !arg.StartsWith("table=") && !arg.StartsWith("rows="))];
        generators = generators.Length == 0 ? ["arn", "trees"] : generators;
        Console.WriteLine($"| table | rows | generator | {string.Join(" | ", Figures)} |");
        foreach (var known in Known.Where(one => table is null || one.Name == table))
        {
            var (schema, rows) = Read(folder, known.Name, known.Files);
            foreach (string generator in generators)
            {
                ct.ThrowIfCancellationRequested();
                Print(known.Name, known.Target, generator, schema, rows, most, ct);
            }
        }

        return 0;
    }

    private static string? Given(string[] args, string name) =>
        args.FirstOrDefault(arg => arg.StartsWith($"{name}=", StringComparison.Ordinal))?[(name.Length + 1)..];

    private static void Print(
        string table,
        string target,
        string generator,
        Schema schema,
        Table rows,
        int most,
        CancellationToken ct
    )
    {
        double[][] fits =
        [
            .. Enumerable.Range(1, Fits).Select(fit => Judge(generator, schema, rows, target, most, fit, ct)),
        ];
        var cells = Figures.Select(
            (_, figure) =>
            {
                double[] values = [.. fits.Select(fit => fit[figure])];
                var interval = StudentT.Interval95(values);
                return string.Create(
                    CultureInfo.InvariantCulture,
                    $"{values.Average():0.000} ± {(interval.High - interval.Low) / 2:0.000}"
                );
            }
        );
        int half = Math.Min(most, rows.RowCount / 2);
        Console.WriteLine($"| {table} | {half:N0} | {generator} | {string.Join(" | ", cells)} |");
    }

    /// <returns>In the order of <see cref="Figures"/>.</returns>
    private static double[] Judge(
        string generator,
        Schema schema,
        Table rows,
        string target,
        int most,
        int fit,
        CancellationToken ct
    )
    {
        int half = Math.Min(most, rows.RowCount / 2);
        int[] chosen = RandomStream.For((ulong)fit, "quality-halves").Choose(rows.RowCount, 2 * half);
        Table train = rows.Take(chosen[..half]),
            holdout = rows.Take(chosen[half..]);
        string[] parts = generator.Split(':');
        var options = parts
            .Skip(1)
            .SelectMany(part => part.Split(','))
            .Select(option => option.Split('='))
            .ToDictionary(option => option[0], option => option[1]);
        var before = Environment.CpuUsage.TotalTime;
        var settings = new GeneratorSettings(options, (ulong)fit);
        var model = Generators.Named(parts[0]).Fit(new FitRequest(train, schema, settings), ct);
        double cpu = (Environment.CpuUsage.TotalTime - before).TotalSeconds;
        using var sampler = new OnnxTokenSampler(model.Graph);
        var drawn = RowSampler
            .Sample(model, sampler, new SampleRequest(half, Seed: (ulong)fit), new Progress<RunProgress>(), ct)
            .Table;
        var report = Evaluator.Evaluate(
            new EvaluationInput(schema, train, holdout, drawn) { Target = target },
            new EvaluationOptions(),
            new Progress<RunProgress>(),
            ct
        );
        return
        [
            Fidelity("detection-auc"),
            Fidelity("detection-auc-derived"),
            (1 + Attack("nearest-record")) / 2,
            (1 + Attack("membership-inference")) / 2,
            report.Utility.Measures.First(measure => measure.Name == "ratio").Value ?? double.NaN,
            cpu,
        ];

        double Fidelity(string name) =>
            report.Fidelity.Overall.First(measure => measure.Name == name).Value ?? double.NaN;

        double Attack(string name) =>
            report.Privacy.Attacks.First(attack => attack.Name == name).Estimate ?? double.NaN;
    }

    private static (Schema Schema, Table Rows) Read(string folder, string name, string[] files)
    {
        string[] texts = [.. files.Select(file => File.ReadAllText(Path.Combine(folder, file)))];
        string all = string.Concat(texts.Select((text, at) => at == 0 ? text : text[(text.IndexOf('\n') + 1)..]));
        byte[] bytes = System.Text.Encoding.UTF8.GetBytes(all);
        using MemoryStream inferred = new(bytes),
            stream = new(bytes);
        var schema = SchemaInference.Infer(inferred, name).Schema;
        return (schema, CsvReader.Read(stream, schema));
    }
}

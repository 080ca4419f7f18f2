using System.Diagnostics;
using AethergenAI.Evaluation;
using AethergenAI.Evaluation.Fidelity;
using AethergenAI.Generation;
using AethergenAI.Generation.Sampling;
using AethergenAI.Onnx;
using AethergenAI.Schemas;
using AethergenAI.Statistics.Kernels;
using AethergenAI.Tables;
using AethergenAI.Tables.Csv;

namespace AethergenAI.Benchmarks;

/// <summary>
/// A generator fitted to Adult (or some rows of it), as many rows drawn, and the evaluator's report on them;
/// each made once.
/// </summary>
internal sealed class EvaluatedFit
{
    private static readonly Dictionary<string, EvaluatedFit> Done = new(StringComparer.Ordinal);
    private static readonly Lazy<(Schema Schema, Table Train, Table Holdout)> Adult = new(Read);

    private EvaluatedFit(string generator, int? rows, Dictionary<string, string> options, CancellationToken ct)
    {
        var (schema, train, holdout) = Adult.Value;
        if (rows is { } few)
        {
            train = train.Take(RandomStream.For(9, $"{few} rows").Choose(train.RowCount, few));
        }
        var (cpu, begin) = (Environment.CpuUsage.TotalTime, Stopwatch.GetTimestamp());
        Model = Generators.Named(generator).Fit(new FitRequest(train, schema, new GeneratorSettings(options, 1)), ct);
        (FitCpuSeconds, FitSeconds) = (
            (Environment.CpuUsage.TotalTime - cpu).TotalSeconds,
            Stopwatch.GetElapsedTime(begin).TotalSeconds
        );
        using var sampler = new OnnxTokenSampler(Model.Graph);
        var rowsOf = RowSampler
            .Sample(Model, sampler, new SampleRequest(train.RowCount, Seed: 7), new Progress<RunProgress>(), ct)
            .Table;
        PeakMebibytes = Process.GetCurrentProcess().PeakWorkingSet64 / 1048576.0;
        Report = Evaluator.Evaluate(
            new EvaluationInput(schema, train, holdout, rowsOf) { Target = "income" },
            new EvaluationOptions(),
            new Progress<RunProgress>(),
            ct
        );
        var space = FeatureSpace.Over(new EvaluationInput(schema, train, train, rowsOf), ct: ct);
        Sample real = space.Encode(train);
        var samples = new MatchedSamples(space, real, real, space.Encode(rowsOf));
        ThreeWay = 1 - ThreeWayOverlap.Measure(samples, 1, ct).Overall!.Value!.Value;
        UnseenPairs = LevelPairs.Unseen(train, rowsOf);
    }

    internal Model Model { get; }

    internal double FitCpuSeconds { get; }

    internal double FitSeconds { get; }

    /// <summary>Of the whole process up to the sampled rows.</summary>
    internal double PeakMebibytes { get; }

    internal EvaluationReport Report { get; }

    internal double ThreeWay { get; }

    /// <summary>See <see cref="LevelPairs"/>.</summary>
    internal double UnseenPairs { get; }

    internal static EvaluatedFit Of(
        string generator,
        int? rows,
        CancellationToken ct,
        params (string Name, string Value)[] options
    )
    {
        string asked = $"{generator} {rows} {string.Join(",", options)}";
        if (!Done.TryGetValue(asked, out EvaluatedFit? judged))
        {
            judged = new EvaluatedFit(
                generator,
                rows,
                options.ToDictionary(option => option.Name, option => option.Value),
                ct
            );
            Done.Add(asked, judged);
        }

        return judged;
    }

    internal double Fidelity(string name) =>
        Report.Fidelity.Overall.First(measure => measure.Name == name).Value!.Value;

    internal double Utility(string name) => Report.Utility.Measures.First(measure => measure.Name == name).Value!.Value;

    /// <summary>
    /// The share of synthetic rows that are nearer to a seed row than to as many rows the generator never saw,
    /// ties counting half.
    /// </summary>
    internal double NearerToTrain() =>
        (1 + Report.Privacy.Attacks.First(attack => attack.Name == "nearest-record").Estimate!.Value) / 2;

    private static (Schema Schema, Table Train, Table Holdout) Read()
    {
        string folder = Path.Combine(Environment.GetEnvironmentVariable("AETHERGEN_BENCH_DATA")!, "adult");
        using var inferred = File.OpenRead(Path.Combine(folder, "adult.train.csv"));
        var schema = SchemaInference.Infer(inferred, "adult").Schema;
        return (schema, Rows("adult.train.csv"), Rows("adult.holdout.csv"));

        Table Rows(string name)
        {
            using var stream = File.OpenRead(Path.Combine(folder, name));
            return CsvReader.Read(stream, schema);
        }
    }
}

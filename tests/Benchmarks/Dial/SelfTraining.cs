using AethergenAI.Evaluation;
using AethergenAI.Evaluation.Collapse;
using AethergenAI.Generation;
using AethergenAI.Generation.Sampling;
using AethergenAI.Onnx;
using AethergenAI.Tables;
using AethergenAI.Tables.Csv;

namespace AethergenAI.Benchmarks.Dial;

/// <param name="Generation">0 for further fresh rows.</param>
/// <param name="Losses">Of the figures, in the order of <see cref="CollapseFigures.Names"/>.</param>
/// <param name="Relations">The loss of relations, in percent.</param>
internal sealed record ChainLink(
    string Data,
    string Generator,
    int Repeat,
    int Generation,
    double[] Losses,
    double Relations
)
{
    public string Chain => $"{Data} {Generator} {Repeat}";
}

/// <summary>A generator that learns from its own rows: each generation replaces the one before.</summary>
internal static class SelfTraining
{
    public static readonly IReadOnlyList<int> Judged = [0, 1, 2, 3, 5, 8];

    /// <summary>The figures of the judged generations, and of further fresh rows as generation 0.</summary>
    public static IEnumerable<ChainLink> Measure(DialData data, string generator, int repeat, CancellationToken ct)
    {
        var (seed, fresh, further) = data.Split((ulong)repeat);
        int generation = 0;
        foreach (var rows in Generations(data, generator, seed, (ulong)repeat, ct).Take(Judged[^1]).Prepend(further))
        {
            if (Judged.Contains(generation))
            {
                var (reading, gain) = CollapseRisk.Figures(Samples(data, seed, fresh, rows, ct), (ulong)repeat, ct);
                yield return new ChainLink(
                    data.Name,
                    generator,
                    repeat,
                    generation,
                    CollapseFigures.Losses(reading.Synthetic, reading.Fresh, gain),
                    DialScale.Relations(reading)
                );
            }

            generation++;
        }
    }

    public static MatchedSamples Samples(DialData data, Table seed, Table fresh, Table synthetic, CancellationToken ct)
    {
        var input = new EvaluationInput(data.Schema, seed, fresh, synthetic);
        var space = FeatureSpace.Over(input, ct);
        return new MatchedSamples(
            space,
            space.Encode(input.Train),
            space.Encode(input.Holdout),
            space.Encode(input.Synthetic)
        );
    }

    /// <summary>
    /// The generations from the first. Where <c>AETHERGEN_BENCH_CHAINS</c> names a folder they are kept there, because
    /// fitting them takes most of the time.
    /// </summary>
    private static IEnumerable<Table> Generations(
        DialData data,
        string generator,
        Table seed,
        ulong random,
        CancellationToken ct
    )
    {
        string? folder = Environment.GetEnvironmentVariable("AETHERGEN_BENCH_CHAINS");
        var rows = seed;
        for (ulong generation = 1; ; generation++)
        {
            string name = $"{data.Name}.{generator}.{random}.{generation}.csv";
            rows = folder is null
                ? Next(data, generator, rows, random, generation, ct)
                : Kept(Path.Combine(folder, name), data.Schema, () =>
                    Next(data, generator, rows, random, generation, ct)
                );
            yield return rows;
        }
    }

    private static Table Kept(string file, Schema schema, Func<Table> make)
    {
        if (File.Exists(file))
        {
            using var stored = File.OpenRead(file);
            return CsvReader.Read(stored, schema, CsvOptions.Default);
        }
        var rows = make();
        using (var written = File.Create(file + ".part"))
        {
            CsvWriter.Write(written, rows, schema, CancellationToken.None);
        }
        File.Move(file + ".part", file, overwrite: true);
        return rows;
    }

    private static Table Next(
        DialData data,
        string generator,
        Table rows,
        ulong random,
        ulong generation,
        CancellationToken ct
    )
    {
        var settings = new GeneratorSettings(new Dictionary<string, string>(), (100 * random) + generation);
        var model = Generators.Named(generator).Fit(new FitRequest(rows, data.Schema, settings), ct);
        using var sampler = new OnnxTokenSampler(model.Graph);
        var request = new SampleRequest(rows.RowCount, settings.Seed);
        return RowSampler.Sample(model, sampler, request, new Progress<RunProgress>(), ct).Table;
    }
}

using AethergenAI.Evaluation;
using AethergenAI.Evaluation.Boosting;
using AethergenAI.Generation;
using AethergenAI.Generation.Encodings;
using AethergenAI.Generation.Marginals;
using AethergenAI.Generation.Sampling;
using AethergenAI.Onnx;
using AethergenAI.Privacy.Ledger;
using AethergenAI.Schemas;
using AethergenAI.Statistics.Kernels;
using AethergenAI.Tables;
using AethergenAI.Tables.Csv;

namespace AethergenAI.Benchmarks;

/// <summary>
/// Adult with the public bins of <c>docs/examples/adult.schema.json</c>: what a mechanism keeps of it at a given ε
/// and δ = 1e-9. Errors are total variation distances from the training rows, in those bins:
/// the mean over all pairs of columns, and over all triples of at most 10,000 cells.
/// </summary>
internal sealed class AdultPrivately
{
    private const double Delta = 1e-9;

    /// <summary>Rows that stand for the model itself: their own error is some .003.</summary>
    private const int Many = 1_000_000;

    private static readonly Lazy<AdultPrivately> Loaded = new(() => new AdultPrivately());

    private readonly Schema schema;
    private readonly Table train,
        holdout;
    private readonly Dictionary<(string, double, string), Trial[]> done = [];

    private AdultPrivately()
    {
        string folder = Path.Combine(Environment.GetEnvironmentVariable("AETHERGEN_BENCH_DATA")!, "adult");
        schema = SchemaReader.Read(File.ReadAllText(Path.Combine(Root(), "docs", "examples", "adult.schema.json")));
        (train, holdout) = (Read("adult.train.csv"), Read("adult.holdout.csv"));

        Table Read(string name)
        {
            using var stream = File.OpenRead(Path.Combine(folder, name));
            return CsvReader.Read(stream, schema, CsvOptions.Default);
        }
    }

    /// <summary>One fit's figures.</summary>
    /// <param name="Rows">Errors of as many rows as there are in training: two columns, three columns.</param>
    /// <param name="Model">The same of a million rows: the model's own.</param>
    /// <param name="Seconds">Processor time of the fit.</param>
    /// <param name="Sampling">Processor time of drawing a million rows.</param>
    /// <param name="Area">Under the ROC curve of boosted trees that learnt income from the rows,
    /// on the holdout.</param>
    internal sealed record Trial(
        (double Two, double Three) Rows,
        (double Two, double Three) Model,
        double Seconds,
        double Sampling,
        double Area
    );

    internal static AdultPrivately Data => Loaded.Value;

    /// <summary>Fits with five noises, once for all figures that are taken from them.</summary>
    internal Trial[] Trials(
        string generator,
        double epsilon,
        CancellationToken ct,
        params (string Name, string Value)[] options
    )
    {
        string asked = string.Join(",", options);
        if (!done.TryGetValue((generator, epsilon, asked), out var trials))
        {
            int repeats = int.TryParse(Environment.GetEnvironmentVariable("AETHERGEN_BENCH_REPEATS"), out int few)
                ? few
                : 5;
            trials =
            [
                .. Enumerable.Range(1, repeats).Select(seed => Run(generator, epsilon, (ulong)seed, options, ct)),
            ];
            done[(generator, epsilon, asked)] = trials;
        }

        return trials;
    }

    /// <summary>How far the worst of some fits lies below their mean, by the area of <see cref="Trial"/>.</summary>
    internal double WorstBelowMean(string generator, double epsilon, int fits, CancellationToken ct)
    {
        double[] areas =
        [
            .. Enumerable
                .Range(1, fits)
                .Select(seed =>
                {
                    var model = Fit(generator, epsilon, (ulong)seed, [], ct);
                    using var sampler = new OnnxTokenSampler(model.Graph);
                    return Area(Sample(model, sampler, train.RowCount, (ulong)seed), ct);
                }),
        ];
        return areas.Average() - areas.Min();
    }

    private Trial Run(
        string generator,
        double epsilon,
        ulong seed,
        (string Name, string Value)[] options,
        CancellationToken ct
    )
    {
        TimeSpan begin = Environment.CpuUsage.TotalTime;
        var model = Fit(generator, epsilon, seed, options, ct);
        double fitting = (Environment.CpuUsage.TotalTime - begin).TotalSeconds;
        using var sampler = new OnnxTokenSampler(model.Graph);
        Table rows = Sample(model, sampler, train.RowCount, seed);
        begin = Environment.CpuUsage.TotalTime;
        var many = Sample(model, sampler, Many, seed);
        double sampling = (Environment.CpuUsage.TotalTime - begin).TotalSeconds;
        int[][] real = Tokens(model.Manifest, train);
        return new Trial(
            Errors(model.Manifest, real, Tokens(model.Manifest, rows)),
            Errors(model.Manifest, real, Tokens(model.Manifest, many)),
            fitting,
            sampling,
            Area(rows, ct)
        );
    }

    private Model Fit(
        string generator,
        double epsilon,
        ulong seed,
        (string Name, string Value)[] options,
        CancellationToken ct
    )
    {
        var values = options.ToDictionary(option => option.Name, option => option.Value, StringComparer.Ordinal);
        (values["epsilon"], values["delta"]) = ($"{epsilon}", $"{Delta}");
        var request = new FitRequest(train, schema, new GeneratorSettings(values, seed))
        {
            Privacy = PrivacyAccount.InMemory(),
        };
        return Generators.Named(generator).Fit(request, ct);
    }

    private static Table Sample(Model model, OnnxTokenSampler sampler, int rows, ulong seed) =>
        RowSampler
            .Sample(model, sampler, new SampleRequest(rows, seed), new Progress<RunProgress>(), CancellationToken.None)
            .Table;

    private static int[][] Tokens(ModelManifest manifest, Table rows) =>
        [
            .. manifest.Encodings.Select(encoding =>
                encoding switch
                {
                    NumberEncoding numbers => Array.ConvertAll(
                        rows.Numbers(encoding.Column).Values,
                        numbers.Scale.TokenOf
                    ),
                    LevelEncoding levels => Codes(rows.Levels(encoding.Column), levels.Levels),
                    _ => throw new InvalidOperationException("The benchmark's columns are numbers and levels."),
                }
            ),
        ];

    private static int[] Codes(LevelData column, IReadOnlyList<string> levels)
    {
        int[] map = [.. column.Levels.Select(level => levels.ToList().IndexOf(level))];
        return Array.ConvertAll(column.Codes, code => map[code]);
    }

    private static (double Two, double Three) Errors(ModelManifest manifest, int[][] real, int[][] other)
    {
        int[] sizes = [.. manifest.Columns.Select(column => column.Tokens)];
        var sets = Workload.Of(sizes, 3, [.. sizes.Select(_ => 1)]).Candidates;
        return (Mean(2), Mean(3));

        double Mean(int columns) =>
            sets.Where(set => set.Length == columns).AsParallel().Average(set => Distance(real, other, set, sizes));
    }

    private static double Distance(int[][] real, int[][] other, int[] set, int[] sizes)
    {
        int[] first = new int[(int)CellIndexing.Count(set, sizes)],
            second = new int[first.Length];
        CellIndexing.CountRows(real, set, sizes, first);
        CellIndexing.CountRows(other, set, sizes, second);
        double rows = real[0].Length,
            others = other[0].Length;
        return first.Zip(second, (one, two) => Math.Abs((one / rows) - (two / others))).Sum() / 2;
    }

    private double Area(Table rows, CancellationToken ct)
    {
        var space = FeatureSpace.Over(new EvaluationInput(schema, rows, holdout, rows), ct: ct);
        int at = space.Features.ToList().FindIndex(feature => feature.Name == "income"),
            rich = space.Features[at].Levels.ToList().IndexOf(">50K");
        Sample learnt = space.Encode(rows),
            tested = space.Encode(holdout);
        var without = new HashSet<int> { at };
        int[] labels = Array.ConvertAll(learnt.Codes[at], code => code == rich ? 1 : 0);
        var trees = GradientBoosting.Classify(
            FeatureMatrix.Of(space, learnt, without),
            labels,
            2,
            new BoostingOptions(),
            ct
        );
        return RocAuc.WithPlacements(
            trees.Score(FeatureMatrix.Of(space, tested, without), ct)[0],
            Array.ConvertAll(tested.Codes[at], code => code == rich),
            out _
        );
    }

    private static string Root()
    {
        for (string? folder = AppContext.BaseDirectory; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (File.Exists(Path.Combine(folder, "AethergenAI.sln")))
            {
                return folder;
            }
        }

        throw new DirectoryNotFoundException("The benchmarks run inside the repository.");
    }
}

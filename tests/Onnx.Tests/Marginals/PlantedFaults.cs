using AethergenAI.Generation;
using AethergenAI.Generation.Private;
using AethergenAI.Privacy.Noise;
using AethergenAI.Tables;

namespace AethergenAI.Onnx.Tests.Marginals;

/// <summary>A fault that an audit of a fit must find.</summary>
/// <param name="Name">The fault, in words.</param>
/// <param name="Case">The case that shows it.</param>
/// <param name="Plant">Changes a right generator into a wrong one; null: the fault is not in the generator.</param>
internal sealed record PlantedCase(
    string Name,
    string Generator,
    string Case,
    Func<IGenerator, IGenerator>? Plant = null
)
{
    /// <summary>Enough for a fault that shows in every fit; noise takes four times as many.</summary>
    private const int Few = 100;

    internal PlantedFault? Fault { get; init; }

    /// <summary>How many trials on each table find the fault.</summary>
    internal int Trials { get; init; } = 4 * Few;

    /// <summary>The same fault, which fewer trials find.</summary>
    internal PlantedCase Plain => this with { Trials = Few };

    internal bool SameNoise { get; init; }

    /// <summary>Whether as many rows are sampled as the seed has.</summary>
    internal bool RowsOfSeed { get; init; }

    /// <param name="cases">The number of cases that share the probability of a false alarm.</param>
    internal AuditedMechanism Audited(double epsilon, int cases)
    {
        var audited = AuditCase.All.Single(one => one.Name == Case);
        var terms = new Dictionary<string, string> { ["epsilon"] = $"{epsilon}", ["delta"] = "1e-9" };
        var settings = AuditedMechanism.With(new GeneratorSettings(terms, 1), audited);
        var right = Generators.Named(Generator);
        var generator = Plant?.Invoke(right) ?? right;
        var fit = new AuditedFit(generator, settings, audited)
        {
            Fault = Fault,
            Also = RowsOfSeed ? (request, _) => [("synthetic rows", request.Seed.RowCount)] : null,
        };
        var made = AuditedMechanism.Of(fit, generator, epsilon, 1e-9, audited, cases, CancellationToken.None);
        return SameNoise
            ? made with
            {
                Observe = (present, _, ct) => fit.Observe(present, new RandomBits(new Random(7).NextBytes), ct),
            }
            : made;
    }

    public override string ToString() => $"{Generator}: {Name}";
}

/// <summary>The table of planted faults.</summary>
internal static class PlantedFaults
{
    private const int EntityRows = 4;

    /// <summary>The generators that have an ε.</summary>
    internal static readonly IReadOnlyList<string> Private = ["independent", "mst", "aim"];

    /// <summary>
    /// Every fault, for every generator that can have it. A choice moves more with the noise than with the split: that
    /// fault is planted where nothing is chosen.
    /// </summary>
    internal static readonly IReadOnlyList<PlantedCase> All =
    [
        new("noise halved", "mst", "row") { Fault = Noise(4, 1) },
        new("noise halved", "aim", "row") { Fault = Noise(4, 1) },
        new("noise halved", "independent", "lone-level") { Fault = Noise(4, 1) },
        new("variance halved", "mst", "numbers") { Fault = Noise(2, 1) },
        new("variance halved", "aim", "numbers") { Fault = Noise(2, 1) },
        new("variance halved", "independent", "numbers") { Fault = Noise(2, 1) },
        new("sensitivity halved", "mst", "missing") { Fault = Noise(4, 2) },
        new("sensitivity halved", "aim", "missing") { Fault = Noise(4, 2) },
        .. Everywhere("rows of an entity forgotten", "entity", Noise(EntityRows * EntityRows, EntityRows)),
        .. Everywhere(
                "no noise at all",
                "inequality",
                new PlantedFault { Variance = _ => null, ScoreSensitivity = One }
            )
            .Select(one => one.Plain),
        .. Everywhere("domain from data", "lone-level", right => new DomainFromData(right)),
        .. Everywhere("exact count written into the model", "row", right => new CountWritten(right)),
        new PlantedCase("model made from exact counts", "independent", "lone-level", right => new Unprotected(
            right
        )).Plain,
        new PlantedCase("the same noise every time", "mst", "row") { SameNoise = true }.Plain,
        new PlantedCase("the same noise every time", "aim", "row") { SameNoise = true }.Plain,
        new PlantedCase("the same noise every time", "independent", "row") { SameNoise = true }.Plain,
        new("split by position", "independent", "row", right => new SplitByPosition(right)),
        new PlantedCase("as many synthetic rows as the seed has", "mst", "row") { RowsOfSeed = true }.Plain,
    ];

    private static IEnumerable<PlantedCase> Everywhere(string name, string audited, PlantedFault fault) =>
        Private.Select(generator => new PlantedCase(name, generator, audited) { Fault = fault });

    private static IEnumerable<PlantedCase> Everywhere(
        string name,
        string audited,
        Func<IGenerator, IGenerator> plant
    ) => Private.Select(generator => new PlantedCase(name, generator, audited, plant).Plain);

    private static long One(long sensitivity) => sensitivity;

    /// <param name="variance">What the variance is divided by.</param>
    /// <param name="score">What the sensitivity of scores is divided by.</param>
    private static PlantedFault Noise(int variance, int score) =>
        new()
        {
            Variance = paid => new Fraction(paid.Numerator, variance * paid.Denominator),
            ScoreSensitivity = right => Math.Max(1, right / score),
        };

    private abstract class Wrong(IGenerator right) : IGenerator
    {
        protected IGenerator Right => right;

        public GeneratorDescription Description => right.Description;

        public abstract Model Fit(FitRequest request, CancellationToken ct);

        public byte[] Condition(Model model, ReadOnlySpan<bool> given) => right.Condition(model, given);
    }

    /// <summary>Declares as public the levels that it finds.</summary>
    private sealed class DomainFromData(IGenerator right) : Wrong(right)
    {
        public override Model Fit(FitRequest request, CancellationToken ct) =>
            Right.Fit(
                request with
                {
                    Schema = request.Schema with
                    {
                        Columns =
                        [
                            .. request.Schema.Columns.Select(column =>
                                (CategoricalColumn)column with
                                {
                                    Levels = Found((LevelData)request.Seed[column.Name]),
                                }
                            ),
                        ],
                    },
                },
                ct
            );

        private static string[] Found(LevelData cells) =>
            [.. cells.Codes.Distinct().Order().Select(code => cells.Levels[code])];
    }

    /// <summary>Writes the exact number of rows.</summary>
    private sealed class CountWritten(IGenerator right) : Wrong(right)
    {
        public override Model Fit(FitRequest request, CancellationToken ct)
        {
            var model = Right.Fit(request, ct);
            var provenance = model.Manifest.Provenance with { SeedRows = request.Seed.RowCount };
            return model with { Manifest = model.Manifest with { Provenance = provenance } };
        }
    }

    /// <summary>Spends, measures and claims, and then makes the model from the rows themselves.</summary>
    private sealed class Unprotected(IGenerator right) : Wrong(right)
    {
        public override Model Fit(FitRequest request, CancellationToken ct)
        {
            var claimed = Right.Fit(request, ct).Manifest;
            var exact = Right.Fit(
                new FitRequest(
                    request.Seed,
                    request.Schema,
                    new GeneratorSettings(new Dictionary<string, string>(), request.Settings.Seed)
                ),
                ct
            );
            return exact with { Manifest = claimed with { Parameters = exact.Manifest.Parameters } };
        }
    }

    /// <summary>
    /// Leaves out a fifth of the rows, chosen by a hash of their position (SplitMix64). An attacker who knows the
    /// public seed of the split chooses rows whose counts move when all move by one place; here the seed suits the
    /// rows, of which 22 more then stay. With other seeds it is about 6, which takes some thousand trials to find.
    /// </summary>
    private sealed class SplitByPosition(IGenerator right) : Wrong(right)
    {
        private const ulong Seed = 4;

        public override Model Fit(FitRequest request, CancellationToken ct)
        {
            int rows = request.Seed.RowCount;
            int[] ranked = [.. Enumerable.Range(0, rows).OrderBy(row => Mix(Mix(Seed) + (ulong)row))];
            return Right.Fit(request with { Seed = request.Seed.Take([.. ranked.Skip(rows / 5).Order()]) }, ct);
        }

        private static ulong Mix(ulong state)
        {
            ulong z = state + 0x9E3779B97F4A7C15;
            z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9;
            z = (z ^ z >> 27) * 0x94D049BB133111EB;
            return z ^ z >> 31;
        }
    }
}

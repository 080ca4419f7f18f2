using AethergenAI.Tables;

namespace AethergenAI.Generation.Marginals;

/// <summary>The options of <c>mst</c> and <c>aim</c>.</summary>
/// <param name="ModelCells">The maximum number of cells of all the model's cliques together.</param>
/// <param name="Rounds">The maximum number of rounds per column, which sets the budget of the first rounds.</param>
/// <param name="Iterations">Estimation steps: per round in <c>aim</c>, of the whole fit in <c>mst</c>.</param>
/// <param name="Degree">The number of columns of a workload marginal: 1, 2 or 3.</param>
/// <param name="Weights">The weight of a column; 1 for columns that are not listed.</param>
public sealed record MechanismOptions(
    double ModelCells,
    double Rounds,
    int Iterations,
    int Degree,
    IReadOnlyDictionary<string, int> Weights
)
{
    /// <summary>Cells of eight bytes, the convention of the literature.</summary>
    private const double CellsPerMegabyte = 1024 * 1024 / 8.0;

    private static readonly GeneratorOption Effort = new(
        "iterations",
        OptionKind.Integer,
        "50",
        "Estimation steps per round"
    )
    {
        Minimum = 1,
        Maximum = 10_000,
    };

    public static readonly IReadOnlyList<GeneratorOption> Aim =
    [
        new(
            "model-size",
            OptionKind.Number,
            "20",
            "The maximum size of the model's cliques, in MB at eight bytes per cell"
        )
        {
            Minimum = 0.001,
            Maximum = 200,
        },
        new(
            "rounds",
            OptionKind.Number,
            "3",
            "The maximum number of rounds per column: fewer rounds measure with less noise and adapt less"
        )
        {
            Minimum = 1,
            Maximum = 100,
        },
        Effort,
        new("workload", OptionKind.Integer, "3", "The model aims at all marginals of this many columns")
        {
            Minimum = 1,
            Maximum = 3,
        },
        new("weights", OptionKind.Weights, "", "Columns whose marginals count more than once; the others count once")
        {
            Minimum = 1,
            Maximum = 100,
        },
    ];

    public static readonly IReadOnlyList<GeneratorOption> Mst =
    [
        Effort with
        {
            Default = "500",
            Description = "Estimation steps",
        },
    ];

    /// <exception cref="RefusedException">A weight names a column that is not in the schema.</exception>
    public static MechanismOptions Of(GeneratorDescription generator, OptionValues options, Schema schema)
    {
        // An option that this generator does not have gets its usual value.
        var usual = OptionValues.Of(KnownGenerators.Aim, new Dictionary<string, string>());
        var weights = From("weights").Weights("weights");
        string[] columns = [.. schema.Columns.Select(column => column.Name)];
        if (weights.Keys.FirstOrDefault(name => !columns.Contains(name)) is { } unknown)
        {
            throw GenerationRefusals.WeightOfNoColumn(generator, unknown, columns);
        }
        return new MechanismOptions(
            From("model-size").Number("model-size") * CellsPerMegabyte,
            From("rounds").Number("rounds"),
            From("iterations").Whole("iterations"),
            From("workload").Whole("workload"),
            weights
        );

        OptionValues From(string name) => options.Knows(name) ? options : usual;
    }
}

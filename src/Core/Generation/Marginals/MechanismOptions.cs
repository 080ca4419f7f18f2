using AethergenAI.Tables;

namespace AethergenAI.Generation.Marginals;

/// <summary>What <c>mst</c> and <c>aim</c> can be told.</summary>
/// <param name="ModelCells">The most cells that the model's cliques may have together.</param>
/// <param name="Rounds">The most rounds a column: what the first rounds' budget is cut for.</param>
/// <param name="Iterations">Estimation steps: of each round in <c>aim</c>, of the whole fit in <c>mst</c>.</param>
/// <param name="Degree">Columns of a workload's marginal: 1, 2 or 3.</param>
/// <param name="Weights">Importance of a column, 1 where it has none.</param>
public sealed record MechanismOptions(
    double ModelCells,
    double Rounds,
    int Iterations,
    int Degree,
    IReadOnlyDictionary<string, int> Weights
)
{
    /// <summary>Cells of eight bytes, as the literature counts them.</summary>
    private const double CellsPerMegabyte = 1024 * 1024 / 8.0;

    private static readonly GeneratorOption Effort = new(
        "iterations",
        OptionKind.Integer,
        "50",
        "Estimation steps a round"
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
            "The most that the model's cliques may take, in MB of eight bytes a cell"
        )
        {
            Minimum = 0.001,
            Maximum = 200,
        },
        new(
            "rounds",
            OptionKind.Number,
            "3",
            "The most rounds a column: fewer rounds measure with less noise and adapt less"
        )
        {
            Minimum = 1,
            Maximum = 100,
        },
        Effort,
        new("workload", OptionKind.Integer, "3", "The model is to get all marginals of so many columns right")
        {
            Minimum = 1,
            Maximum = 3,
        },
        new("weights", OptionKind.Weights, "", "Columns whose marginals count more; the others count 1")
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

    /// <exception cref="RefusedException">A weight is of no column of the schema.</exception>
    public static MechanismOptions Of(GeneratorDescription generator, OptionValues options, Schema schema)
    {
        // An option that this generator lacks has no say in its mechanism.
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

using System.Globalization;
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

    private static readonly GeneratorOption Size = new(
        "model-size",
        "number",
        "20",
        "The most that the model's cliques may take, in MB of eight bytes a cell; from 0.001 to 200"
    );
    private static readonly GeneratorOption Effort = new(
        "iterations",
        "integer",
        "50",
        "Estimation steps a round, from 1 to 10000"
    );

    public static readonly IReadOnlyList<GeneratorOption> Aim =
    [
        Size,
        new(
            "rounds",
            "number",
            "3",
            "The most rounds a column: fewer rounds measure with less noise and adapt less; from 1 to 100"
        ),
        Effort,
        new("workload", "integer", "3", "The model is to get all marginals of so many columns right: 1, 2 or 3"),
        new(
            "weights",
            "text",
            "",
            "Columns whose marginals count more, such as income=3,age=2; whole numbers from 1 to 100"
        ),
    ];

    public static readonly IReadOnlyList<GeneratorOption> Mst =
    [
        Effort with
        {
            Default = "500",
            Description = "Estimation steps, from 1 to 10000",
        },
    ];

    /// <exception cref="RefusedException">An option is out of its range, or names no column.</exception>
    public static MechanismOptions Of(GeneratorDescription generator, GeneratorSettings settings, Schema schema)
    {
        return new MechanismOptions(
            Number("model-size", 0.001, 200) * CellsPerMegabyte,
            Number("rounds", 1, 100),
            (int)Number("iterations", 1, 10_000),
            (int)Number("workload", 1, 3),
            Weights()
        );

        double Number(string name, double least, double most)
        {
            // An option that this generator lacks has no say in its mechanism.
            string fallback = (
                generator.Options.FirstOrDefault(option => option.Name == name)
                ?? Aim.First(option => option.Name == name)
            ).Default;
            string text = settings.Values.GetValueOrDefault(name, fallback);
            return
                double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value)
                && value >= least
                && value <= most
                ? value
                : throw GenerationRefusals.OptionRange(
                    name,
                    text,
                    FormattableString.Invariant($"a number from {least} to {most}")
                );
        }

        Dictionary<string, int> Weights()
        {
            string text = settings.Values.GetValueOrDefault("weights", "");
            var weights = new Dictionary<string, int>(StringComparer.Ordinal);
            foreach (
                string pair in text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            )
            {
                int equals = pair.LastIndexOf('=');
                string column = equals < 0 ? pair : pair[..equals];
                bool whole = int.TryParse(
                    pair[(equals + 1)..],
                    NumberStyles.None,
                    CultureInfo.InvariantCulture,
                    out int weight
                );
                if (!whole || weight is < 1 or > 100 || schema.Columns.All(known => known.Name != column))
                {
                    throw GenerationRefusals.OptionRange(
                        "weights",
                        pair,
                        "a column of the schema, '=' and a whole number from 1 to 100"
                    );
                }

                weights[column] = weight;
            }

            return weights;
        }
    }
}

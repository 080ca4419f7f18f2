using AethergenAI.Generation;
using AethergenAI.Generation.Encodings;

namespace AethergenAI.Evaluation.Drift;

/// <summary>How far the noise of a private fit can have moved the columns of its model away from its seed.</summary>
/// <remarks>
/// The count of each of a column's T tokens has Gaussian noise of <c>σ = rows a unit/√(2ρ')</c>, with ρ' the
/// column's part of ρ. Shares of n rows are then off by <c>½·Σ│noise│/n</c>, .4·T·σ/n on average. The bound
/// is ½·T·σ/n with the smallest part that a mechanism spends on a column, 1/18 (AIM's first round; MST spends a
/// sixth), so that it also holds what mechanisms do to rare tokens.
/// </remarks>
internal sealed class PrivateNoise
{
    private const double SmallestPart = 1 / 18.0;

    private readonly Dictionary<string, (double Hidden, double[]? Edges)> columns = new(StringComparer.Ordinal);

    /// <param name="model">A model with a privacy claim.</param>
    public PrivateNoise(ModelManifest model)
    {
        var claim = model.PrivacyClaim!;
        double sigma = claim.Unit.Rows / Math.Sqrt(2 * claim.Rho * SmallestPart / model.Columns.Count);
        foreach (var encoding in model.Encodings)
        {
            columns[encoding.Column] = encoding switch
            {
                LevelEncoding levels => (Hidden(levels.ModelColumn), null),
                NumberEncoding numbers => (
                    Hidden(numbers.ModelColumn),
                    [.. numbers.Scale.Cells.Skip(1).Select(cell => cell[0])]
                ),
                MissingEncoding => (0, null),
                // What is computed of other columns has the noise of all of them.
                _ => (1, null),
            };
        }

        double Hidden(int column) =>
            Math.Min(1, 0.5 * model.Columns[column].Tokens * sigma / model.Provenance.KnownRows);
    }

    /// <returns>A share of rows; 1: the column tells nothing of the seed.</returns>
    public double Hidden(string column) => columns[column].Hidden;

    /// <summary>The bounds of the bins that the model knows; what it draws within a bin tells nothing of the
    /// seed.</summary>
    public double[]? Edges(string column) => columns[column].Edges;
}

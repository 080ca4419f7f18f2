using AethergenAI.Generation.Encodings;
using AethergenAI.Generation.Private;
using AethergenAI.Tables;
using AethergenAI.Tables.Constraints;

namespace AethergenAI.Generation.Marginals;

/// <summary>
/// Finds the cells that the schema's inequalities exclude for all rows. Uses only the schema and its public bins.
/// </summary>
internal static class StructuralZeros
{
    /// <returns>A potential of 0 and −∞ for each pair of columns that an inequality links.</returns>
    /// <exception cref="RefusedException">A pair has more cells than the model may have.</exception>
    internal static List<Potential> Of(EncodedSeed seed, double maxCells)
    {
        var zeros = new List<Potential>();
        foreach (
            var inequality in seed
                .Schema.Constraints.OfType<InequalityConstraint>()
                .Where(constraint => constraint.Active)
        )
        {
            if (Encoding(seed, inequality.Low) is not { } low || Encoding(seed, inequality.High) is not { } high)
            {
                continue;
            }
            int[] sizes = [seed.Columns[low.ModelColumn].Count, seed.Columns[high.ModelColumn].Count];
            Require(inequality, sizes[0], sizes[1], maxCells);
            float[] values = new float[sizes[0] * sizes[1]];
            bool any = false;
            for (int lower = 0; lower < low.Scale.Cells.Count; lower++)
            {
                for (int upper = 0; upper < high.Scale.Cells.Count; upper++)
                {
                    double least = low.Scale.Cells[lower][0],
                        most = high.Scale.Cells[upper][^1];
                    if (least < most || (least == most && !inequality.Strict))
                    {
                        continue;
                    }
                    values[(lower * sizes[1]) + upper] = float.NegativeInfinity;
                    any = true;
                }
            }

            if (any)
            {
                zeros.Add(Ascending(low.ModelColumn, high.ModelColumn, values, sizes));
            }
        }

        return zeros;
    }

    /// <summary>The check that can refuse before anything is spent: pairs of columns with public domains.</summary>
    /// <exception cref="RefusedException">A pair has more cells than the model may have.</exception>
    internal static void Require(Schema schema, double maxCells)
    {
        foreach (
            var inequality in schema.Constraints.OfType<InequalityConstraint>().Where(constraint => constraint.Active)
        )
        {
            if (
                TokenDomain.Public(schema[inequality.Low]) is { } low
                && TokenDomain.Public(schema[inequality.High]) is { } high
            )
            {
                Require(
                    inequality,
                    ((NumberDomain)low).Scale.Cells.Count,
                    ((NumberDomain)high).Scale.Cells.Count,
                    maxCells
                );
            }
        }
    }

    private static void Require(InequalityConstraint inequality, int low, int high, double maxCells)
    {
        if ((double)low * high > maxCells)
        {
            throw GenerationRefusals.ConstraintTooLarge(inequality.Sentence(), (double)low * high);
        }
    }

    /// <summary>
    /// Null if the column is computed and therefore not modelled; the columns that it is computed from form no pair.
    /// </summary>
    private static NumberEncoding? Encoding(EncodedSeed seed, string column) =>
        seed.Encodings.First(encoding => encoding.Column == column) as NumberEncoding;

    private static Potential Ascending(int low, int high, float[] values, int[] sizes)
    {
        if (low < high)
        {
            return new Potential([low, high], values);
        }
        return new Potential([high, low], CellIndexing.Reordered<float>(values, [0, 1], [1, 0], sizes));
    }
}

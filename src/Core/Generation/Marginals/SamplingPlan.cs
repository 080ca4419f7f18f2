namespace AethergenAI.Generation.Marginals;

/// <summary>
/// One attribute's distribution, conditional on attributes that are drawn before it or given. Either a table
/// of probabilities or, if that would be too large, the potentials whose sum is its logarithm up to a constant.
/// </summary>
/// <param name="Parents">Ascending.</param>
/// <param name="Table">Cells of the parents × tokens. Each row sums to 1, or is all 0 if the parents' tokens
/// cannot occur together.</param>
/// <param name="Factors">Null if there is a table; each has the attribute as its last axis.</param>
public sealed record Conditional(int Attribute, int[] Parents, float[]? Table, IReadOnlyList<Potential>? Factors);

/// <summary>
/// The order in which to draw a model's attributes, and each one's distribution given those before it:
/// exact, by bucket elimination (Dechter 1999, <see href="https://doi.org/10.1016/S0004-3702(99)00059-4"/>).
/// </summary>
public static class SamplingPlan
{
    /// <summary>A larger table stays factored; a sum over a factored table is not available.</summary>
    public const double MaxCells = 4 << 20;

    /// <param name="given">One flag per attribute: whether it is given and not drawn.</param>
    /// <returns>
    /// Each attribute that is not given, once and after all its parents;
    /// null if the pattern of given attributes needs a sum that is larger than <see cref="MaxCells"/>.
    /// </returns>
    /// <remarks>
    /// Attributes that are not given are summed out first, so that the rest depends on given ones only.
    /// A sum is needed only if another attribute that is not given depends on it.
    /// With one attribute missing there is no such sum, so any pattern with one missing attribute works.
    /// </remarks>
    public static IReadOnlyList<Conditional>? Of(MarginalModel model, ReadOnlySpan<bool> given)
    {
        int[] sizes = model.Sizes;
        bool[] known = given.ToArray();
        bool free = !known.AsSpan().Contains(true);
        var factors = model.Potentials.ToList();
        var plan = new List<Conditional>();
        foreach (
            var (attribute, neighbours) in Elimination.Order(sizes, factors.Select(factor => factor.Attributes), known)
        )
        {
            var mine = factors.FindAll(factor => Array.IndexOf(factor.Attributes, attribute) >= 0);
            factors.RemoveAll(factor => Array.IndexOf(factor.Attributes, attribute) >= 0);
            int[] parents = [.. neighbours.Order()];
            Potential[] last = [.. mine.Select(factor => Last(factor, attribute, sizes))];
            bool needed = Array.Exists(parents, parent => !known[parent]);
            if (CellIndexing.Count([.. parents, attribute], sizes) > MaxCells && !free)
            {
                if (needed)
                {
                    return null;
                }
                plan.Add(new Conditional(attribute, parents, null, last));
                continue;
            }

            var (table, logSums) = Product(last, [.. parents, attribute], sizes);
            plan.Add(new Conditional(attribute, parents, table, null));
            if (needed)
            {
                factors.Add(new Potential(parents, logSums));
            }
        }

        plan.Reverse();
        return plan;
    }

    private static (float[] Table, float[] LogSums) Product(Potential[] factors, int[] axes, int[] sizes)
    {
        float[] table = new float[(int)CellIndexing.Count(axes, sizes)],
            logSums = new float[table.Length / sizes[axes[^1]]];
        foreach (var factor in factors)
        {
            new Projection(axes, factor.Attributes, sizes).AddTo(table, factor.Values);
        }
        RowSums.Normalise(table, sizes[axes[^1]], logSums);
        return (table, logSums);
    }

    private static Potential Last(Potential factor, int attribute, int[] sizes)
    {
        int[] axes = [.. factor.Attributes.Where(other => other != attribute), attribute];
        return new Potential(axes, CellIndexing.Reordered<float>(factor.Values, factor.Attributes, axes, sizes));
    }
}

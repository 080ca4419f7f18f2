namespace AethergenAI.Generation.Marginals;

/// <summary>A distribution over token rows, <c>p(x) ∝ exp(Σ θ_k(x_k))</c>.</summary>
/// <param name="Sizes">Tokens of every attribute.</param>
/// <param name="Potentials">θ, one table a clique; a cell of −∞ cannot occur.</param>
public sealed record MarginalModel(int[] Sizes, IReadOnlyList<Potential> Potentials)
{
    /// <summary>A junction tree and its beliefs, from which marginals can be read.</summary>
    internal BeliefPropagation Calibrated(JunctionTree tree)
    {
        int[][] targets = [.. Potentials.Select(potential => tree.InOrder(potential.Attributes))];
        var beliefs = new BeliefPropagation(tree, targets);
        float[] tables = new float[beliefs.Offsets[^1]];
        for (int target = 0; target < targets.Length; target++)
        {
            var (attributes, values) = Potentials[target];
            CellIndexing
                .Reordered<float>(values, attributes, targets[target], Sizes)
                .CopyTo(tables, beliefs.Offsets[target]);
        }

        beliefs.Run(tables, new float[tables.Length]);
        return beliefs;
    }
}

/// <param name="Attributes">Ascending.</param>
/// <param name="Values">Natural logarithms, row-major.</param>
public sealed record Potential(int[] Attributes, float[] Values);

namespace AethergenAI.Generation.Marginals;

/// <summary>A distribution over token rows, <c>p(x) ∝ exp(Σ θ_k(x_k))</c>.</summary>
/// <param name="Sizes">The number of tokens of every attribute.</param>
/// <param name="Potentials">θ, one table per clique; a cell of −∞ cannot occur.</param>
/// <param name="Rows">The number of rows, as the noisy counts estimate it; 0 if it was not estimated.</param>
public sealed record MarginalModel(int[] Sizes, IReadOnlyList<Potential> Potentials, double Rows = 0)
{
    /// <summary>The probability of every row of tokens; for few attributes with few tokens.</summary>
    /// <returns>A table over all attributes, row-major; its cells sum to 1.</returns>
    /// <remarks>O(cells · Σ attributes of the potentials).</remarks>
    internal float[] Joint()
    {
        int[] all = [.. Enumerable.Range(0, Sizes.Length)];
        double[] logs = new double[(int)CellIndexing.Count(all, Sizes)];
        int[] strides = [.. all.Select(attribute => (int)CellIndexing.Count(all.AsSpan(attribute + 1), Sizes))];
        foreach (var potential in Potentials)
        {
            for (int cell = 0; cell < logs.Length; cell++)
            {
                int place = 0;
                foreach (int attribute in potential.Attributes)
                {
                    place = (place * Sizes[attribute]) + (cell / strides[attribute] % Sizes[attribute]);
                }
                logs[cell] += potential.Values[place];
            }
        }

        double largest = logs.Max();
        double[] weights = Array.ConvertAll(logs, log => Math.Exp(log - largest));
        double sum = weights.Sum();
        return Array.ConvertAll(weights, weight => (float)(weight / sum));
    }
}

/// <param name="Attributes">Ascending.</param>
/// <param name="Values">Natural logarithms, row-major.</param>
public sealed record Potential(int[] Attributes, float[] Values);

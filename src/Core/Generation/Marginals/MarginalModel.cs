namespace AethergenAI.Generation.Marginals;

/// <summary>A distribution over token rows, <c>p(x) ∝ exp(Σ θ_k(x_k))</c>.</summary>
/// <param name="Sizes">The number of tokens of every attribute.</param>
/// <param name="Potentials">θ, one table per clique; a cell of −∞ cannot occur.</param>
/// <param name="Rows">The number of rows, as the noisy counts estimate it; 0 if it was not estimated.</param>
public sealed record MarginalModel(int[] Sizes, IReadOnlyList<Potential> Potentials, double Rows = 0);

/// <param name="Attributes">Ascending.</param>
/// <param name="Values">Natural logarithms, row-major.</param>
public sealed record Potential(int[] Attributes, float[] Values);

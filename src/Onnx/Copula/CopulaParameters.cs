namespace AethergenAI.Onnx.Copula;

/// <summary>The fitted parameters of the copula in model.json.</summary>
/// <param name="Columns">One for each model column.</param>
/// <param name="Correlation">The correlation matrix of the latent normal variables: positive definite, ones on the
/// diagonal; row i holds columns 0 … i.</param>
internal sealed record CopulaParameters(IReadOnlyList<CopulaColumn> Columns, IReadOnlyList<double[]> Correlation)
{
    internal double[][] Matrix() =>
        [
            .. Enumerable
                .Range(0, Columns.Count)
                .Select(i =>
                    Enumerable
                        .Range(0, Columns.Count)
                        .Select(j => Correlation[Math.Max(i, j)][Math.Min(i, j)])
                        .ToArray()
                ),
        ];
}

/// <param name="Counts">The number of seed rows with each token.</param>
/// <param name="Order">The tokens in their order along the latent line.</param>
internal sealed record CopulaColumn(IReadOnlyList<int> Counts, IReadOnlyList<int> Order);

namespace AethergenAI.Onnx.Copula;

/// <summary>What the copula learnt; the parameters in model.json.</summary>
/// <param name="Columns">One a model column.</param>
/// <param name="Correlation">Of the latent normal variables: positive definite, ones on the diagonal;
/// row i holds columns 0 … i.</param>
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

/// <param name="Counts">Seed rows with each token.</param>
/// <param name="Order">The tokens as they lie along the latent line.</param>
internal sealed record CopulaColumn(IReadOnlyList<int> Counts, IReadOnlyList<int> Order);

using AethergenAI.Onnx.Graphs;

namespace AethergenAI.Onnx.Copula;

/// <summary>
/// The sampler graph of a Gaussian copula. It maps noise through Φ⁻¹, correlates it by a Cholesky factor, and cuts it
/// into tokens. With given columns, their latent variables are drawn inside their tokens' intervals
/// (<see cref="GivenLatents"/>), and the others from the normal distribution conditional on them.
/// </summary>
internal static class CopulaGraph
{
    /// <param name="given">One flag for each model column.</param>
    internal static byte[] Emit(CopulaParameters parameters, bool[] given) =>
        SamplerGraph.Build(parameters.Columns.Count, (graph, noise, tokens) =>
            Sample(graph, noise, tokens, parameters, given)
        );

    private static Node Sample(GraphBuilder graph, Node noise, Node given, CopulaParameters parameters, bool[] isGiven)
    {
        LatentMargin[] margins =
        [
            .. parameters.Columns.Select(column => new LatentMargin(column.Counts, column.Order)),
        ];
        int[] first = [.. Enumerable.Range(0, isGiven.Length).Where(column => isGiven[column])];
        int[] rest = [.. Enumerable.Range(0, isGiven.Length).Where(column => !isGiven[column])];
        if (rest.Length == 0)
        {
            return given;
        }
        double[][] correlation = parameters.Matrix();
        TokenLine[] lines = [.. rest.Select(column => Line(margins[column]))];
        if (first.Length == 0)
        {
            return TokenSearch.Find(graph, Correlated(graph, NormalQuantile.Of(graph, noise), correlation), lines);
        }

        double[][] among = MatrixFunctions.Part(correlation, first, first),
            across = MatrixFunctions.Part(correlation, rest, first);
        double[][] slopes = MatrixFunctions.Multiply(across, MatrixFunctions.Inverse(among));
        double[][] explained = MatrixFunctions.Multiply(slopes, MatrixFunctions.Part(correlation, first, rest));
        double[][] remaining =
        [
            .. MatrixFunctions
                .Part(correlation, rest, rest)
                .Select((row, i) => row.Select((value, j) => value - explained[i][j]).ToArray()),
        ];
        Node latents = GivenLatents.Draw(graph, noise, given, first, margins, among);
        Node means = graph.MatMul(latents, Matrix(graph, Transposed(slopes)));
        Node spread = Correlated(graph, NormalQuantile.Of(graph, graph.Columns(noise, rest)), remaining);
        Node sampled = TokenSearch.Find(graph, graph.Add(means, spread), lines);

        // Here the given columns come first; the output must have the model's order.
        int[] place = new int[isGiven.Length];
        foreach (var (column, at) in first.Concat(rest).Select((column, at) => (column, at)))
        {
            place[column] = at;
        }
        return graph.Columns(graph.Concat([graph.Columns(given, first), sampled]), place);
    }

    private static Node Correlated(GraphBuilder graph, Node normals, double[][] covariance)
    {
        double[][] lower = MatrixFunctions.Cholesky(covariance)
            ?? throw new ArgumentException("Not positive definite.", nameof(covariance));
        return graph.MatMul(normals, Matrix(graph, Transposed(lower)));
    }

    private static TokenLine Line(LatentMargin margin) =>
        new([.. margin.Thresholds.Select(threshold => (float)threshold)], margin.Order);

    private static Node Matrix(GraphBuilder graph, double[][] matrix) =>
        graph.Constant(
            [.. matrix.SelectMany(row => row).Select(value => (float)value)],
            matrix.Length,
            matrix[0].Length
        );

    private static double[][] Transposed(double[][] matrix) =>
        [.. Enumerable.Range(0, matrix[0].Length).Select(j => matrix.Select(row => row[j]).ToArray())];
}

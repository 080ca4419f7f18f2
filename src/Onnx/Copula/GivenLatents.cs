using AethergenAI.Onnx.Graphs;

namespace AethergenAI.Onnx.Copula;

/// <summary>
/// Draws the latent variables of given tokens jointly. First they are drawn one after the other, each inside its
/// interval given the earlier ones (the GHK simulator of Geweke, Hajivassiliou and Keane), which is exact for one given
/// column. Then a few Gibbs sweeps redraw each variable inside its interval given all others; the result approaches the
/// joint truncated normal distribution.
/// </summary>
internal static class GivenLatents
{
    private const int Sweeps = 3;

    /// <summary>Replaces the infinite ends of the outer intervals; the normal mass beyond is 0 in float32.</summary>
    private const float Far = 9;

    /// <summary>
    /// The noise's last 12 bits, read as a fraction, are practically independent of the noise itself.
    /// </summary>
    private const float LastBits = 2048,
        HalfOfLast = 1f / 8192;

    /// <param name="noise">Float [N, D].</param>
    /// <param name="given">Int32 [N, D].</param>
    /// <param name="columns">The given columns.</param>
    /// <param name="margins">One for each model column.</param>
    /// <param name="among">The correlations of the given columns.</param>
    /// <returns>Float [N, columns].</returns>
    internal static Node Draw(
        GraphBuilder graph,
        Node noise,
        Node given,
        int[] columns,
        LatentMargin[] margins,
        double[][] among
    )
    {
        int count = columns.Length,
            width = (int)noise.Shape[^1];
        Node[] low = new Node[count],
            high = new Node[count],
            latent = new Node[count];
        for (int i = 0; i < count; i++)
        {
            (low[i], high[i]) = Interval(graph, given, columns[i], margins[columns[i]]);
            Node unit = graph.Columns(noise, [columns[i]]);
            if (i == 0)
            {
                latent[0] = TruncatedNormal.Draw(graph, graph.Scalar(0), 1, low[0], high[0], unit);
                continue;
            }

            int[] before = [.. Enumerable.Range(0, i)];
            double[] slopes = MatrixFunctions.Multiply(
                MatrixFunctions.Part(among, [i], before),
                MatrixFunctions.Inverse(MatrixFunctions.Part(among, before, before))
            )[0];
            double variance = 1 - slopes.Select((slope, k) => slope * among[i][k]).Sum();
            latent[i] = Given(graph, latent[..i], slopes, variance, low[i], high[i], unit);
        }

        if (count == 1)
        {
            return latent[0];
        }
        double[][] precision = MatrixFunctions.Inverse(among);
        Node last = Fraction(graph, graph.Mul(noise, graph.Scalar(LastBits)));
        for (int sweep = 0; sweep < Sweeps; sweep++)
        {
            for (int i = 0; i < count; i++)
            {
                Node unit = graph.Columns(last, [columns[i]]);
                if (sweep > 0)
                {
                    // The sum of two independent uniform numbers modulo 1 is uniform and independent of each of them.
                    Node partner = graph.Columns(last, [(columns[i] + sweep) % width]);
                    unit = graph.Add(Fraction(graph, graph.Add(unit, partner)), graph.Scalar(HalfOfLast));
                }

                double[] slopes = [.. precision[i].Select((value, k) => k == i ? 0 : -value / precision[i][i])];
                latent[i] = Given(graph, latent, slopes, 1 / precision[i][i], low[i], high[i], unit);
            }
        }

        return graph.Concat(latent);
    }

    /// <summary>Draws one latent variable inside its interval, given others.</summary>
    private static Node Given(
        GraphBuilder graph,
        Node[] others,
        double[] slopes,
        double variance,
        Node low,
        Node high,
        Node unit
    )
    {
        Node known = others.Length == 1 ? others[0] : graph.Concat(others);
        Node mean = graph.MatMul(known, graph.Constant([.. slopes.Select(slope => (float)slope)], slopes.Length, 1));
        return TruncatedNormal.Draw(graph, mean, (float)Math.Sqrt(variance), low, high, unit);
    }

    private static (Node Low, Node High) Interval(GraphBuilder graph, Node given, int column, LatentMargin margin)
    {
        float[] low = new float[margin.Order.Count],
            high = new float[margin.Order.Count];
        for (int rank = 0; rank < low.Length; rank++)
        {
            low[margin.Order[rank]] = rank == 0 ? -Far : (float)margin.Thresholds[rank - 1];
            high[margin.Order[rank]] = rank == low.Length - 1 ? Far : (float)margin.Thresholds[rank];
        }

        Node token = graph.Max(graph.Columns(given, [column]), graph.Constant([0], 1));
        return (
            graph.Gather(graph.Constant(low, low.Length), token),
            graph.Gather(graph.Constant(high, high.Length), token)
        );
    }

    private static Node Fraction(GraphBuilder graph, Node value) => graph.Sub(value, graph.Floor(value));
}

namespace AethergenAI.Onnx.Graphs;

/// <summary>
/// Φ⁻¹, the normal quantile function, in a graph and in C#: one rational approximation for the middle and one for the
/// tails. Wichura's PPND7 (1988), algorithm AS 241, <see href="https://doi.org/10.2307/2347330"/>; relative error below
/// 2·10⁻⁷ for p in [10⁻¹⁰, 1 − 10⁻¹⁰].
/// </summary>
internal static class NormalQuantile
{
    private const float Middle = 0.425f,
        MiddleSquare = 0.180625f,
        TailShift = 1.6f;

    private static readonly float[] MiddleTop = [3.3871327179e0f, 5.0434271938e1f, 1.5929113202e2f, 5.9109374720e1f];
    private static readonly float[] MiddleBottom = [1, 1.7895169469e1f, 7.8757757664e1f, 6.7187563600e1f];
    private static readonly float[] TailTop = [1.4234372777e0f, 2.7568153900e0f, 1.3067284816e0f, 1.7023821103e-1f];
    private static readonly float[] TailBottom = [1, 7.3700164250e-1f, 1.2021132975e-1f];

    /// <param name="p">In (0, 1); 0 and 1 give −∞ and ∞.</param>
    internal static double Of(double p)
    {
        if (p is <= 0 or >= 1)
        {
            return p <= 0 ? double.NegativeInfinity : double.PositiveInfinity;
        }
        double q = p - 0.5;
        if (Math.Abs(q) <= Middle)
        {
            double square = MiddleSquare - (q * q);
            return q * Horner(MiddleTop, square) / Horner(MiddleBottom, square);
        }

        double tail = Math.Sqrt(-Math.Log(Math.Min(p, 1 - p))) - TailShift;
        return Math.Sign(q) * Horner(TailTop, tail) / Horner(TailBottom, tail);
    }

    /// <param name="p">Float, each in (0, 1).</param>
    internal static Node Of(GraphBuilder graph, Node p)
    {
        Node q = graph.Sub(p, graph.Scalar(0.5f));
        Node square = graph.Sub(graph.Scalar(MiddleSquare), graph.Mul(q, q));
        Node middle = graph.Div(graph.Mul(q, Horner(graph, MiddleTop, square)), Horner(graph, MiddleBottom, square));
        Node tail = graph.Sub(
            graph.Sqrt(graph.Neg(graph.Log(graph.Min(p, graph.Sub(graph.Scalar(1), p))))),
            graph.Scalar(TailShift)
        );
        Node beyond = graph.Div(Horner(graph, TailTop, tail), Horner(graph, TailBottom, tail));
        Node signed = graph.Where(graph.Less(q, graph.Scalar(0)), graph.Neg(beyond), beyond);
        return graph.Where(graph.LessOrEqual(graph.Abs(q), graph.Scalar(Middle)), middle, signed);
    }

    private static double Horner(float[] coefficients, double x)
    {
        double sum = 0;
        for (int i = coefficients.Length - 1; i >= 0; i--)
        {
            sum = (sum * x) + coefficients[i];
        }
        return sum;
    }

    private static Node Horner(GraphBuilder graph, float[] coefficients, Node x)
    {
        Node sum = graph.Scalar(coefficients[^1]);
        for (int i = coefficients.Length - 2; i >= 0; i--)
        {
            sum = graph.Add(graph.Mul(sum, x), graph.Scalar(coefficients[i]));
        }
        return sum;
    }
}

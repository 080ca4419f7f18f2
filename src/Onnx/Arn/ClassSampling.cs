using AethergenAI.Onnx.Graphs;

namespace AethergenAI.Onnx.Arn;

/// <summary>Draws tokens from the probabilities of their classes.</summary>
internal static class ClassSampling
{
    /// <summary>
    /// The first class whose cumulative probability is above the noise. If tokens share the class, the remainder of the
    /// noise selects one of them.
    /// </summary>
    /// <param name="probabilities">Float [N, classes].</param>
    /// <param name="unit">Float [N, 1], in (0, 1).</param>
    /// <returns>Int32 [N, 1] each.</returns>
    internal static (Node Token, Node Class) Draw(GraphBuilder graph, Node probabilities, Node unit, ArnColumn column)
    {
        int count = column.ClassCount;
        if (count == 1 && column.Classes.Count == 1)
        {
            Node only = graph.Cast(graph.Less(unit, graph.Scalar(0)), ElementType.Int32);
            return (only, only);
        }

        Node cumulative = graph.MatMul(probabilities, Triangle(graph, count));
        Node passed = graph.Cast(graph.LessOrEqual(cumulative, unit), ElementType.Float);
        // Because of rounding, the sum may be slightly below 1, and the noise above the sum.
        Node found = graph.Min(graph.ReduceSum(passed, 1), graph.Scalar(count - 1));
        Node drawn = graph.Cast(found, ElementType.Int32);
        if (count == column.Classes.Count)
        {
            return (drawn, drawn);
        }

        Node below = graph.ReduceSum(graph.Mul(probabilities, passed), 1);
        Node ownMass = graph.ReduceSum(
            graph.Mul(probabilities, graph.Cast(graph.Equal(drawn, Numbers(graph, count)), ElementType.Float)),
            1
        );
        Node within = graph.Min(
            graph.Max(graph.Div(graph.Sub(unit, below), graph.Max(ownMass, graph.Scalar(1e-9f))), graph.Scalar(0)),
            graph.Scalar(1)
        );
        Node token = Member(graph, drawn, within, column);
        return (token, graph.Gather(graph.Constant([.. column.Classes], column.Classes.Count), token));
    }

    /// <summary>
    /// Draws a token of a class by its frequency: a search among all tokens, which lie class by class on one line.
    /// </summary>
    private static Node Member(GraphBuilder graph, Node drawn, Node within, ArnColumn column)
    {
        int[] order =
        [
            .. Enumerable.Range(0, column.Classes.Count).OrderBy(token => column.Classes[token]).ThenBy(token => token),
        ];
        double[] mass = new double[column.ClassCount];
        foreach (int token in order)
        {
            mass[column.Classes[token]] += column.Counts[token];
        }
        // Class c covers [c, c + 1), and each token its share of that interval; the number keeps off the borders.
        var thresholds = new List<float>();
        double sum = 0;
        for (int i = 0; i < order.Length - 1; i++)
        {
            int at = column.Classes[order[i]];
            sum += column.Counts[order[i]];
            bool ends = column.Classes[order[i + 1]] != at;
            thresholds.Add(ends ? at + 1 : (float)(at + (sum / Math.Max(1, mass[at]))));
            if (ends)
            {
                sum = 0;
            }
        }

        Node number = graph.Add(graph.Cast(drawn, ElementType.Float), graph.Min(within, graph.Scalar(0.9999f)));
        return TokenSearch.Find(graph, number, [new TokenLine(thresholds, order)]);
    }

    private static Node Triangle(GraphBuilder graph, int count)
    {
        float[] ones = new float[count * count];
        for (int row = 0; row < count; row++)
        {
            ones.AsSpan((row * count) + row, count - row).Fill(1);
        }
        return graph.Constant(ones, count, count);
    }

    private static Node Numbers(GraphBuilder graph, int count) =>
        graph.Constant([.. Enumerable.Range(0, count)], 1, count);
}

using AethergenAI.Onnx.Graphs;

namespace AethergenAI.Onnx.Arn;

/// <summary>One network of the ensemble inside a sampler graph.</summary>
internal sealed class ArnMember(
    GraphBuilder graph,
    ArnLayout layout,
    float[] weights,
    QuantisedLinear precise,
    string name
)
{
    private readonly List<int> seen = [];
    private Node? context;

    /// <summary>Adds the embedding of a column's classes to the context of later columns.</summary>
    /// <param name="classes">Int32 [N, 1].</param>
    internal void See(int column, Node classes)
    {
        var part = layout.Embeddings[column];
        Node table = graph.Constant(Of(part), part.Rows, part.Columns);
        Node embedding = graph.Rows(table, graph.Reshape(classes, Node.Batch));
        context = context is null ? embedding : graph.Concat([context, embedding]);
        seen.Add(column);
    }

    /// <summary>
    /// The blocks of some columns, side by side, given the context so far: [N, columns·width], or [1, columns·width]
    /// while the context is empty.
    /// </summary>
    internal Node Hidden(int[] columns)
    {
        int width = layout.Shape.Width;
        Node bias = graph.Constant(
            [.. columns.SelectMany(column => Of(layout.InputBias)[(column * width)..((column + 1) * width)])],
            1,
            columns.Length * width
        );
        if (context is null)
        {
            return graph.Relu(bias);
        }
        float[] input = Of(layout.Input);
        int blocks = layout.Columns.Count * width;
        var rows = new List<float>();
        foreach (int k in seen)
        {
            int start = layout.Columns.Take(k).Sum(column => column.Slot);
            for (int row = start; row < start + layout.Columns[k].Slot; row++)
            {
                foreach (int column in columns)
                {
                    rows.AddRange(input.AsSpan((row * blocks) + (column * width), width));
                }
            }
        }

        // The context uses one quantisation range, whichever embeddings it holds.
        return graph.Relu(
            graph.Add(precise.Product($"{name} context", context, [.. rows], columns.Length * width), bias)
        );
    }

    /// <summary>A column's logits, [N, classes].</summary>
    /// <param name="place">The column's position among the columns given to <see cref="Hidden"/>.</param>
    internal Node Logits(int column, Node hidden, int place)
    {
        int width = layout.Shape.Width;
        Node block = graph.Slice(hidden, 1, place * width, width);
        Node inner = graph.Relu(
            graph.Add(Product("block", column, block, layout.Hidden[column]), Matrix(layout.HiddenBias[column]))
        );
        if (layout.Gates.Length > 0)
        {
            Node probabilities = graph.Softmax(graph.MatMul(block, Matrix(layout.Gates[column])));
            Node cut = graph.Mul(probabilities, Experts.Chosen(graph, probabilities, layout.Shape.Active));
            Node gates = graph.Div(cut, graph.ReduceSum(cut, 1));
            inner = graph.Mul(
                inner,
                graph.MatMul(
                    gates,
                    Experts.Spread(graph, layout.Shape.Experts, layout.Shape.Inner / layout.Shape.Experts)
                )
            );
        }

        Node top = graph.Add(block, Product("inner", column, inner, layout.Back[column]));
        return graph.Add(
            precise.Product($"{name} top {column}", top, Head(column), layout.Heads[column].Columns),
            Matrix(layout.HeadBias[column])
        );
    }

    /// <summary>The head's weights, including the smooth part.</summary>
    private float[] Head(int column)
    {
        float[] head = Of(layout.Heads[column]);
        if (layout.Smooth[column] is not { } smooth)
        {
            return head;
        }
        float[] waves = Of(smooth),
            basis = ArnLayout.Basis(layout.Columns[column]);
        int count = layout.Columns[column].ClassCount;
        for (int unit = 0; unit < smooth.Rows; unit++)
        {
            for (int wave = 0; wave < ArnLayout.Waves; wave++)
            {
                float by = waves[(unit * ArnLayout.Waves) + wave];
                for (int c = 0; c < count; c++)
                {
                    head[(unit * count) + c] += by * basis[(wave * count) + c];
                }
            }
        }

        return head;
    }

    private Node Product(string factor, int column, Node left, ArnLayout.Part part) =>
        precise.Product($"{name} {factor} {column}", left, Of(part), part.Columns);

    private Node Matrix(ArnLayout.Part part) => graph.Constant(Of(part), part.Rows, part.Columns);

    private float[] Of(ArnLayout.Part part) => weights.AsSpan(part.Start, part.Length).ToArray();
}

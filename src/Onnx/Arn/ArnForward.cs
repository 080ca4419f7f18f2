using AethergenAI.Onnx.Graphs;

namespace AethergenAI.Onnx.Arn;

/// <summary>The differentiable forward pass of the network: from rows of classes to each row's loss.</summary>
internal sealed class ArnForward(Tape tape, ArnLayout layout)
{
    private readonly GraphBuilder graph = tape.Graph;
    private readonly IReadOnlyList<ArnColumn> columns = layout.Columns;
    private readonly List<Node> logits = [],
        there = [];

    /// <summary>
    /// The probability of each class of each column, summed over the rows: [ΣC].
    /// Call <see cref="Losses"/> first.
    /// </summary>
    internal Node Expected() =>
        graph.Reshape(
            graph.Concat(
                [.. logits.Select((each, j) => graph.ReduceSum(graph.Mul(graph.Softmax(each), there[j]), 0))],
                1
            ),
            columns.Sum(column => column.ClassCount)
        );

    /// <summary>Each row's −Σ log p over the columns, in nats, plus the load loss of the experts.</summary>
    /// <param name="parameters">[P].</param>
    /// <param name="batch">Int32 [N, D]; −1 if a row has no token.</param>
    /// <param name="mask">[D, D]: entry (k, j) is 1 if column j depends on column k.</param>
    /// <param name="noise">Uniform numbers for dropout, [N, D·width]; null without dropout.</param>
    /// <param name="smoothing">The share of each target that goes to the column's marginal distribution.</param>
    internal (Node Loss, Node? Load) Losses(
        Node parameters,
        Node batch,
        Node mask,
        Node? noise,
        float dropout,
        float smoothing
    )
    {
        Node[] weights = Cut(parameters);
        Node Weight(ArnLayout.Part part) => weights[Place(part)];

        Node[] classes = [.. columns.Select((_, k) => graph.Reshape(graph.Slice(batch, 1, k, 1), Node.Batch))];
        Node[] embeddings =
        [
            .. columns.Select(
                (column, k) => tape.Rows(Weight(layout.Embeddings[k]), Known(classes[k], column.ClassCount))
            ),
        ];
        Node context = tape.Concat(embeddings, 1);
        Node seen = tape.Mul(Weight(layout.Input), Spread(mask));
        Node hidden = tape.Relu(tape.Add(tape.MatMul(context, seen), Weight(layout.InputBias)));
        if (noise is not null && dropout > 0)
        {
            hidden = tape.Dropout(hidden, noise, graph.Scalar(dropout));
        }
        Node[] blocks = tape.Split(hidden, 1, [.. columns.Select(_ => (long)layout.Shape.Width)]);

        Node? loss = null,
            load = null;
        for (int j = 0; j < columns.Count; j++)
        {
            Node inner = tape.Relu(
                tape.Add(tape.MatMul(blocks[j], Weight(layout.Hidden[j])), Weight(layout.HiddenBias[j]))
            );
            if (layout.Gates.Length > 0)
            {
                var (gated, balance) = Experts.Gate(
                    tape,
                    inner,
                    tape.MatMul(blocks[j], Weight(layout.Gates[j])),
                    layout.Shape.Active
                );
                inner = gated;
                load = load is null ? balance : tape.Add(load, balance);
            }

            Node block = tape.Add(blocks[j], tape.MatMul(inner, Weight(layout.Back[j])));
            logits.Add(tape.Add(tape.MatMul(block, Head(j, Weight)), Weight(layout.HeadBias[j])));
            Node one = graph.OneHot(classes[j], columns[j].ClassCount);
            there.Add(graph.ReduceSum(one, 1));
            Node row = tape.SoftmaxCrossEntropy(
                logits[j],
                smoothing > 0 ? Smoothed(one, there[j], columns[j], smoothing) : one,
                there[j]
            );
            loss = loss is null ? row : tape.Add(loss, row);
        }

        return (loss!, load);
    }

    private int Place(ArnLayout.Part part) => layout.Parts.ToList().IndexOf(part);

    private Node[] Cut(Node parameters)
    {
        Node[] flat = tape.Split(parameters, 0, [.. layout.Parts.Select(part => (long)part.Length)]);
        return [.. layout.Parts.Select((part, i) => tape.Reshape(flat[i], part.Rows, part.Columns))];
    }

    private Node Head(int column, Func<ArnLayout.Part, Node> weight)
    {
        Node head = weight(layout.Heads[column]);
        if (layout.Smooth[column] is not { } smooth)
        {
            return head;
        }
        Node basis = graph.Constant(ArnLayout.Basis(columns[column]), ArnLayout.Waves, columns[column].ClassCount);
        return tape.Add(head, tape.MatMul(weight(smooth), basis));
    }

    /// <summary>Maps "no token" (−1) to the last row of the embedding.</summary>
    private Node Known(Node classes, int none) =>
        graph.Where(graph.Less(classes, graph.Constant([0], 1)), graph.Constant([none], 1), classes);

    /// <summary>Expands the mask from [D, D] to [context, D·width].</summary>
    private Node Spread(Node mask)
    {
        int[] slotOf = [.. columns.SelectMany((column, k) => Enumerable.Repeat(k, column.Slot))];
        int[] unitOf = [.. columns.SelectMany((_, j) => Enumerable.Repeat(j, layout.Shape.Width))];
        return graph.Columns(graph.Rows(mask, graph.Constant(slotOf, slotOf.Length)), unitOf);
    }

    private Node Smoothed(Node one, Node there, ArnColumn column, float smoothing)
    {
        Node marginal = graph.Constant(
            [.. column.Shares().Select(share => (float)share * smoothing)],
            1,
            column.ClassCount
        );
        return graph.Add(graph.Mul(one, graph.Scalar(1 - smoothing)), graph.Mul(there, marginal));
    }
}

using AethergenAI.Onnx.Graphs;

namespace AethergenAI.Onnx.Arn;

/// <summary>
/// The sampler graph: given columns first, then column after column (or group after group) from the network's conditional distributions,
/// each drawn by running through its cumulative distribution until the noise is passed. Of the network only what an order needs is in the graph:
/// a column's block takes the embeddings that are known by then and no others.
/// </summary>
internal sealed class ArnSampler
{
    private readonly GraphBuilder graph;
    private readonly Node noise, given;
    private readonly ArnParameters parameters;
    private readonly ArnMember[] members;
    private readonly Node?[] tokens, classes;

    private ArnSampler(GraphBuilder graph, Node noise, Node given, ArnParameters parameters)
    {
        (this.graph, this.noise, this.given, this.parameters) = (graph, noise, given, parameters);
        var layout = new ArnLayout(parameters.Columns, parameters.Shape);
        members = [.. parameters.Members().Select(weights => new ArnMember(graph, layout, weights))];
        tokens = new Node?[parameters.Columns.Count];
        classes = new Node?[parameters.Columns.Count];
    }

    /// <param name="isGiven">One flag a model column.</param>
    internal static byte[] Emit(ArnParameters parameters, bool[] isGiven) => SamplerGraph.Build(
        parameters.Columns.Count, (graph, noise, given) => new ArnSampler(graph, noise, given, parameters).Sample(isGiven));

    private Node Sample(bool[] isGiven)
    {
        int[] first = [.. parameters.Order.Where(column => isGiven[column])];
        int[] rest = [.. parameters.Order.Where(column => !isGiven[column])];
        foreach (int column in first)
        {
            tokens[column] = graph.Max(graph.Columns(given, [column]), graph.Constant([0], 1));
            classes[column] = Class(column, tokens[column]!);
        }

        foreach (int column in first) { See(column); }
        foreach (int[] group in rest.Chunk(parameters.Ahead))
        {
            Node[] hidden = [.. members.Select(member => member.Hidden(group))];
            for (int i = 0; i < group.Length; i++) { Draw(group[i], hidden, i); }
            foreach (int column in group) { See(column); }
        }

        return graph.Concat([.. tokens.Select(token => token!)]);
    }

    private void Draw(int column, Node[] hidden, int place)
    {
        Node[] each = [.. members.Select((member, m) => graph.Softmax(member.Logits(column, hidden[m], place)))];
        Node sum = each.Aggregate((left, right) => graph.Add(left, right));
        Node probabilities = each.Length == 1 ? sum : graph.Mul(sum, graph.Scalar(1f / each.Length));
        Node unit = graph.Columns(noise, [column]);
        (tokens[column], classes[column]) = TokenDraw.Draw(graph, probabilities, unit, parameters.Columns[column]);
    }

    private Node Class(int column, Node token)
    {
        var known = parameters.Columns[column];
        return known.ClassCount == known.Classes.Count ? token : graph.Gather(graph.Constant([.. known.Classes], known.Classes.Count), token);
    }

    /// <summary>Puts a column's embedding where later columns see it; that of no token where its marks say so.</summary>
    private void See(int column)
    {
        var known = parameters.Columns[column];
        Node at = classes[column]!;
        Node[] marks = [.. known.Marks.Where(mark => tokens[mark] is not null).Select(mark => tokens[mark]!)];
        if (marks.Length > 0)
        {
            Node any = graph.Greater(marks.Aggregate((left, right) => graph.Max(left, right)), graph.Constant([0], 1));
            Node none = graph.Constant([known.ClassCount], 1);
            at = known.ThereWhereMarked ? graph.Where(any, at, none) : graph.Where(any, none, at);
        }

        foreach (var member in members) { member.See(column, at); }
    }
}

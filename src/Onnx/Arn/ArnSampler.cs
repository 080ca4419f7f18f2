using AethergenAI.Generation.Sampling;
using AethergenAI.Onnx.Graphs;
using Microsoft.ML.OnnxRuntime;

namespace AethergenAI.Onnx.Arn;

/// <summary>
/// The sampler graph of the network. Given columns come first; then each column (or group of columns) is drawn from its
/// conditional distribution, by comparing the noise with the cumulative distribution. The graph holds only the weights
/// that the order needs: a column's block takes the embeddings of the columns before it.
/// </summary>
internal sealed class ArnSampler
{
    private readonly GraphBuilder graph;
    private readonly Node noise,
        given;
    private readonly ArnParameters parameters;
    private readonly ArnMember[] members;
    private readonly Node?[] tokens,
        classes,
        seen;

    private ArnSampler(GraphBuilder graph, Node noise, Node given, ArnParameters parameters, QuantisedLinear precise)
    {
        (this.graph, this.noise, this.given, this.parameters) = (graph, noise, given, parameters);
        var layout = new ArnLayout(parameters.Columns, parameters.Shape);
        members =
        [
            .. parameters.Members().Select((weights, m) => new ArnMember(graph, layout, weights, precise, $"{m}")),
        ];
        tokens = new Node?[parameters.Columns.Count];
        classes = new Node?[parameters.Columns.Count];
        seen = new Node?[parameters.Columns.Count];
    }

    /// <param name="isGiven">One flag for each model column.</param>
    internal static byte[] Emit(ArnParameters parameters, bool[] isGiven) =>
        SamplerGraph.Build(parameters.Columns.Count, (graph, noise, given) =>
            new ArnSampler(
                graph,
                noise,
                given,
                parameters,
                new QuantisedLinear(graph, parameters.Precision, parameters.Ranges)
            ).Sample(isGiven)
        );

    /// <summary>
    /// The greatest magnitude of every product's left factor over a number of sampled rows; for int8-static.
    /// </summary>
    internal static Dictionary<string, float> Measure(ArnParameters parameters, ulong seed)
    {
        var names = new List<string>();
        byte[] bytes = SamplerGraph.Build(parameters.Columns.Count, (graph, noise, given) =>
        {
            var precise = new QuantisedLinear(graph, "fp32", null);
            Node tokens = new ArnSampler(graph, noise, given, parameters, precise).Sample(
                new bool[parameters.Columns.Count]
            );
            foreach (var (name, value) in precise.Factors)
            {
                graph.Output($"factor {names.Count}", graph.ReduceMax(graph.Abs(value), 0, 1));
                names.Add(name);
            }

            return tokens;
        });
        int width = parameters.Columns.Count;
        float[] noise = new float[RowSampler.BlockRows * width];
        for (int row = 0; row < RowSampler.BlockRows; row++)
        {
            RowNoise.Fill(noise.AsSpan(row * width, width), seed, row, uint.MaxValue >> 2);
        }
        int[] unknown = new int[noise.Length];
        unknown.AsSpan().Fill(-1);
        using var settings = Device.Cpu.Settings(Device.Cpu.Threads);
        using var session = new InferenceSession(bytes, settings);
        long[] shape = [RowSampler.BlockRows, width];
        using var noiseValue = OrtValue.CreateTensorValueFromMemory(noise, shape);
        using var given = OrtValue.CreateTensorValueFromMemory(unknown, shape);
        using var run = new RunOptions();
        var ranges = new Dictionary<string, float>(StringComparer.Ordinal);
        using var found = session.Run(
            run,
            [SamplerGraph.Noise, SamplerGraph.Given],
            [noiseValue, given],
            [.. names.Select((_, i) => $"factor {i}")]
        );
        for (int i = 0; i < names.Count; i++)
        {
            ranges[names[i]] = Math.Max(ranges.GetValueOrDefault(names[i]), found[i].GetTensorDataAsSpan<float>()[0]);
        }

        return ranges;
    }

    private Node Sample(bool[] isGiven)
    {
        int[] first = [.. parameters.Order.Where(column => isGiven[column])];
        int[] rest = [.. parameters.Order.Where(column => !isGiven[column])];
        foreach (int column in first)
        {
            tokens[column] = graph.Max(graph.Columns(given, [column]), graph.Constant([0], 1));
            classes[column] = Class(column, tokens[column]!);
        }

        foreach (int column in first)
        {
            See(column);
        }
        foreach (int[] group in rest.Chunk(parameters.Ahead))
        {
            Node[] hidden = [.. members.Select(member => member.Hidden(group))];
            for (int i = 0; i < group.Length; i++)
            {
                Draw(group[i], hidden, i);
            }
            foreach (int column in group)
            {
                See(column);
            }
        }

        return graph.Concat([.. tokens.Select(token => token!)]);
    }

    private void Draw(int column, Node[] hidden, int place)
    {
        Node[] each =
        [
            .. members.Select((member, m) => graph.Softmax(Allowed(column, member.Logits(column, hidden[m], place)))),
        ];
        Node sum = each.Aggregate((left, right) => graph.Add(left, right));
        Node probabilities = each.Length == 1 ? sum : graph.Mul(sum, graph.Scalar(1f / each.Length));
        Node unit = graph.Columns(noise, [column]);
        (tokens[column], classes[column]) = ClassSampling.Draw(graph, probabilities, unit, parameters.Columns[column]);
    }

    /// <summary>
    /// The logits after excluding the classes that would break an inequality with an earlier column.
    /// </summary>
    private Node Allowed(int column, Node logits)
    {
        foreach (var rule in parameters.Rules.Where(rule => rule.Low == column || rule.High == column))
        {
            bool lowIsKnown = rule.High == column;
            if (seen[lowIsKnown ? rule.Low : rule.High] is { } known)
            {
                logits = graph.Add(logits, rule.Penalties(graph, lowIsKnown, known));
            }
        }

        return logits;
    }

    private Node Class(int column, Node token)
    {
        var known = parameters.Columns[column];
        return known.ClassCount == known.Classes.Count
            ? token
            : graph.Gather(graph.Constant([.. known.Classes], known.Classes.Count), token);
    }

    /// <summary>
    /// Adds a column's embedding to the context; in rows whose marks say that there is no token, that of "no token".
    /// </summary>
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

        seen[column] = at;
        foreach (var member in members)
        {
            member.See(column, at);
        }
    }
}

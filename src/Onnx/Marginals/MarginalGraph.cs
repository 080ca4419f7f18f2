using AethergenAI.Generation;
using AethergenAI.Generation.Marginals;
using AethergenAI.Onnx.Graphs;

namespace AethergenAI.Onnx.Marginals;

/// <summary>
/// The sampler graph of a graphical model. For each column in turn, the parents' tokens select a row of a table of
/// cumulative probabilities, and the noise selects a token in that row. Without given columns the noise is stratified
/// over the block (<see cref="StratifiedNoise"/>).
/// </summary>
internal static class MarginalGraph
{
    /// <param name="given">One flag for each model column.</param>
    /// <exception cref="RefusedException">These given columns need a table that is too large.</exception>
    internal static byte[] Emit(MarginalModel model, IReadOnlyList<ModelColumn> columns, bool[] given)
    {
        var known = columns.Where((_, column) => given[column]).Select(column => $"'{column.Name}'");
        var plan = SamplingPlan.Of(model, given) ?? throw GenerationRefusals.GivenTooMany(string.Join(", ", known));
        bool stratified = !given.AsSpan().Contains(true);
        return SamplerGraph.Build(model.Sizes.Length, (graph, noise, inputs) =>
        {
            var tokens = new Node[model.Sizes.Length];
            for (int column = 0; column < tokens.Length; column++)
            {
                if (given[column])
                {
                    tokens[column] = graph.Columns(inputs, [column]);
                }
            }
            var strata = stratified ? new StratifiedNoise(graph, noise) : null;
            foreach (var step in plan)
            {
                int size = model.Sizes[step.Attribute];
                Node cell = Cell(graph, step.Parents, model.Sizes, tokens);
                Node unit = strata?.Unit(step.Attribute, cell) ?? graph.Columns(noise, [step.Attribute]);
                Node token = step.Table is { } table
                    ? Search(graph, table, size, cell, unit)
                    : Weigh(graph, step.Factors!, model.Sizes, tokens, unit);
                tokens[step.Attribute] = token;
                strata?.Drawn(token, size);
            }

            return graph.Concat(tokens);
        });
    }

    /// <summary>The parents' cell, row-major.</summary>
    /// <returns>Int32 [N, 1]; [1, 1] without parents.</returns>
    private static Node Cell(GraphBuilder graph, int[] parents, int[] sizes, Node[] tokens)
    {
        if (parents.Length == 0)
        {
            return graph.Constant([0], 1, 1);
        }
        Node cell = tokens[parents[0]];
        foreach (int parent in parents.Skip(1))
        {
            cell = graph.Add(graph.Mul(cell, graph.Constant([sizes[parent]], 1)), tokens[parent]);
        }
        return cell;
    }

    /// <summary>
    /// The last token whose interval of cumulative probability begins at or below the unit: a binary search with one
    /// gather and one comparison for each bit.
    /// </summary>
    private static Node Search(GraphBuilder graph, float[] table, int size, Node cell, Node unit)
    {
        int bits = size <= 1 ? 0 : System.Numerics.BitOperations.Log2((uint)size - 1) + 1;
        Node starts = graph.Constant(Starts(table, size, 1 << bits), table.Length / size << bits);
        Node begin = graph.Mul(cell, graph.Constant([1 << bits], 1)),
            position = begin;
        for (int bit = bits - 1; bit >= 0; bit--)
        {
            Node further = graph.Add(position, graph.Constant([1 << bit], 1));
            position = graph.Where(graph.LessOrEqual(graph.Gather(starts, further), unit), further, position);
        }

        // Without a comparison, the position does not have the row dimension yet.
        if (position.Shape[0] != Node.Batch)
        {
            position = graph.Where(graph.Less(unit, unit), position, position);
        }
        return graph.Sub(position, begin);
    }

    /// <summary>
    /// The start of each token's interval. Tokens that cannot be drawn, and padding, start above every unit.
    /// </summary>
    private static float[] Starts(float[] table, int size, int padded)
    {
        float[] starts = new float[table.Length / size * padded];
        starts.AsSpan().Fill(float.PositiveInfinity);
        for (int row = 0; row * size < table.Length; row++)
        {
            ReadOnlySpan<float> shares = table.AsSpan(row * size, size);
            int last = Math.Max(0, shares.LastIndexOfAnyExcept(0f));
            double sum = 0;
            for (int token = 0; token <= last; token++)
            {
                starts[(row * padded) + token] = token == 0 ? float.NegativeInfinity : (float)sum;
                sum += shares[token];
            }
        }

        return starts;
    }

    /// <summary>
    /// Used if the table would be too large: sums the logarithms from smaller tables for every token of every row.
    /// </summary>
    private static Node Weigh(
        GraphBuilder graph,
        IReadOnlyList<Potential> factors,
        int[] sizes,
        Node[] tokens,
        Node unit
    )
    {
        int size = sizes[factors[0].Attributes[^1]];
        Node every = graph.Constant([.. Enumerable.Range(0, size)], 1, size),
            sum = graph.Scalar(0);
        foreach (var factor in factors)
        {
            Node cell = Cell(graph, factor.Attributes[..^1], sizes, tokens);
            Node cells = graph.Add(graph.Mul(cell, graph.Constant([size], 1)), every);
            sum = graph.Add(sum, graph.Gather(graph.Constant(factor.Values, factor.Values.Length), cells));
        }

        float[] before = [.. Enumerable.Range(0, size * size).Select(cell => cell / size < cell % size ? 1f : 0)];
        Node starts = graph.MatMul(graph.Softmax(sum), graph.Constant(before, size, size));
        Node reached = graph.Cast(graph.LessOrEqual(starts, unit), ElementType.Int32);
        return graph.Max(graph.Sub(graph.ReduceSum(reached, 1), graph.Constant([1], 1)), graph.Constant([0], 1));
    }
}

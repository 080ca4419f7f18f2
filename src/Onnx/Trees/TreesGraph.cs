using AethergenAI.Generation.Trees;
using AethergenAI.Onnx.Graphs;

namespace AethergenAI.Onnx.Trees;

/// <summary>
/// The sampler graph of sequential trees. For each column in turn it picks a tree, walks from its root to a leaf with
/// one lookup for each step, and draws a token with one lookup in the leaf's alias table. The graph consists of gathers
/// and elementwise arithmetic only.
/// </summary>
internal static class TreesGraph
{
    /// <param name="absences">One for each model column.</param>
    internal static byte[] Emit(TreesParameters parameters, MissingRule[] absences) =>
        SamplerGraph.Build(parameters.Bins.Count, (graph, noise, given) =>
            new Drawing(graph, noise, given, parameters, absences).Tokens()
        );

    private sealed class Drawing(
        GraphBuilder graph,
        Node noise,
        Node given,
        TreesParameters parameters,
        MissingRule[] absences
    )
    {
        private readonly Node?[] tokens = new Node?[parameters.Bins.Count],
            bins = new Node?[parameters.Bins.Count];

        internal Node Tokens()
        {
            var drawn = parameters.Columns.Select(forest => forest.Column).ToHashSet();
            for (int column = 0; column < tokens.Length; column++)
            {
                if (!drawn.Contains(column))
                {
                    tokens[column] = graph.Columns(given, [column]);
                }
            }

            foreach (var forest in parameters.Columns)
            {
                tokens[forest.Column] = Draw(forest);
            }
            return graph.Concat([.. tokens.Select(token => token!)]);
        }

        /// <returns>Int32 [N, 1].</returns>
        private Node Draw(ColumnForest forest)
        {
            var tables = ForestTables.Of(forest, [.. forest.Features.Select(feature => parameters.Bins[feature])]);
            Node unit = graph.Columns(noise, [forest.Column]);
            Node? state = null;
            if (tables.Roots.Length > 1)
            {
                Node scaled = graph.Mul(unit, graph.Scalar(tables.Roots.Length)),
                    whole = graph.Floor(scaled);
                state = graph.Gather(Table(tables.Roots), Whole(whole, tables.Roots.Length));
                unit = graph.Sub(scaled, whole);
            }

            if (tables.Steps > 0)
            {
                // The number of rows is not known here: adding a column of zeros repeats the single root for each row.
                state ??= graph.Add(graph.Constant([tables.Roots[0]], 1, 1), Zeros(unit));
                state = Walk(forest, tables, state);
            }

            Node slots = graph.Mul(unit, graph.Scalar(tables.Tokens)),
                place = graph.Floor(slots);
            Node token = Whole(place, tables.Tokens);
            Node slot = state is null ? token : graph.Add(state, token);
            Node stays = graph.Less(
                graph.Sub(slots, place),
                graph.Gather(graph.Constant(tables.Share, tables.Share.Length), slot)
            );
            return graph.Where(stays, token, graph.Gather(Table(tables.Other), slot));
        }

        private Node Walk(ColumnForest forest, ForestTables tables, Node state)
        {
            Node features = graph.Concat([.. forest.Features.Select(Bins)]),
                featureAt = Table(tables.FeatureAt);
            Node next = Table(tables.Next),
                last = Table(tables.Last);
            for (int step = 1; step <= tables.Steps; step++)
            {
                Node bin = graph.GatherElements(features, graph.Gather(featureAt, state));
                state = graph.Gather(step == tables.Steps ? last : next, graph.Add(state, bin));
            }

            return state;
        }

        /// <summary>A column as a feature of the trees, Int32 [N, 1]; computed on first use.</summary>
        private Node Bins(int column)
        {
            if (bins[column] is { } known)
            {
                return known;
            }
            var meaning = parameters.Bins[column];
            Node bin = meaning.BinOf is { } binOf ? graph.Gather(Table([.. binOf]), tokens[column]!) : tokens[column]!;
            Node absent = graph.Constant([meaning.Absent], 1, 1),
                zero = graph.Constant([0], 1, 1);
            foreach (int missing in absences[column].AnyMissing)
            {
                bin = graph.Where(graph.Greater(tokens[missing]!, zero), absent, bin);
            }
            if (absences[column].AllThere is [var one, .. var rest])
            {
                Node missing = rest.Aggregate(tokens[one]!, (sum, other) => graph.Add(sum, tokens[other]!));
                bin = graph.Where(graph.Greater(missing, zero), bin, absent);
            }

            return bins[column] = bin;
        }

        private Node Zeros(Node like) => graph.Cast(graph.Mul(like, graph.Scalar(0)), ElementType.Int32);

        /// <summary>Limits an index to below <paramref name="count"/>, which rounding may have reached.</summary>
        private Node Whole(Node whole, int count) =>
            graph.Min(graph.Cast(whole, ElementType.Int32), graph.Constant([count - 1], 1, 1));

        private Node Table(int[] values) => graph.Constant(values, values.Length);
    }
}

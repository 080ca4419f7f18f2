using AethergenAI.Generation.Marginals;

namespace AethergenAI.Core.Tests.Generation.Marginals;

/// <summary>
/// A small model's joint distribution, cell by cell: the oracle that everything else is held against.
/// </summary>
internal sealed class Joint
{
    private readonly int[] sizes;

    internal Joint(MarginalModel model)
    {
        sizes = model.Sizes;
        int cells = sizes.Aggregate(1, (product, size) => product * size);
        double[] logs = new double[cells];
        for (int cell = 0; cell < cells; cell++)
        {
            int[] tokens = Tokens(cell);
            logs[cell] = model.Potentials.Sum(potential =>
                (double)potential.Values[Cell(tokens, potential.Attributes)]
            );
        }

        double greatest = logs.Max();
        LogSum = greatest + Math.Log(logs.Sum(value => Math.Exp(value - greatest)));
        Probabilities = [.. logs.Select(value => Math.Exp(value - LogSum))];
    }

    internal double LogSum { get; }

    internal double[] Probabilities { get; }

    internal int[] Tokens(int cell)
    {
        int[] tokens = new int[sizes.Length];
        for (int attribute = sizes.Length - 1; attribute >= 0; attribute--)
        {
            (cell, tokens[attribute]) = Math.DivRem(cell, sizes[attribute]);
        }
        return tokens;
    }

    internal int Cell(int[] tokens, int[] attributes) =>
        attributes.Aggregate(0, (cell, attribute) => (cell * sizes[attribute]) + tokens[attribute]);

    internal double[] Marginal(int[] attributes)
    {
        double[] marginal = new double[attributes.Aggregate(1, (product, attribute) => product * sizes[attribute])];
        for (int cell = 0; cell < Probabilities.Length; cell++)
        {
            marginal[Cell(Tokens(cell), attributes)] += Probabilities[cell];
        }
        return marginal;
    }

    /// <summary>A model with loops: a ring, two chords, a triple, and an attribute by itself.</summary>
    internal static MarginalModel Loopy(int seed, double spread)
    {
        var random = new Random(seed);
        int[] sizes = [3, 2, 4, 3, 2, 5, 1, 3];
        int[][] cliques =
        [
            [0, 1],
            [1, 2],
            [2, 3],
            [3, 4],
            [0, 4],
            [1, 2, 4],
            [2, 5],
            [5],
            [0, 6],
            [7],
        ];
        return new MarginalModel(
            sizes,
            [
                .. cliques.Select(clique =>
                {
                    int cells = clique.Aggregate(1, (product, attribute) => product * sizes[attribute]);
                    return new Potential(
                        clique,
                        [.. Enumerable.Range(0, cells).Select(_ => (float)(spread * (random.NextDouble() - 0.5)))]
                    );
                }),
            ]
        );
    }

    /// <summary>The same with a triangle of cells that cannot be.</summary>
    internal static MarginalModel WithZeros(int seed)
    {
        var model = Loopy(seed, 4);
        float[] zeros = [.. Enumerable.Range(0, 12).Select(cell => cell / 3 > cell % 3 ? float.NegativeInfinity : 0)];
        return model with { Potentials = [.. model.Potentials, new Potential([2, 3], zeros)] };
    }

    /// <summary>The beliefs of a model, from which marginals can be read.</summary>
    internal static BeliefPropagation Calibrated(MarginalModel model, JunctionTree tree)
    {
        int[][] targets = [.. model.Potentials.Select(potential => tree.InOrder(potential.Attributes))];
        var beliefs = new BeliefPropagation(tree, targets);
        float[] tables = new float[beliefs.Offsets[^1]];
        for (int target = 0; target < targets.Length; target++)
        {
            var (attributes, values) = model.Potentials[target];
            CellIndexing
                .Reordered<float>(values, attributes, targets[target], model.Sizes)
                .CopyTo(tables, beliefs.Offsets[target]);
        }

        beliefs.Run(tables, new float[tables.Length]);
        return beliefs;
    }
}

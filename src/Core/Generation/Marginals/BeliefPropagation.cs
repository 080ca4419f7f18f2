namespace AethergenAI.Generation.Marginals;

/// <summary>
/// Computes marginals of the distribution <c>p(x) = exp(Σ θ_t(x_t))
/// / Z</c> by one upward and one downward pass over a junction tree (Lauritzen &amp;
/// Spiegelhalter 1988, <see href="https://doi.org/10.1111/j.2517-6161.1988.tb01721.x"/>).
/// The upward pass works in logarithms and takes the largest term out of every sum; it leaves each clique as a table
/// of conditional probabilities given its separator, and the downward pass only multiplies these.
/// </summary>
internal sealed class BeliefPropagation
{
    /// <summary>Below this many cells in a level of the tree, threads cost more than they save.</summary>
    private const int WorthThreads = 60_000;

    private readonly JunctionTree tree;
    private readonly Clique[] cliques;
    private readonly int[][] levels;
    private readonly ParallelOptions threads;

    /// <param name="targets">Sets of attributes in the tree's order, each inside one of its cliques.</param>
    internal BeliefPropagation(JunctionTree tree, IReadOnlyList<int[]> targets, int parallelism = 2)
    {
        this.tree = tree;
        Offsets = new int[targets.Count + 1];
        for (int target = 0; target < targets.Count; target++)
        {
            Offsets[target + 1] = Offsets[target] + (int)CellIndexing.Count(targets[target], tree.Sizes);
        }

        threads = new ParallelOptions { MaxDegreeOfParallelism = parallelism };
        var homes = targets
            .Select((target, place) => (place, Home: tree.Home(target)))
            .ToLookup(pair => pair.Home, pair => pair.place);
        cliques =
        [
            .. tree.Cliques.Select((clique, place) => new Clique(tree, clique, [.. homes[place]], targets, Offsets)),
        ];
        int[] depths = new int[cliques.Length];
        for (int place = 0; place < cliques.Length; place++)
        {
            int parent = tree.Cliques[place].Parent;
            if (parent < 0)
            {
                continue;
            }
            depths[place] = depths[parent] + 1;
            cliques[parent].Children.Add(cliques[place]);
        }

        var byDepth = Enumerable.Range(0, cliques.Length).GroupBy(place => depths[place]);
        levels = [.. byDepth.OrderBy(level => level.Key).Select(level => level.ToArray())];
    }

    /// <summary>The start of each target's table in the concatenation of all, and one more entry for the end.</summary>
    internal int[] Offsets { get; }

    /// <param name="potentials">θ of all targets, tables in the tree's order at <see cref="Offsets"/>;
    /// −∞ for cells that cannot occur.</param>
    /// <param name="marginals">Receives the probabilities of all targets in the same layout;
    /// each target's probabilities sum to 1.</param>
    /// <returns>ln Z; −∞ if nothing is possible.</returns>
    internal double Run(float[] potentials, float[] marginals)
    {
        for (int depth = levels.Length - 1; depth >= 0; depth--)
        {
            Each(depth, clique => clique.Collect(potentials));
        }
        for (int depth = 0; depth < levels.Length; depth++)
        {
            Each(depth, clique => clique.Distribute(marginals));
        }
        return cliques[0].LogSums[0];
    }

    /// <summary>The probabilities of a clique's cells after the last run; Rows × Columns.</summary>
    internal ReadOnlySpan<float> Belief(int clique) => cliques[clique].Table;

    /// <summary>
    /// The probabilities of any set of attributes inside one clique after the last run, axes in the tree's order.
    /// </summary>
    /// <returns>Whether some clique holds the attributes.</returns>
    internal bool TryMarginal(int[] attributes, Span<float> marginal)
    {
        int home = tree.Home(attributes);
        if (home < 0)
        {
            return false;
        }
        new Projection(tree.Cliques[home].Axes, attributes, tree.Sizes).Sum(cliques[home].Table, marginal);
        return true;
    }

    private void Each(int depth, Action<Clique> work)
    {
        int[] level = levels[depth];
        if (level.Length > 1 && level.Sum(place => (long)cliques[place].Table.Length) > WorthThreads)
        {
            Parallel.ForEach(level, threads, place => work(cliques[place]));
            return;
        }

        foreach (int place in level)
        {
            work(cliques[place]);
        }
    }

    /// <summary>A clique's table, and the messages to and from it.</summary>
    private sealed class Clique
    {
        private readonly TreeClique shape;
        private readonly Projection? toSeparator;
        private readonly List<Target> owned = [];

        internal Clique(JunctionTree tree, TreeClique shape, int[] homed, IReadOnlyList<int[]> targets, int[] offsets)
        {
            this.shape = shape;
            Table = new float[shape.Cells];
            LogSums = new float[shape.Rows];
            Separator = new float[shape.Rows];
            if (shape.Parent >= 0)
            {
                toSeparator = new Projection(tree.Cliques[shape.Parent].Axes, shape.Separator, tree.Sizes);
            }
            // A target inside another one is computed from that target's table, which is smaller.
            foreach (int place in homed.OrderByDescending(place => targets[place].Length))
            {
                var within = owned.Find(larger =>
                    Array.TrueForAll(targets[place], attribute => Array.IndexOf(larger.Axes, attribute) >= 0)
                );
                owned.Add(
                    new Target(
                        offsets[place],
                        targets[place],
                        within,
                        new Projection(within?.Axes ?? shape.Axes, targets[place], tree.Sizes)
                    )
                );
            }
        }

        internal List<Clique> Children { get; } = [];

        /// <summary>
        /// After the upward pass: conditional probabilities given the separator.
        /// After the downward pass: joint probabilities.
        /// </summary>
        internal float[] Table { get; }

        /// <summary>
        /// The message to the parent: for each cell of the separator, the logarithm of the sum over everything below.
        /// </summary>
        internal float[] LogSums { get; }

        private float[] Separator { get; }

        internal void Collect(float[] potentials)
        {
            Table.AsSpan().Clear();
            foreach (var target in owned)
            {
                potentials.AsSpan(target.Offset, target.Gathered.Length).CopyTo(target.Gathered);
            }

            for (int i = owned.Count - 1; i >= 0; i--)
            {
                owned[i].Projection.AddTo(owned[i].Within?.Gathered ?? Table, owned[i].Gathered);
            }
            foreach (var child in Children)
            {
                child.toSeparator!.AddTo(Table, child.LogSums);
            }
            RowSums.Normalise(Table, shape.Columns, LogSums);
        }

        internal void Distribute(float[] marginals)
        {
            if (toSeparator is not null)
            {
                for (int row = 0; row < shape.Rows; row++)
                {
                    RowSums.Scale(Table.AsSpan(row * shape.Columns, shape.Columns), Separator[row]);
                }
            }

            foreach (var child in Children)
            {
                child.toSeparator!.Sum(Table, child.Separator);
            }
            foreach (var target in owned)
            {
                target.Projection.Sum(target.Within is { } larger ? larger.Of(marginals) : Table, target.Of(marginals));
            }
        }
    }

    /// <param name="Offset">The start of its table among those of all targets.</param>
    /// <param name="Within">The target from whose table it is computed; null: the clique's own table.</param>
    private sealed record Target(int Offset, int[] Axes, Target? Within, Projection Projection)
    {
        internal float[] Gathered { get; } = new float[Projection.PartCells];

        internal Span<float> Of(float[] tables) => tables.AsSpan(Offset, Gathered.Length);
    }
}

namespace AethergenAI.Generation.Marginals;

/// <summary>The marginals that a model should reproduce; these and all their subsets can be measured.</summary>
internal sealed class Workload
{
    /// <summary>A marginal with more cells would be all noise, and is in no workload.</summary>
    internal const int MaxCells = 10_000;

    private Workload(List<int[]> candidates, long[] weights) => (Candidates, Weights) = (candidates, weights);

    /// <summary>Sets of attributes, each ascending: the workload's and all their subsets.</summary>
    internal List<int[]> Candidates { get; }

    /// <summary>
    /// For each candidate, Σ over the workload of (importance · attributes in common): McKenna et al. (2022),
    /// Section 4.2.
    /// </summary>
    internal long[] Weights { get; }

    /// <param name="sizes">The number of tokens of every attribute.</param>
    /// <param name="degree">Attributes per marginal: 1, 2 or 3.</param>
    /// <param name="importance">The weight of every attribute, at least 1;
    /// a marginal's weight is the largest among its attributes.</param>
    internal static Workload Of(int[] sizes, int degree, int[] importance)
    {
        var members = new List<int[]>();
        Combine(sizes, degree, 0, [], members);
        // Two attributes with many tokens each may be in no triple, but their pair is still worth measuring.
        var candidates = new List<int[]>();
        for (int size = 1; size <= degree; size++)
        {
            Combine(sizes, size, 0, [], candidates);
        }
        long[] weights = new long[candidates.Count];
        long[] alone = new long[sizes.Length];
        foreach (int[] member in members)
        {
            long worth = member.Max(attribute => importance[attribute]);
            foreach (int attribute in member)
            {
                alone[attribute] += worth;
            }
        }

        // |r ∩ s| is the number of attributes of r in s, so the sum over s splits into one sum per attribute.
        for (int place = 0; place < weights.Length; place++)
        {
            weights[place] = Math.Max(1, candidates[place].Sum(attribute => alone[attribute]));
        }
        return new Workload(candidates, weights);
    }

    private static void Combine(int[] sizes, int left, int from, int[] chosen, List<int[]> found)
    {
        if (left == 0)
        {
            if (CellIndexing.Count(chosen, sizes) <= MaxCells || chosen.Length == 1)
            {
                found.Add(chosen);
            }
            return;
        }

        for (int attribute = from; attribute <= sizes.Length - left; attribute++)
        {
            if (sizes[attribute] > 1)
            {
                Combine(sizes, left - 1, attribute + 1, [.. chosen, attribute], found);
            }
        }
    }
}

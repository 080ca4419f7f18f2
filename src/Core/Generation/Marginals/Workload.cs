namespace AethergenAI.Generation.Marginals;

/// <summary>
/// The marginals that a model should get right, and whatever is inside them: what may be measured for their sake.
/// </summary>
internal sealed class Workload
{
    /// <summary>A marginal of more cells is all noise, and no part of any workload.</summary>
    internal const int MaxCells = 10_000;

    private Workload(List<int[]> candidates, long[] weights) => (Candidates, Weights) = (candidates, weights);

    /// <summary>Sets of attributes, each ascending: those of the workload and all of their subsets.</summary>
    internal List<int[]> Candidates { get; }

    /// <summary>
    /// For each candidate, Σ over the workload of (importance · attributes in common): McKenna et al. (2022),
    /// Section 4.2.
    /// </summary>
    internal long[] Weights { get; }

    /// <param name="sizes">Tokens of every attribute.</param>
    /// <param name="degree">Attributes a marginal: 1, 2 or 3.</param>
    /// <param name="importance">Of every attribute, at least 1; a marginal's is the greatest among its
    /// attributes.</param>
    internal static Workload Of(int[] sizes, int degree, int[] importance)
    {
        var members = new List<int[]>();
        Combine(sizes, degree, 0, [], members);
        // Two attributes of many tokens each may be in no triple; their pair is worth measuring all the same.
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

        // |r ∩ s| is the number of attributes of r in s, so that the sum over s splits into one for each attribute.
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

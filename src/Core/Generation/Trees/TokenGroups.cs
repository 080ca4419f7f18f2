namespace AethergenAI.Generation.Trees;

/// <summary>Groups tokens, so that a search over the groups is fast.</summary>
internal static class TokenGroups
{
    /// <summary>
    /// Groups ordered tokens into neighbours with about equal shares of the rows.
    /// Of unordered tokens, the most frequent stay single and the others form one group.
    /// </summary>
    /// <param name="counts">The number of rows with each token.</param>
    /// <param name="limit">The maximum number of groups, at least 2.</param>
    /// <returns>Each token's group, 0 … groups − 1 without gaps; null if every token has its own.</returns>
    internal static int[]? Of(int[] counts, bool ordered, int limit)
    {
        if (counts.Length <= limit)
        {
            return null;
        }
        return ordered ? ByShare(counts, limit) : ByFrequency(counts, limit);
    }

    internal static int Count(int[]? groups, int tokens) => groups is null ? tokens : groups.Max() + 1;

    private static int[] ByShare(int[] counts, int limit)
    {
        double total = Math.Max(1, counts.Sum(count => (double)count)),
            below = 0;
        int[] groups = new int[counts.Length];
        int last = -1,
            group = -1;
        for (int token = 0; token < counts.Length; token++)
        {
            int wanted = (int)(limit * (below + (counts[token] / 2.0)) / total);
            if (wanted != last)
            {
                (group, last) = (group + 1, wanted);
            }
            groups[token] = group;
            below += counts[token];
        }

        return groups;
    }

    private static int[] ByFrequency(int[] counts, int limit)
    {
        int[] groups = new int[counts.Length];
        groups.AsSpan().Fill(limit - 1);
        int[] frequent =
        [
            .. Enumerable
                .Range(0, counts.Length)
                .OrderByDescending(token => counts[token])
                .ThenBy(token => token)
                .Take(limit - 1),
        ];
        for (int group = 0; group < frequent.Length; group++)
        {
            groups[frequent[group]] = group;
        }
        return groups;
    }
}

namespace AethergenAI.Tables;

/// <summary>The levels of a column with their parents.</summary>
/// <param name="parents">The parent of each level that has one; no level is its own ancestor.</param>
internal sealed class LevelHierarchy(IReadOnlyDictionary<string, string> parents)
{
    private const int MaxDepth = CategoricalColumn.MaxLevelDepth;

    private readonly Dictionary<string, int> heights = HeightsOf(parents);

    /// <summary>The number of heights: a level without children has height 0, a parent one more than the highest of
    /// its children.</summary>
    internal int Heights => 1 + heights.Values.DefaultIfEmpty(0).Max();

    internal static LevelHierarchy Of(CategoricalColumn column) =>
        new(column.Hierarchy ?? new Dictionary<string, string>());

    /// <summary>A level and its ancestors, nearest first; their heights ascend.</summary>
    internal IEnumerable<string> Line(string level) => Line(level, parents);

    internal int Height(string level) => heights.GetValueOrDefault(level);

    /// <summary>A level that is its own ancestor; null: there is none.</summary>
    internal static string? Circle(IReadOnlyDictionary<string, string> parents)
    {
        var ended = new HashSet<string>(StringComparer.Ordinal);
        foreach (string level in parents.Keys)
        {
            var passed = new HashSet<string>(StringComparer.Ordinal);
            for (string? at = level; at is not null && !ended.Contains(at); at = parents.GetValueOrDefault(at))
            {
                if (!passed.Add(at))
                {
                    return at;
                }
            }
            ended.UnionWith(passed);
        }

        return null;
    }

    /// <summary>A level with more than <see cref="MaxDepth"/> ancestors; null: there is none.</summary>
    /// <param name="parents">Without a circle.</param>
    internal static string? TooDeep(IReadOnlyDictionary<string, string> parents) =>
        parents.Keys.FirstOrDefault(level => Line(level, parents).Take(MaxDepth + 2).Count() > MaxDepth + 1);

    private static Dictionary<string, int> HeightsOf(IReadOnlyDictionary<string, string> parents)
    {
        var heights = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (string level in parents.Keys)
        {
            int height = 0;
            foreach (string at in Line(level, parents))
            {
                height = heights[at] = Math.Max(height, heights.GetValueOrDefault(at));
                height++;
            }
        }

        return heights;
    }

    private static IEnumerable<string> Line(string level, IReadOnlyDictionary<string, string> parents)
    {
        for (string? at = level; at is not null; at = parents.GetValueOrDefault(at))
        {
            yield return at;
        }
    }
}

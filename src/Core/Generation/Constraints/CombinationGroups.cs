namespace AethergenAI.Generation.Constraints;

/// <summary>
/// Groups columns that share one joint token because a constraint allows only combinations that occur in the seed.
/// Overlapping constraints form one group.
/// </summary>
internal sealed class CombinationGroups
{
    private readonly Dictionary<string, string> parents = new(StringComparer.Ordinal);

    internal bool Holds(string column) => parents.ContainsKey(column);

    internal bool HoldsTogether(IReadOnlyList<string> columns) =>
        columns.All(Holds) && columns.Select(Root).Distinct(StringComparer.Ordinal).Count() == 1;

    internal void Join(IReadOnlyList<string> columns)
    {
        foreach (string column in columns)
        {
            parents.TryAdd(column, column);
            parents[Root(column)] = Root(columns[0]);
        }
    }

    /// <summary>A name of the column's group, the same for all of its members.</summary>
    internal string Root(string column)
    {
        while (parents[column] != column)
        {
            column = parents[column];
        }
        return column;
    }
}

namespace AethergenAI.Tables;

/// <summary>Finds column names that other programs take for one.</summary>
public static class SimilarNames
{
    /// <returns>The first two names that differ by case only; null: there are none.</returns>
    public static (string One, string Other)? ByCase(IEnumerable<string> names)
    {
        var seen = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (string name in names)
        {
            if (!seen.TryAdd(name, name))
            {
                return (seen[name], name);
            }
        }

        return null;
    }
}

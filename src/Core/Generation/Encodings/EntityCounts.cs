using AethergenAI.Generation.Sampling;
using AethergenAI.Tables;

namespace AethergenAI.Generation.Encodings;

/// <summary>Counts how many rows the entities of a seed have.</summary>
internal static class EntityCounts
{
    /// <summary>Counts by the entity's identifier with the most different texts, so that all of them agree.</summary>
    public static IReadOnlyList<EntityRows>? Of(string entity, Schema schema, Table seed) =>
        schema
            .Columns.OfType<IdentifierColumn>()
            .Where(column => column.Entity == entity)
            .Select(column => Of(seed.Levels(column.Name)))
            .MaxBy(counts => counts?.Sum(count => count.Entities) ?? 0);

    /// <returns>By the number of rows, ascending; null if no row names an entity. Entities with more rows than a
    /// block of samples count as having so many.</returns>
    private static IReadOnlyList<EntityRows>? Of(LevelData entities)
    {
        int[] rows = new int[entities.Levels.Count];
        foreach (int code in entities.Codes.Where(code => code >= 0))
        {
            rows[code]++;
        }
        EntityRows[] counts =
        [
            .. rows.Where(count => count > 0)
                .GroupBy(count => Math.Min(count, RowSampler.BlockRows))
                .OrderBy(group => group.Key)
                .Select(group => new EntityRows(group.Key, group.Count())),
        ];
        return counts.Length == 0 ? null : counts;
    }
}

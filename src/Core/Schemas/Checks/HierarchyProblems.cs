using AethergenAI.Tables;

namespace AethergenAI.Schemas.Checks;

/// <summary>Finds what is wrong with the hierarchy of a column's levels.</summary>
internal static class HierarchyProblems
{
    public static IEnumerable<SchemaProblem> Of(CategoricalColumn column, string where)
    {
        if (column.Hierarchy is not { } parents)
        {
            yield break;
        }
        string place = $"{where}.hierarchy";
        if (parents.FirstOrDefault(pair => pair.Value is null).Key is { } orphan)
        {
            yield return new("schema.hierarchy", place, $"The parent of '{orphan}' is null. Remove the entry.");
            yield break;
        }
        string[] unknown =
        [
            .. column.Levels.Count == 0
                ? []
                : parents
                    .SelectMany(pair => new[] { pair.Key, pair.Value })
                    .Except(column.Levels, StringComparer.Ordinal),
        ];
        if (unknown.Length > 0)
        {
            string more = unknown.Length == 1 ? "" : $", and so are {unknown.Length - 1:N0} others";
            yield return new(
                "schema.hierarchy",
                place,
                $"'{unknown[0]}' is in the hierarchy and no level of the column{more}. A parent stands for its rare "
                    + "levels, so it must be a level too. Add it to the levels, or remove it."
            );
        }
        if (LevelHierarchy.Circle(parents) is { } circle)
        {
            yield return new("schema.hierarchy", place, $"'{circle}' is its own ancestor. Correct its parents.");
        }
        else if (LevelHierarchy.TooDeep(parents) is { } deep)
        {
            yield return new(
                "schema.hierarchy",
                place,
                $"'{deep}' has more than {CategoricalColumn.MaxLevelDepth} ancestors. Leave some of them out."
            );
        }
    }
}

using AethergenAI.Generation.Encodings;
using AethergenAI.Tables;

namespace AethergenAI.Generation.Sampling;

/// <summary>
/// The levels of a column's output codes: the schema's own, so that codes mean the same
/// as in a table read with the schema.
/// </summary>
internal static class OutputLevels
{
    /// <returns>Null if the column does not hold levels, or holds identifiers, which are new in every row.</returns>
    internal static IReadOnlyList<string>? Of(Column column, ColumnEncoding encoding)
    {
        if (EncodedBy(encoding) is not { } known)
        {
            return null;
        }
        IReadOnlyList<string> declared = column switch
        {
            CategoricalColumn categorical => categorical.Levels,
            BooleanColumn boolean => [boolean.FalseText, boolean.TrueText],
            _ => known,
        };
        var all = declared.ToHashSet(StringComparer.Ordinal);
        return known.All(all.Contains) ? declared : known;
    }

    /// <summary>The levels listed in the encoding.</summary>
    internal static IReadOnlyList<string>? EncodedBy(ColumnEncoding encoding) =>
        encoding switch
        {
            LevelEncoding levels => levels.Levels,
            LevelCombinationEncoding combination => combination.Levels,
            LevelKeyEncoding key => key.Levels,
            MissingEncoding { Number: false } => [],
            _ => null,
        };

    /// <summary>For each of <paramref name="from"/>, its index in <paramref name="to"/>; −1 if it has none.</summary>
    internal static int[] Map(IReadOnlyList<string> from, IReadOnlyList<string> to)
    {
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        for (int i = 0; i < to.Count; i++)
        {
            places.TryAdd(to[i], i);
        }
        return [.. from.Select(level => places.GetValueOrDefault(level, -1))];
    }
}

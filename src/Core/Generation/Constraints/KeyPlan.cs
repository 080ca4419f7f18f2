using AethergenAI.Generation.Encodings;
using AethergenAI.Generation.Sampling;
using AethergenAI.Tables;
using AethergenAI.Tables.Constraints;

namespace AethergenAI.Generation.Constraints;

/// <summary>
/// Chooses the columns that are made from the row number, so that no two rows have the same values in them.
/// </summary>
internal static class KeyPlan
{
    private const int IdentifierDigits = 9,
        MaxDigits = 18;
    private const long Largest = 1L << 60;

    internal static void Place(ConstraintPlan plan, Schema schema, Table seed)
    {
        var keys = plan.Keys;
        foreach (var column in schema.Columns.OfType<IdentifierColumn>())
        {
            Add(keys, [column], seed);
        }
        // Shorter sets first: a unique set of columns makes every larger set that contains it unique too.
        foreach (var unique in plan.Active.OfType<UniqueConstraint>().OrderBy(unique => unique.Columns.Count))
        {
            if (unique.Columns.Any(keys.ContainsKey))
            {
                continue;
            }
            Add(keys, [.. unique.Columns.Select(name => schema[name])], seed);
        }
    }

    /// <summary>
    /// The pattern of an identifier: the schema's, else enough digits for a billion rows and for the seed's own.
    /// </summary>
    internal static string Pattern(IdentifierColumn column, Table seed) =>
        column.Pattern
        ?? new string(
            '#',
            Math.Clamp(
                seed.Levels(column.Name).Levels.Select(level => level.Length).DefaultIfEmpty().Max(),
                IdentifierDigits,
                MaxDigits
            )
        );

    private static void Add(Dictionary<string, KeyPart> keys, IReadOnlyList<Column> columns, Table seed)
    {
        long[] counts = [.. columns.Select(column => Count(column, seed))];
        Int128 size = 1;
        foreach (long count in counts)
        {
            size = Int128.Min(size * count, Largest);
        }
        int key = keys.Count;
        long divisor = 1;
        for (int i = 0; i < counts.Length; i++)
        {
            keys.Add(columns[i].Name, new KeyPart(key, (long)size, divisor, counts[i]));
            divisor = (long)Int128.Min((Int128)divisor * counts[i], Largest);
        }
    }

    private static long Count(Column column, Table seed) =>
        column switch
        {
            IdentifierColumn identifier => PlainNumbers.Of(identifier, seed)?.Count
                ?? IdentifierText.Count(Pattern(identifier, seed), identifier.Check),
            CategoricalColumn or BooleanColumn => seed.Levels(column.Name).Levels.Count,
            _ when KeyLattice.ListOf(column) is { } list => list.Count,
            _ when ColumnStep.Of(column, seed) is { } step => KeyLattice.Of(column, step, seed).Count,
            _ => throw GenerationRefusals.UniqueContinuous(column.Name),
        };
}

using AethergenAI.Generation.Encodings;
using AethergenAI.Tables;
using AethergenAI.Tables.Constraints;

namespace AethergenAI.Generation.Constraints;

/// <summary>Which columns are made from the row number, so that no two rows agree in them.</summary>
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
        // Shorter ones first: what makes a column unique makes every set unique that holds it.
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
    /// How many digits an identifier's number has: what its pattern says, else enough for a billion rows
    /// and for the seed's own.
    /// </summary>
    internal static int Digits(IdentifierColumn column, Table seed) =>
        column.Pattern is { } pattern
            ? Math.Min(MaxDigits, pattern.Count(c => c == '#'))
            : Math.Clamp(
                seed.Levels(column.Name).Levels.Select(level => level.Length).DefaultIfEmpty().Max(),
                IdentifierDigits,
                MaxDigits
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
            IdentifierColumn identifier => (long)Math.Pow(10, Digits(identifier, seed)),
            CategoricalColumn or BooleanColumn => seed.Levels(column.Name).Levels.Count,
            _ when ColumnStep.Of(column, seed) is { } step => Lattice(column, step, seed),
            _ => throw GenerationRefusals.UniqueContinuous(column.Name),
        };

    private static long Lattice(Column column, double step, Table seed)
    {
        var (low, high) = ColumnBounds.DeclaredOrSeen(column, seed);
        return Math.Clamp((long)Math.Round((high - low) / step) + 1, 1, Largest);
    }
}

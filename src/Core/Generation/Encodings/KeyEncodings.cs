using AethergenAI.Generation.Constraints;
using AethergenAI.Tables;

namespace AethergenAI.Generation.Encodings;

/// <summary>Encodes the columns of unique keys, which are made from the row's number.</summary>
internal static class KeyEncodings
{
    /// <param name="seed">The source of bounds and digits that the schema does not declare.</param>
    internal static ColumnEncoding Of(Column column, KeyPart part, Schema schema, Table seed)
    {
        if (column is IdentifierColumn identifier)
        {
            return new IdentifierEncoding(column.Name, part, KeyPlan.Pattern(identifier, seed))
            {
                Check = identifier.Check,
                Plain = PlainNumbers.Of(identifier, seed),
                Entities = identifier.Entity is { } entity ? EntityCounts.Of(entity, schema, seed) : null,
            };
        }

        if (seed[column.Name] is LevelData levels)
        {
            return new LevelKeyEncoding(column.Name, part, levels.Levels);
        }
        var lattice = KeyLattice.Of(column, ColumnStep.Of(column, seed) ?? 1, seed);
        return new NumberKeyEncoding(column.Name, part, lattice.First, lattice.Step)
        {
            Every = lattice.Every,
            Values = lattice.Values,
        };
    }
}

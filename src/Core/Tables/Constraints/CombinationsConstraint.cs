namespace AethergenAI.Tables.Constraints;

/// <summary>
/// Only combinations of these columns' values that occur in the seed are allowed.
/// A functional dependency is a special case.
/// </summary>
public sealed record CombinationsConstraint(IReadOnlyList<string> Columns) : Constraint
{
    internal static readonly ConstraintDescription Description = new(
        KindOf<CombinationsConstraint>(),
        "Only combinations from the seed",
        "A row may only combine values that occur together in a row of the seed.",
        [
            ConstraintField.List<CombinationsConstraint>(
                "columns",
                "Columns",
                2,
                [.. ColumnKinds.All.Except([ColumnKinds.Of<TextColumn>(), ColumnKinds.Of<IdentifierColumn>()])],
                combinations => combinations.Columns
            ),
        ]
    );

    internal override ConstraintDescription KindDescription => Description;

    internal override bool OneRowTells => false;

    internal override bool GivesColumnsAway => true;

    public override string Sentence() => $"combinations of {string.Join(", ", Columns.Select(name => $"'{name}'"))}";

    internal override RowRule? Rule(Schema schema, Table? seed)
    {
        if (seed is null)
        {
            return null;
        }
        var known = new RowHashes(seed, Columns);
        HashSet<UInt128> allowed =
        [
            .. Enumerable.Range(0, seed.RowCount).Where(row => !known.AnyMissing(row)).Select(known.Of),
        ];
        return rows =>
        {
            var hashes = new RowHashes(rows, Columns);
            return row => hashes.AnyMissing(row) || allowed.Contains(hashes.Of(row));
        };
    }
}

namespace AethergenAI.Tables.Constraints;

/// <summary>
/// Only combinations of these columns' values that occur in the seed are allowed.
/// A functional dependency is a special case.
/// </summary>
public sealed record CombinationsConstraint(IReadOnlyList<string> Columns) : Constraint
{
    internal override bool OneRowTells => false;

    internal override bool GivesColumnsAway => true;

    public override IReadOnlyList<string> ColumnNames() => Columns;

    public override string Sentence() => $"combinations of {string.Join(", ", Columns.Select(name => $"'{name}'"))}";

    internal override string? Misfit(IReadOnlyDictionary<string, Column> columns)
    {
        if (Columns.Count < 2)
        {
            return "A combinations constraint needs at least two columns.";
        }
        string? odd = Columns.FirstOrDefault(name => columns[name] is TextColumn or IdentifierColumn);
        return odd is null
            ? null
            : $"'{odd}' is an identifier or free text, so its values cannot be part of a fixed combination.";
    }

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

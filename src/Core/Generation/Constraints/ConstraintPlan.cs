using AethergenAI.Generation.Encodings;
using AethergenAI.Tables;

namespace AethergenAI.Generation.Constraints;

/// <summary>
/// Decides how each column's cells are made, so that as many constraints as possible hold by construction:
/// keys from the row number, joint tokens for fixed combinations, computed columns for sums and relevant inequalities.
/// The remaining constraints are checked in every row.
/// </summary>
internal sealed class ConstraintPlan
{
    /// <summary>
    /// How each kind of constraint is enforced, in the order in which the kinds claim columns.
    /// A kind that is not listed is checked in every row, if one row is enough to check it.
    /// </summary>
    private static readonly Action<ConstraintPlan, Schema, Table>[] Enforcements =
    [
        KeyPlan.Place,
        CombinationsEnforcement.Place,
        SumEnforcement.Place,
        InequalityEnforcement.Place,
    ];

    private readonly Dictionary<string, IReadOnlyList<string>> references = new(StringComparer.Ordinal);
    private readonly List<Constraint> copied = [];

    private ConstraintPlan(Schema schema, Table seed)
    {
        Active = [.. schema.Constraints.Where(constraint => constraint.Active)];
        foreach (var place in Enforcements)
        {
            place(this, schema, seed);
        }
    }

    internal IReadOnlyList<Constraint> Active { get; }

    /// <summary>Constraints that can only be enforced by copying combinations from the seed.</summary>
    internal IReadOnlyList<Constraint> Copied => copied;

    internal CombinationGroups Groups { get; } = new();

    internal Dictionary<string, KeyPart> Keys { get; } = new(StringComparer.Ordinal);

    internal Dictionary<string, SumRole> Sums { get; } = new(StringComparer.Ordinal);

    internal Dictionary<string, GapRole> Gaps { get; } = new(StringComparer.Ordinal);

    /// <param name="seed">Rows that satisfy the schema; at least one.</param>
    internal static ConstraintPlan Of(Schema schema, Table seed) => new(schema, seed);

    /// <summary>Whether the column may be computed from the others: at most once, and never from itself.</summary>
    internal bool MayCompute(string column, IReadOnlyList<string> from) =>
        !IsBound(column) && !Groups.Holds(column) && !from.Any(other => Needs(other, column));

    /// <summary>Whether the column is a key or is computed.</summary>
    internal bool IsBound(string column) => Keys.ContainsKey(column) || references.ContainsKey(column);

    /// <param name="from">The columns that must be made first.</param>
    internal void Compute(string column, IReadOnlyList<string> from) => references[column] = from;

    /// <summary>Makes the constraint's columns together, as combinations that occur in the seed.</summary>
    internal void Copy(Constraint constraint)
    {
        Groups.Join(constraint.ColumnNames());
        copied.Add(constraint);
    }

    private bool Needs(string column, string needed) =>
        column == needed || (references.TryGetValue(column, out var from) && from.Any(other => Needs(other, needed)));
}

using System.Reflection;
using System.Text.Json.Serialization;
using AethergenAI.Tables.Constraints;

namespace AethergenAI.Tables;

/// <summary>
/// What holds in every row beside each column's own domain. A row with a missing cell among the columns satisfies it.
/// Each kind is one file of <c>Tables/Constraints</c>, which says what the kind means;
/// docs/architecture.md says how to add one.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(InequalityConstraint), "inequality")]
[JsonDerivedType(typeof(SumConstraint), "sum")]
[JsonDerivedType(typeof(CombinationsConstraint), "combinations")]
[JsonDerivedType(typeof(UniqueConstraint), "unique")]
public abstract record Constraint
{
    private static readonly Dictionary<Type, string> Kinds = typeof(Constraint)
        .GetCustomAttributes<JsonDerivedTypeAttribute>()
        .ToDictionary(kind => kind.DerivedType, kind => (string)kind.TypeDiscriminator!);

    /// <summary>An inactive constraint is kept, shown and not enforced.</summary>
    public bool Active { get; init; } = true;

    /// <summary>Why it was proposed, for example "holds in all 10,000 rows".</summary>
    public string? Reason { get; init; }

    /// <summary>The name of its kind in a schema's JSON, for example "sum".</summary>
    internal string Kind => Kinds[GetType()];

    /// <summary>
    /// Whether a row by itself tells whether it holds: without the seed, and without the rows before.
    /// </summary>
    internal abstract bool OneRowTells { get; }

    /// <summary>Whether all of its columns but one tell, up to a few values, what stands in that one.</summary>
    internal abstract bool GivesColumnsAway { get; }

    /// <summary>The columns that it speaks of.</summary>
    public abstract IReadOnlyList<string> ColumnNames();

    /// <summary>
    /// The constraint as people write it, for example <c>'repair' + 'other' = 'total'</c>; never a cell's value.
    /// </summary>
    public abstract string Sentence();

    /// <param name="columns">By name; all of <see cref="ColumnNames"/> are among them, and those are distinct.</param>
    /// <returns>Why the constraint cannot be asked of these columns, as a sentence; null where it can.</returns>
    internal abstract string? Misfit(IReadOnlyDictionary<string, Column> columns);

    /// <param name="columns">By name; the constraint fits them.</param>
    /// <param name="all">The schema's active constraints that fit, this one among them.</param>
    /// <returns>Why no row can satisfy it, as a sentence; null where the columns' bounds and the other constraints
    /// leave room.</returns>
    internal virtual string? Contradiction(
        IReadOnlyDictionary<string, Column> columns,
        IReadOnlyList<Constraint> all
    ) => null;

    /// <param name="schema">Has the columns, and the constraint fits them.</param>
    /// <param name="seed">The real rows; null where there are none to compare with.</param>
    /// <returns>Null where only the seed could tell whether a row holds it.</returns>
    internal abstract RowRule? Rule(Schema schema, Table? seed);
}

/// <summary>Whether rows hold a constraint: the same wherever a row is made, learned from, checked or judged.</summary>
/// <param name="rows">All rows, or the next of the blocks that they come in;
/// the blocks' levels have the same codes.</param>
/// <returns>Whether a row of these holds it; asked once of each row, in their order.</returns>
internal delegate Func<int, bool> RowRule(Table rows);

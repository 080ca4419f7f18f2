using System.Reflection;
using System.Text.Json.Serialization;
using AethergenAI.Tables.Constraints;

namespace AethergenAI.Tables;

/// <summary>
/// A relation that must hold in every row, in addition to each column's own domain.
/// A row with a missing cell in one of the columns satisfies it. Each kind is one file of <c>Tables/Constraints</c>,
/// which says what the kind means; docs/architecture.md says how to add one.
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

    /// <summary>An inactive constraint is kept and shown but not enforced.</summary>
    public bool Active { get; init; } = true;

    /// <summary>Why it was proposed, for example "holds in all 10,000 rows".</summary>
    public string? Reason { get; init; }

    /// <summary>The name of the kind in a schema's JSON, for example "sum".</summary>
    internal string Kind => Kinds[GetType()];

    internal static string KindOf<T>()
        where T : Constraint => Kinds[typeof(T)];

    /// <summary>The fields that a constraint of this kind has, and the columns that they take.</summary>
    internal abstract ConstraintDescription KindDescription { get; }

    /// <summary>
    /// Whether a single row is enough to check the constraint, without the seed and without earlier rows.
    /// </summary>
    internal abstract bool OneRowTells { get; }

    /// <summary>
    /// Whether the values of all columns but one determine the last one's value up to a few candidates.
    /// </summary>
    internal abstract bool GivesColumnsAway { get; }

    /// <summary>The columns that the constraint refers to.</summary>
    public IReadOnlyList<string> ColumnNames() => [.. KindDescription.Fields.SelectMany(field => field.Columns(this))];

    /// <summary>
    /// The constraint as people write it, for example <c>'repair' + 'other' = 'total'</c>; never a cell's value.
    /// </summary>
    public abstract string Sentence();

    /// <param name="columns">By name; the constraint fits them.</param>
    /// <param name="all">The schema's active constraints that fit, including this one.</param>
    /// <returns>
    /// A sentence that says why no row can satisfy the constraint;
    /// null if the columns' bounds and the other constraints leave room.
    /// </returns>
    internal virtual string? Contradiction(
        IReadOnlyDictionary<string, Column> columns,
        IReadOnlyList<Constraint> all
    ) => null;

    /// <param name="schema">Contains the columns, and the constraint fits them.</param>
    /// <param name="seed">The real rows; null if there are none to compare with.</param>
    /// <returns>Null if the check needs the seed and there is none.</returns>
    internal abstract RowRule? Rule(Schema schema, Table? seed);
}

/// <summary>Tells whether rows satisfy a constraint. Sampling, fitting, checking and evaluation all use it.</summary>
/// <param name="rows">All rows, or the next block of them; a level has the same code in all blocks.</param>
/// <returns>A function that tells whether a row satisfies the constraint; called once per row, in order.</returns>
internal delegate Func<int, bool> RowRule(Table rows);

using System.Text.Json.Serialization;

namespace AethergenAI.Tables;

/// <summary>What holds in every row beside each column's own range, levels and nullability. A row with a missing cell among the columns satisfies it.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(InequalityConstraint), "inequality")]
[JsonDerivedType(typeof(SumConstraint), "sum")]
[JsonDerivedType(typeof(CombinationsConstraint), "combinations")]
[JsonDerivedType(typeof(UniqueConstraint), "unique")]
public abstract record Constraint
{
    /// <summary>An inactive constraint is kept, shown and not enforced.</summary>
    public bool Active { get; init; } = true;

    /// <summary>Why it was proposed, for example "holds in all 10,000 rows".</summary>
    public string? Reason { get; init; }
}

/// <summary><c>Low ≤ High</c>, or <c>Low &lt; High</c> where strict, between two numeric or two date columns.</summary>
public sealed record InequalityConstraint(string Low, string High, bool Strict = false) : Constraint;

/// <summary>The addends sum to the total exactly (decimals: within half a step).</summary>
public sealed record SumConstraint(IReadOnlyList<string> Addends, string Total) : Constraint;

/// <summary>Only combinations of these columns' values that occur in the seed are allowed; a functional dependency is a special case.</summary>
public sealed record CombinationsConstraint(IReadOnlyList<string> Columns) : Constraint;

/// <summary>No two rows agree in all of these columns.</summary>
public sealed record UniqueConstraint(IReadOnlyList<string> Columns) : Constraint;

namespace AethergenAI.Tables;

/// <summary>Which columns a constraint speaks of.</summary>
public static class ConstraintColumns
{
    public static IReadOnlyList<string> Columns(this Constraint constraint) =>
        constraint switch
        {
            InequalityConstraint order => [order.Low, order.High],
            SumConstraint sum => [.. sum.Addends, sum.Total],
            CombinationsConstraint combinations => combinations.Columns,
            UniqueConstraint unique => unique.Columns,
            _ => throw new ArgumentException($"{constraint.GetType().Name} names no columns.", nameof(constraint)),
        };
}

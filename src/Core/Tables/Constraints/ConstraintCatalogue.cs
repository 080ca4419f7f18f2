namespace AethergenAI.Tables.Constraints;

/// <summary>All kinds of constraints, in the order in which forms offer them.</summary>
public static class ConstraintCatalogue
{
    public static readonly IReadOnlyList<ConstraintDescription> All =
    [
        InequalityConstraint.Description,
        SumConstraint.Description,
        CombinationsConstraint.Description,
        UniqueConstraint.Description,
    ];
}

using AethergenAI.Tables;

namespace AethergenAI.Generation.Constraints;

/// <summary>A constraint as people write it.</summary>
internal static class ConstraintName
{
    internal static string Of(Constraint constraint) =>
        constraint switch
        {
            InequalityConstraint inequality =>
                $"'{inequality.Low} {(inequality.Strict ? '<' : '≤')} {inequality.High}'",
            SumConstraint sum => $"'{string.Join(" + ", sum.Addends)} = {sum.Total}'",
            CombinationsConstraint combinations => $"'known combinations of {string.Join(", ", combinations.Columns)}'",
            UniqueConstraint unique => $"'unique {string.Join(", ", unique.Columns)}'",
            _ => constraint.GetType().Name,
        };
}

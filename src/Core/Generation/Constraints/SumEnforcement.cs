using AethergenAI.Tables;
using AethergenAI.Tables.Constraints;

namespace AethergenAI.Generation.Constraints;

/// <summary>
/// Enforces sums: one column is computed from the others. If none can be computed,
/// only rows that occur in the seed surely satisfy the sum.
/// </summary>
internal static class SumEnforcement
{
    internal static void Place(ConstraintPlan plan, Schema schema, Table seed)
    {
        foreach (var sum in plan.Active.OfType<SumConstraint>())
        {
            Place(plan, sum, schema);
        }
    }

    private static void Place(ConstraintPlan plan, SumConstraint sum, Schema schema)
    {
        string[] all = [sum.Total, .. sum.Addends];
        if (plan.Groups.HoldsTogether(all))
        {
            return;
        }
        // The total first, but whole numbers last: a whole number computed from decimals would
        // have to be rounded, which would break the sum.
        foreach (string column in all.OrderBy(column => schema[column] is IntegerColumn))
        {
            string[] others = [.. all.Where(other => other != column)];
            if (!plan.MayCompute(column, others))
            {
                continue;
            }
            plan.Sums[column] =
                column == sum.Total ? new SumRole(sum.Addends, []) : new SumRole([sum.Total], [.. others.Skip(1)]);
            plan.Compute(column, others);
            return;
        }

        if (Array.Find(all, plan.IsBound) is { } bound)
        {
            throw GenerationRefusals.SumBound(sum.Sentence(), bound);
        }

        plan.Copy(sum);
    }
}

/// <param name="Plus">Columns that are added.</param>
/// <param name="Minus">Columns that are subtracted.</param>
internal sealed record SumRole(IReadOnlyList<string> Plus, IReadOnlyList<string> Minus);

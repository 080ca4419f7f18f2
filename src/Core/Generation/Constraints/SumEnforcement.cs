using AethergenAI.Tables;
using AethergenAI.Tables.Constraints;

namespace AethergenAI.Generation.Constraints;

/// <summary>
/// One column of a sum is computed from the others; where none may be, only rows that occur can hold the sum for sure.
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
        // The total first, but whole numbers last: computed from decimals they would have to be rounded,
        // and the sum would not hold.
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
/// <param name="Minus">Columns that are taken away.</param>
internal sealed record SumRole(IReadOnlyList<string> Plus, IReadOnlyList<string> Minus);

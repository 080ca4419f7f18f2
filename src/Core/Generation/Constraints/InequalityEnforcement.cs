using AethergenAI.Tables;
using AethergenAI.Tables.Constraints;

namespace AethergenAI.Generation.Constraints;

/// <summary>
/// Enforces relevant inequalities: the greater column is the lesser one plus a gap, or the lesser the greater one minus
/// a gap. The other inequalities are checked in every row.
/// </summary>
internal static class InequalityEnforcement
{
    /// <summary>
    /// If randomly paired values break an inequality less often than this share, it is only checked in every row.
    /// </summary>
    private const double Incidental = 0.02;

    internal static void Place(ConstraintPlan plan, Schema schema, Table seed)
    {
        foreach (var inequality in plan.Active.OfType<InequalityConstraint>())
        {
            Place(plan, inequality, seed);
        }
    }

    private static void Place(ConstraintPlan plan, InequalityConstraint inequality, Table seed)
    {
        var (low, high) = (inequality.Low, inequality.High);
        if (plan.Groups.HoldsTogether([low, high]))
        {
            return;
        }
        if (BrokenByChance(seed.Numbers(low).Values, seed.Numbers(high).Values, inequality.Strict) <= Incidental)
        {
            return;
        }
        if (plan.MayCompute(high, [low]))
        {
            plan.Gaps[high] = new GapRole(low, Above: true, inequality.Strict);
            plan.Compute(high, [low]);
        }
        else if (plan.MayCompute(low, [high]))
        {
            plan.Gaps[low] = new GapRole(high, Above: false, inequality.Strict);
            plan.Compute(low, [high]);
        }
    }

    /// <summary>
    /// The share of all pairs of a low and a high value, from any two rows, that break the inequality. O(n log n).
    /// </summary>
    private static double BrokenByChance(double[] lows, double[] highs, bool strict)
    {
        double[] low = [.. lows.Where(double.IsFinite).Order()],
            high = [.. highs.Where(double.IsFinite).Order()];
        double broken = 0;
        int below = 0;
        foreach (double value in low)
        {
            while (below < high.Length && (high[below] < value || (strict && high[below] == value)))
            {
                below++;
            }
            broken += below;
        }

        return broken / Math.Max(1, (double)low.Length * high.Length);
    }
}

/// <summary>A column that is computed from another one and a gap.</summary>
/// <param name="Above">Whether the column is the greater of the two.</param>
internal sealed record GapRole(string Other, bool Above, bool Strict)
{
    /// <summary>Whether no inequality is to hold.</summary>
    internal bool IsFree { get; init; }

    /// <summary>Whether the gap is a factor rather than a difference; null: whichever is narrower.</summary>
    internal bool? IsRatio { get; init; }
}

using AethergenAI.Tables;

namespace AethergenAI.Schemas.Checks;

/// <summary>Constraints that lead back to where they began.</summary>
internal static class Cycles
{
    /// <summary>From the high column, inequalities lead back to the low one, and one of them, or this one, is strict.</summary>
    public static bool ThroughStrict(InequalityConstraint order, IEnumerable<InequalityConstraint> all)
    {
        var above = all.ToLookup(other => other.Low, StringComparer.Ordinal);
        var seen = new HashSet<(string, bool)>();
        var reached = new Stack<(string Column, bool Strict)>([(order.High, order.Strict)]);
        while (reached.TryPop(out var at))
        {
            if (at.Column == order.Low && at.Strict)
            {
                return true;
            }
            if (!seen.Add(at))
            {
                continue;
            }
            foreach (InequalityConstraint next in above[at.Column])
            {
                reached.Push((next.High, at.Strict || next.Strict));
            }
        }

        return false;
    }

    /// <summary>An addend of the sum is itself a total that, through its addends, needs this one's.</summary>
    public static bool OfTotals(SumConstraint sum, IEnumerable<SumConstraint> all)
    {
        var below = all.ToLookup(other => other.Total, StringComparer.Ordinal);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var reached = new Stack<string>(sum.Addends);
        while (reached.TryPop(out string? column))
        {
            if (column == sum.Total)
            {
                return true;
            }
            if (!seen.Add(column))
            {
                continue;
            }
            foreach (string addend in below[column].SelectMany(next => next.Addends))
            {
                reached.Push(addend);
            }
        }

        return false;
    }
}

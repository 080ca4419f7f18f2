using AethergenAI.Generation.Encodings;
using AethergenAI.Tables;

namespace AethergenAI.Generation.Constraints;

/// <summary>
/// Who makes each column's cells, so that as many constraints as possible hold as a row is made: keys from the row number, joint tokens for
/// fixed combinations, computed columns for sums and for inequalities that matter. What is left is checked in every row.
/// </summary>
internal sealed class ConstraintPlan
{
    /// <summary>An inequality that fewer than this share of randomly paired values break is left to the check of every row.</summary>
    private const double Incidental = 0.02;

    private readonly Dictionary<string, string[]> references = new(StringComparer.Ordinal);

    private ConstraintPlan(Schema schema, Table seed)
    {
        var active = schema.Constraints.Where(constraint => constraint.Active).ToList();
        Keys = KeyPlan.Of(schema, seed);
        foreach (var combination in active.OfType<CombinationsConstraint>())
        {
            Groups.Join(combination.Columns);
        }
        if (Keys.Keys.FirstOrDefault(Groups.Holds) is { } both)
        {
            throw GenerationRefusals.UniqueInCombinations(both);
        }
        foreach (var sum in active.OfType<SumConstraint>())
        {
            Place(sum, schema);
        }
        foreach (var inequality in active.OfType<InequalityConstraint>())
        {
            Place(inequality, seed);
        }
    }

    internal CombinationGroups Groups { get; } = new();

    internal IReadOnlyDictionary<string, KeyPart> Keys { get; }

    internal Dictionary<string, SumRole> Sums { get; } = new(StringComparer.Ordinal);

    internal Dictionary<string, GapRole> Gaps { get; } = new(StringComparer.Ordinal);

    /// <param name="seed">Rows that satisfy the schema; at least one.</param>
    internal static ConstraintPlan Of(Schema schema, Table seed) => new(schema, seed);

    private void Place(SumConstraint sum, Schema schema)
    {
        string[] all = [sum.Total, .. sum.Addends];
        if (Groups.HoldsTogether(all))
        {
            return;
        }
        // The total first, but whole numbers last: computed from decimals they would have to be rounded, and the sum would not hold.
        foreach (string column in all.OrderBy(column => schema[column] is IntegerColumn))
        {
            string[] others = [.. all.Where(other => other != column)];
            if (!MayCompute(column, others))
            {
                continue;
            }
            references[column] = others;
            Sums[column] =
                column == sum.Total ? new SumRole(sum.Addends, []) : new SumRole([sum.Total], [.. others.Skip(1)]);
            return;
        }

        // Nothing is left to compute: only rows that occur can hold the sum for sure.
        if (all.FirstOrDefault(column => Keys.ContainsKey(column) || references.ContainsKey(column)) is { } bound)
        {
            throw GenerationRefusals.SumBound(sum, bound);
        }

        Groups.Join(all);
    }

    private void Place(InequalityConstraint inequality, Table seed)
    {
        var (low, high) = (inequality.Low, inequality.High);
        if (Groups.Holds(low) && Groups.Holds(high) && Groups.HoldsTogether([low, high]))
        {
            return;
        }
        if (BrokenByChance(seed.Numbers(low).Values, seed.Numbers(high).Values, inequality.Strict) <= Incidental)
        {
            return;
        }
        if (MayCompute(high, [low]))
        {
            references[high] = [low];
            Gaps[high] = new GapRole(low, Above: true, inequality.Strict);
        }
        else if (MayCompute(low, [high]))
        {
            references[low] = [high];
            Gaps[low] = new GapRole(high, Above: false, inequality.Strict);
        }
    }

    /// <summary>A column is computed once at most, and never from itself.</summary>
    private bool MayCompute(string column, IReadOnlyList<string> from) =>
        !references.ContainsKey(column)
        && !Groups.Holds(column)
        && !Keys.ContainsKey(column)
        && !from.Any(other => Needs(other, column));

    private bool Needs(string column, string needed) =>
        column == needed
        || (references.TryGetValue(column, out string[]? from) && from.Any(other => Needs(other, needed)));

    /// <summary>The share of all pairs of a low and a high value, from any two rows, that break the inequality. O(n log n).</summary>
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

/// <param name="Plus">Columns that are added.</param>
/// <param name="Minus">Columns that are taken away.</param>
internal sealed record SumRole(IReadOnlyList<string> Plus, IReadOnlyList<string> Minus);

/// <param name="Above">Whether the column is the greater of the two.</param>
internal sealed record GapRole(string Other, bool Above, bool Strict);

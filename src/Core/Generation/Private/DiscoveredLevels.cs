using AethergenAI.Privacy;
using AethergenAI.Privacy.Noise;
using AethergenAI.Tables;

namespace AethergenAI.Generation.Private;

/// <summary>
/// Finds the frequent levels of a column, from the bottom of its hierarchy upwards: one question for each height.
/// </summary>
/// <remarks>
/// <para>At height h each row counts for the level of height h that is its own or an ancestor of it, unless a level
/// below, its own or an ancestor, was found before. Heights ascend along a line of ancestors, so a row counts for at
/// most one level of a height, and k rows change a question's counts by k at most. Which rows count depends on the
/// answers before and on the public hierarchy, so the costs add up: ρ and δ are divided evenly among the heights.
/// </para>
/// <para>The answer to a question is which levels have a noisy count above a threshold. A level that only one unit has
/// passes with probability at most δ: the noise would have to exceed σ√(2 ln(k/δ)), where k is the number of rows
/// of a unit. Korolova, Kenthapadi, Mishra &amp; Ntoulas (2009), <see href="https://doi.org/10.1145/1526709.1526733"/>,
/// with discrete Gaussian noise.</para>
/// </remarks>
internal static class DiscoveredLevels
{
    /// <summary>
    /// The frequent levels. The others count as their nearest ancestor among these; those without one are missing
    /// where cells may be, else one of the found levels each; all levels that the schema lists are kept if none is
    /// found. Where the schema lists none and cells may not be missing, the others become one further level.
    /// </summary>
    /// <param name="rho">For all heights together.</param>
    /// <param name="delta">For all heights together.</param>
    /// <returns>The domain, and whether the levels that the schema lists decided on it.</returns>
    internal static (LevelDomain Domain, bool Limited) Find(
        CategoricalColumn column,
        LevelData cells,
        double rho,
        double delta,
        PrivateFit fit
    )
    {
        var hierarchy = LevelHierarchy.Of(column);
        var frequent = new SortedSet<string>(StringComparer.Ordinal);
        for (int height = 0; height < hierarchy.Heights; height++)
        {
            string?[] counted = [.. cells.Levels.Select(level => Counted(level, hierarchy, height, frequent))];
            string of = hierarchy.Heights == 1 ? "" : $", height {height + 1} of {hierarchy.Heights}";
            frequent.UnionWith(
                Passed(
                    $"domain/levels/{height}/{column.Name}",
                    $"levels of '{column.Name}'{of}",
                    counted,
                    cells.Codes,
                    rho / hierarchy.Heights,
                    delta / hierarchy.Heights,
                    fit
                )
            );
        }

        string[] found = [.. frequent];
        if (column.Levels.Count > 0)
        {
            string[] allowed = [.. found.Intersect(column.Levels, StringComparer.Ordinal)];
            return allowed.Length == 0
                ? (new LevelDomain(column.Levels, Ordered: false), true)
                : (new LevelDomain(allowed, Ordered: false) { Hierarchy = hierarchy }, allowed.Length < found.Length);
        }
        if (column.Nullable && found.Length > 0)
        {
            return (new LevelDomain(found, Ordered: false) { Hierarchy = hierarchy }, false);
        }
        string other = "other";
        while (found.Contains(other, StringComparer.Ordinal))
        {
            other += " values";
        }
        return (new LevelDomain([.. found, other], Ordered: false, other) { Hierarchy = hierarchy }, false);
    }

    /// <summary>The level of a height that a level's rows count for; null: none.</summary>
    private static string? Counted(string level, LevelHierarchy hierarchy, int height, SortedSet<string> found)
    {
        foreach (string one in hierarchy.Line(level))
        {
            if (found.Contains(one) || hierarchy.Height(one) > height)
            {
                return null;
            }
            if (hierarchy.Height(one) == height)
            {
                return one;
            }
        }

        return null;
    }

    /// <param name="counted">The level that the rows of each level in the table count for.</param>
    /// <param name="codes">The rows' levels in the table; −1: missing.</param>
    private static string[] Passed(
        string key,
        string purpose,
        string?[] counted,
        int[] codes,
        double rho,
        double delta,
        PrivateFit fit
    )
    {
        var variance = Zcdp.GaussianVariance(fit.RowsPerUnit, rho);
        long threshold =
            fit.RowsPerUnit
            + (long)Math.Ceiling(Math.Sqrt(2 * variance.ToDouble() * Math.Log(fit.RowsPerUnit / delta)));
        var parameters = new Dictionary<string, string>
        {
            ["variance"] = variance.ToString(),
            ["threshold"] = $"{threshold}",
        };
        var charge = new MeasurementCharge("discrete-gaussian-threshold", purpose, parameters, rho);
        return fit.Measure(key, charge, bits =>
        {
            string[] levels = [.. counted.OfType<string>().Distinct(StringComparer.Ordinal)];
            var places = levels.Index().ToDictionary(level => level.Item, level => level.Index, StringComparer.Ordinal);
            var counts = new long[levels.Length];
            foreach (int code in codes)
            {
                if (code >= 0 && counted[code] is { } level)
                {
                    counts[places[level]]++;
                }
            }
            var noise = new long[counts.Length];
            DiscreteGaussian.Fill(noise, variance, bits);
            var passed = levels.Where((_, place) => counts[place] > 0 && counts[place] + noise[place] >= threshold);
            return passed.Order(StringComparer.Ordinal).ToArray();
        });
    }
}

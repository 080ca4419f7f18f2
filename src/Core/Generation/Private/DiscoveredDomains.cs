using AethergenAI.Generation.Encodings;
using AethergenAI.Privacy;
using AethergenAI.Privacy.Noise;
using AethergenAI.Tables;

namespace AethergenAI.Generation.Private;

/// <summary>
/// Discovers domains that are not declared (levels, ranges, bins) and pays for it:
/// each question is one noisy measurement with its own entry in the ledger.
/// </summary>
internal static class DiscoveredDomains
{
    /// <summary>The number of bins, with about equal shares of the rows.</summary>
    private const int Bins = 32;

    /// <summary>The number of histogram cells in which quantiles are searched.</summary>
    private const int GridCells = 1024;

    /// <summary>Bounds are searched among powers of two from 2⁻²⁰ to 2⁴⁰, on both sides of 0.</summary>
    private const int MinPower = -20,
        MaxPower = 40;

    /// <summary>
    /// The number of measurements for a column's domain; each gets the same share of the budget for domains.
    /// </summary>
    internal static int Questions(Column column) => column is CategoricalColumn || HasBounds(column) ? 1 : 2;

    /// <summary>
    /// Whether the discovery needs a part of δ: a level that only one unit has may be revealed with that probability.
    /// </summary>
    internal static bool TakesDelta(Column column) => column is CategoricalColumn;

    /// <param name="rho">For each question.</param>
    /// <param name="delta">For each column whose discovery needs δ.</param>
    /// <returns>The domain within what the schema allows, the column with the domain declared, and what this used
    /// of a declaration that was read from the seed, in words; null: nothing.</returns>
    internal static (TokenDomain Domain, Column Column, string? Unprotected) Learn(
        Column column,
        ColumnData cells,
        double rho,
        double delta,
        PrivateFit fit
    )
    {
        if (column is CategoricalColumn categorical)
        {
            var (levels, limited) = Levels(categorical, (LevelData)cells, rho, delta, fit);
            bool declared = limited && column.Domain == ColumnDomain.Seed;
            return (
                levels,
                categorical with
                {
                    Levels = levels.Levels,
                },
                declared ? $"the levels of '{column.Name}' were read from the seed" : null
            );
        }

        double[] values = ((NumberData)cells).Values;
        var (min, max, cut) = HasBounds(column)
            ? Whole(ColumnBounds.Declared(column))
            : Within(Range(column.Name, values, rho, fit), ColumnBounds.Declared(column));
        var bounded = Bounded(column, min, max, null);
        double[] edges = Quantiles(bounded, values, min, max, rho, fit);
        return (
            NumberDomain.OfEdges(bounded, edges),
            Bounded(column, min, max, edges),
            cut && column.Domain == ColumnDomain.Seed ? $"the range of '{column.Name}' was read from the seed" : null
        );
    }

    private static (double Min, double Max, bool Cut) Whole((double? Min, double? Max) declared) =>
        (declared.Min!.Value, declared.Max!.Value, false);

    /// <summary>
    /// The part of the found range that the schema allows, or the allowed end that is nearest to it.
    /// </summary>
    private static (double Min, double Max, bool Cut) Within(
        (double Min, double Max) found,
        (double? Min, double? Max) allowed
    )
    {
        double low = allowed.Min ?? double.NegativeInfinity,
            high = allowed.Max ?? double.PositiveInfinity;
        double min = Math.Clamp(found.Min, low, high),
            max = Math.Clamp(found.Max, low, high);
        return (min, max, min != found.Min || max != found.Max);
    }

    private static bool HasBounds(Column column) =>
        column.Domain == ColumnDomain.Public && ColumnBounds.Declared(column) is { Min: not null, Max: not null };

    /// <summary>
    /// Finds the levels whose noisy count is above a threshold. The others are missing where cells may be, else
    /// one of the found levels each; all levels that the schema lists are kept if none is found. Where the schema
    /// lists none, the others become one further level.
    /// A level that only one unit has passes with probability at most δ: the noise would have to exceed σ√(2 ln(k/δ)),
    /// where k is the number of rows of a unit. Korolova, Kenthapadi, Mishra &amp;
    /// Ntoulas (2009), <see href="https://doi.org/10.1145/1526709.1526733"/>, with discrete Gaussian noise.
    /// </summary>
    /// <returns>The domain, and whether the levels that the schema lists decided on it.</returns>
    private static (LevelDomain Domain, bool Limited) Levels(
        CategoricalColumn column,
        LevelData cells,
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
        var charge = new MeasurementCharge(
            "discrete-gaussian-threshold",
            $"levels of '{column.Name}'",
            parameters,
            rho
        );
        string[] found = fit.Measure($"domain/levels/{column.Name}", charge, bits =>
        {
            var counts = new long[cells.Levels.Count];
            foreach (int code in cells.Codes)
            {
                if (code >= 0)
                {
                    counts[code]++;
                }
            }
            var noise = new long[counts.Length];
            DiscreteGaussian.Fill(noise, variance, bits);
            var passed = cells.Levels.Where((_, code) => counts[code] > 0 && counts[code] + noise[code] >= threshold);
            return passed.Order(StringComparer.Ordinal).ToArray();
        });
        if (column.Levels.Count > 0)
        {
            string[] allowed = [.. found.Intersect(column.Levels, StringComparer.Ordinal)];
            return allowed.Length == 0
                ? (new LevelDomain(column.Levels, Ordered: false), true)
                : (new LevelDomain(allowed, Ordered: false), allowed.Length < found.Length);
        }
        string other = "other";
        while (found.Contains(other, StringComparer.Ordinal))
        {
            other += " values";
        }
        return (new LevelDomain([.. found, other], Ordered: false, other), false);
    }

    /// <summary>
    /// Finds bounds from a histogram over powers of two:
    /// the outermost buckets whose noisy counts stand out of the noise. Wilson et al.
    /// (2020), section 5.1.1, <see href="https://doi.org/10.2478/popets-2020-0025"/>, with discrete Gaussian noise.
    /// </summary>
    private static (double Min, double Max) Range(string column, double[] values, double rho, PrivateFit fit)
    {
        int powers = MaxPower - MinPower + 1,
            zero = powers;
        var counts = new long[(2 * powers) + 1];
        foreach (double value in values)
        {
            if (double.IsNaN(value))
            {
                continue;
            }
            int power = value == 0 ? 0 : Math.Clamp(Math.ILogB(value), MinPower, MaxPower) - MinPower;
            int bucket = value switch
            {
                0 => zero,
                > 0 => zero + 1 + power,
                _ => zero - 1 - power,
            };
            counts[bucket]++;
        }

        long[] noisy = fit.MeasureCounts($"domain/range/{column}", $"range of '{column}'", counts, rho);
        double sigma = fit.RowsPerUnit / Math.Sqrt(2 * rho);
        // an empty bucket exceeds this in one of 100 histograms
        double clear = sigma * Math.Sqrt(2 * Math.Log(counts.Length / 0.01));
        int low = Array.FindIndex(noisy, count => count > clear),
            high = Array.FindLastIndex(noisy, count => count > clear);
        if (low < 0)
        {
            low = high = Array.IndexOf(noisy, noisy.Max());
        }
        return (Edge(low, lower: true), Edge(high, lower: false));

        double Edge(int bucket, bool lower)
        {
            if (bucket == zero)
            {
                return 0;
            }
            int power = MinPower + (bucket > zero ? bucket - zero - 1 : zero - 1 - bucket);
            bool outer = bucket > zero != lower;
            double size = Math.ScaleB(1, outer ? power + 1 : power);
            return bucket > zero ? size : -size;
        }
    }

    /// <summary>
    /// Edges between which there are about equal shares of the rows, from one noisy
    /// histogram with cells of equal width.
    /// </summary>
    private static double[] Quantiles(
        Column column,
        double[] values,
        double min,
        double max,
        double rho,
        PrivateFit fit
    )
    {
        double? step = TokenDomain.Step(column);
        double width = Math.Max((max - min) / GridCells, step ?? 0);
        if (width <= 0)
        {
            return [min, min + 1];
        }
        int cells = Math.Max(1, (int)Math.Ceiling((max - min) / width));
        var counts = new long[cells];
        foreach (double value in values)
        {
            if (!double.IsNaN(value))
            {
                counts[Math.Clamp((int)((value - min) / width), 0, cells - 1)]++;
            }
        }

        long[] noisy = fit.MeasureCounts(
            $"domain/bins/{column.Name}",
            $"quantile bins of '{column.Name}'",
            counts,
            rho
        );
        double total = noisy.Sum(count => Math.Max(0.0, count)),
            reached = 0;
        var edges = new List<double> { min };
        for (int cell = 0; cell < cells - 1; cell++)
        {
            reached += Math.Max(0.0, noisy[cell]);
            double edge = NumberScale.Round(min + ((cell + 1) * width), step);
            if (reached >= total * edges.Count / Bins && edge > edges[^1] && edge < max)
            {
                edges.Add(edge);
            }
        }

        edges.Add(Math.Max(max, edges[^1] + (step ?? double.Epsilon)));
        return [.. edges];
    }

    private static Column Bounded(Column column, double min, double max, double[]? edges) =>
        column switch
        {
            IntegerColumn whole => whole with
            {
                Min = (long)Math.Floor(min),
                Max = (long)Math.Ceiling(max),
                Bins = edges,
            },
            DecimalColumn real => real with { Min = min, Max = max, Bins = edges },
            DateColumn date => date with
            {
                Min = Day(min),
                Max = Day(max),
                Bins = edges is null ? null : [.. edges.Select(Day)],
            },
            DateTimeColumn moment => moment with
            {
                Min = Moment(min),
                Max = Moment(max),
                Bins = edges is null ? null : [.. edges.Select(Moment)],
            },
            _ => throw new ArgumentException($"Column '{column.Name}' holds no numbers.", nameof(column)),
        };

    private static DateOnly Day(double number) =>
        DateOnly.FromDayNumber((int)Math.Clamp(number, 0, DateOnly.MaxValue.DayNumber));

    private static DateTime Moment(double seconds) =>
        DateTime.UnixEpoch.AddSeconds(
            Math.Clamp(
                seconds,
                (DateTime.MinValue - DateTime.UnixEpoch).TotalSeconds,
                (DateTime.MaxValue - DateTime.UnixEpoch).TotalSeconds - 1
            )
        );
}

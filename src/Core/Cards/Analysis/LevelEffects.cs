using System.Text.Json;
using AethergenAI.Recipes.Checks;
using AethergenAI.Recipes.Designs;
using AethergenAI.Statistics;

namespace AethergenAI.Cards.Analysis;

/// <summary>
/// Least-squares means of a factor's levels, with equal weights for the levels of all other factors. They are fitted
/// repeat by repeat, so a difference between levels is paired, and its interval is over repeats like every other.
/// Searle, Speed &amp; Milliken (1980), <see href="https://doi.org/10.1080/00031305.1980.10483031"/>.
/// </summary>
internal sealed class LevelEffects(IReadOnlyList<DesignFactor> factors, DesignCells design, EffectModel model)
{
    private readonly Dictionary<string, LeastSquares?> fits = new(StringComparer.Ordinal);

    /// <summary>
    /// Every level except the baseline's, of every factor whose main effect can be estimated;
    /// the largest difference comes first.
    /// </summary>
    internal IReadOnlyList<LevelEffect> Of(RepeatedMeasure repeats)
    {
        var coefficients = Coefficients(repeats);
        if (coefficients.Count == 0)
        {
            return [];
        }

        var effects = new List<LevelEffect>();
        int at = 1;
        foreach (var main in model.Planned.Where(term => term.IsMain))
        {
            var factor = factors[main.First];
            int width = model.Columns(main).Length,
                first = at;
            at += width;
            var aliases = model.Effects.First(effect => effect.Name == main.Name).AliasedWith;
            int reference = Reference(factor);
            for (int level = 0; level <= width; level++)
            {
                if (level == reference)
                {
                    continue;
                }
                int of = level;
                double[] means = [.. coefficients.Select(b => b[0] + Coded(b, first, width, of, factor))];
                double[] differences =
                [
                    .. coefficients.Select(b =>
                        Coded(b, first, width, of, factor) - Coded(b, first, width, reference, factor)
                    ),
                ];
                var (interval, method) = PairedTest.Interval95(differences, repeats.Overlap);
                effects.Add(
                    new LevelEffect(
                        factor.Name,
                        Level(factor, level),
                        Level(factor, reference),
                        PairedTest.Moments(means).Mean,
                        PairedTest.Moments(differences).Mean,
                        interval,
                        method,
                        aliases
                    )
                );
            }
        }

        return [.. effects.OrderByDescending(effect => Math.Abs(effect.Difference))];
    }

    /// <summary>
    /// The difference between two levels of a factor: one value per repeat in which it can be estimated.
    /// </summary>
    internal double[] Differences(RepeatedMeasure repeats, string factor, JsonElement level, JsonElement against)
    {
        int at = 1;
        foreach (var main in model.Planned.Where(term => term.IsMain))
        {
            int width = model.Columns(main).Length,
                first = at;
            at += width;
            if (main.Name != factor)
            {
                continue;
            }
            var of = factors[main.First];
            int one = Index(of, level),
                other = Index(of, against);
            return
            [
                .. Coefficients(repeats)
                    .Select(b => Coded(b, first, width, one, of) - Coded(b, first, width, other, of)),
            ];
        }

        return [];
    }

    /// <summary>The factor's level in the baseline; for a range, its low end.</summary>
    internal JsonElement BaselineLevel(string factor)
    {
        var of = factors.First(candidate => candidate.Name == factor);
        return Level(of, Reference(of));
    }

    /// <summary>
    /// One set of coefficients (the mean, then the columns of each main effect) for each repeat whose
    /// measured cells determine them.
    /// </summary>
    private List<double[]> Coefficients(RepeatedMeasure repeats)
    {
        var all = new List<double[]>();
        for (int repeat = 0; repeat < repeats.RepeatCount; repeat++)
        {
            int at = repeat;
            int[] cells = [.. Enumerable.Range(0, design.Designed).Where(cell => !double.IsNaN(repeats[cell + 1, at]))];
            double[] y = [.. cells.Select(cell => repeats[cell + 1, at])];
            if (cells.Length > 0 && Fit(cells) is { } fit)
            {
                all.Add(fit.Solve(y));
            }
        }

        return all;
    }

    /// <summary>
    /// The model with the planned interactions, or with main effects alone where failures leave too few
    /// cells for the interactions.
    /// </summary>
    private LeastSquares? Fit(int[] cells)
    {
        string key = string.Join(',', cells);
        if (!fits.TryGetValue(key, out var fit))
        {
            double[] ones = new double[cells.Length];
            Array.Fill(ones, 1);
            double[][] Columns(IEnumerable<Term> terms) =>
                [ones, .. terms.SelectMany(term => model.Columns(term, cells))];
            fit = LeastSquares.Of(Columns(model.Planned))
                ?? LeastSquares.Of(Columns(model.Planned.Where(term => term.IsMain)));
            fits[key] = fit;
        }

        return fit;
    }

    /// <summary>
    /// What a level contributes to the prediction: deviation coding has −1 in every column for the first level;
    /// a range is −1 at its low end and 1 at its high end.
    /// </summary>
    private static double Coded(double[] b, int first, int width, int level, DesignFactor factor)
    {
        if (factor.Range is not null)
        {
            return level == 0 ? -b[first] : b[first];
        }
        return level == 0 ? -b.AsSpan(first, width).ToArray().Sum() : b[first + level - 1];
    }

    private int Reference(DesignFactor factor) =>
        factor.Range is null ? Index(factor, design.Cells[design.Baseline - 1][factor.Name]) : 0;

    private static int Index(DesignFactor factor, JsonElement level) =>
        factor
            .Levels.Select((known, at) => (known, at))
            .First(pair => LevelComparer.Instance.Equals(pair.known, level))
            .at;

    private static JsonElement Level(DesignFactor factor, int level)
    {
        if (factor.Range is not { } range)
        {
            return factor.Levels[level];
        }
        return JsonSerializer.SerializeToElement(level == 0 ? range.Low : range.High);
    }
}

using System.Globalization;
using System.Numerics;
using System.Text.Json;
using AethergenAI.Generation;
using AethergenAI.Recipes.Checks;
using AethergenAI.Recipes.Planning;
using AethergenAI.Statistics.Kernels;

namespace AethergenAI.Recipes.Designs;

/// <summary>A varied setting, with levels or a range.</summary>
/// <param name="Whole">Whether values within the range must be whole numbers.</param>
internal sealed record DesignFactor(string Name, IReadOnlyList<JsonElement> Levels, FactorRange? Range, bool Whole)
{
    /// <summary>
    /// The factors of a recipe in ordinal order of their names, so that the order in the file does not matter.
    /// </summary>
    internal static IReadOnlyList<DesignFactor> Of(Recipe recipe)
    {
        var whole = FactorCheck
            .GeneratorsOf(recipe)
            .SelectMany(generator => generator.Options)
            .Where(option => option.Kind == OptionKind.Integer)
            .Select(option => option.Name)
            .Concat([RecipeCheck.RowsFactor, RecipeCheck.SeedRowsFactor])
            .ToHashSet(StringComparer.Ordinal);
        var ranges = recipe.Ranges ?? new Dictionary<string, FactorRange>();
        return
        [
            .. recipe
                .Factors.Select(factor => new DesignFactor(factor.Key, factor.Value, null, false))
                .Concat(ranges.Select(range => new DesignFactor(range.Key, [], range.Value, whole.Contains(range.Key))))
                .OrderBy(factor => factor.Name, StringComparer.Ordinal),
        ];
    }

    /// <param name="share">In [0, 1].</param>
    internal JsonElement At(double share)
    {
        var (low, high, log) = (Range!.Low, Range.High, Range.Log);
        double value = log
            ? Math.Exp(Math.Log(low) + (share * (Math.Log(high) - Math.Log(low))))
            : low + (share * (high - low));
        double written = Whole
            ? Math.Round(value)
            : double.Parse(value.ToString("G4", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
        return JsonSerializer.SerializeToElement(Math.Clamp(written, low, high));
    }
}

/// <summary>The combinations of levels that a recipe tries.</summary>
/// <param name="Cells">Cell number k is at index k − 1.</param>
/// <param name="Designed">How many of the cells belong to the design;
/// a baseline that is not in the design comes after them.</param>
/// <param name="Baseline">The cell that the others are compared with, from 1.</param>
internal sealed record DesignCells(
    IReadOnlyList<IReadOnlyDictionary<string, JsonElement>> Cells,
    int Designed,
    int Baseline,
    TwoLevelFraction? Fraction
)
{
    private const int MaxHypercubes = 20;

    // Draws of a random design in a row that are combinations it already has, before it counts as complete.
    private const int MaxMisses = 20_000;

    /// <exception cref="RefusedException">There would be more than <see cref="DesignCheck.MaxCells"/> cells,
    /// the design does not exist, or two of its cells would be the same.</exception>
    internal static DesignCells Of(Recipe recipe)
    {
        var factors = DesignFactor.Of(recipe);
        var design = recipe.Design ?? new DesignSettings();
        TwoLevelFraction? fraction = null;
        IEnumerable<IReadOnlyList<JsonElement>> rows;
        switch (design.Kind)
        {
            case DesignKind.OneAtATime:
                rows = OneAtATime(factors, recipe.Baseline);
                break;
            case DesignKind.PlackettBurman:
                rows = PlackettBurman.Cells(factors.Count).Select(row => Levels(factors, row));
                break;
            case DesignKind.LatinHypercube:
                rows = Hypercube(factors, design.Cells!.Value, recipe.Base.Seed);
                break;
            case DesignKind.Random:
                rows = Drawn(factors, design.Cells!.Value, recipe.Base.Seed);
                break;
            case DesignKind.FractionalFactorial:
                fraction = TwoLevelFraction.Of([.. factors.Select(factor => factor.Name)], design);
                rows = fraction.Cells().Select(row => Levels(factors, row));
                break;
            default:
                rows = Every(factors, recipe.Repeats);
                break;
        }

        IReadOnlyList<JsonElement>[] cells = [.. rows];
        int different = Different(cells);
        if (different < cells.Length)
        {
            throw RecipeRefusals.SameCell(cells.Length, different);
        }
        return WithBaseline(factors, cells, recipe.Baseline, fraction);
    }

    private static int Different(IEnumerable<IReadOnlyList<JsonElement>> rows) =>
        rows.Select(Key).Distinct(StringComparer.Ordinal).Count();

    private static string Key(IReadOnlyList<JsonElement> row) => string.Join('\n', row.Select(LevelComparer.Text));

    private static DesignCells WithBaseline(
        IReadOnlyList<DesignFactor> factors,
        IReadOnlyList<IReadOnlyList<JsonElement>> rows,
        IReadOnlyDictionary<string, JsonElement>? named,
        TwoLevelFraction? fraction
    )
    {
        List<IReadOnlyDictionary<string, JsonElement>> cells = [.. rows.Select(row => Named(factors, row))];
        int designed = cells.Count;
        if (named is null)
        {
            return new DesignCells(cells, designed, 1, fraction);
        }

        var wanted = Named(factors, Reference(factors, named));
        int at = cells.FindIndex(cell =>
            factors.All(factor => LevelComparer.Instance.Equals(cell[factor.Name], wanted[factor.Name]))
        );
        if (at >= 0)
        {
            return new DesignCells(cells, designed, at + 1, fraction);
        }

        cells.Add(wanted);
        return new DesignCells(cells, designed, cells.Count, fraction);
    }

    private static IEnumerable<IReadOnlyList<JsonElement>> Every(IReadOnlyList<DesignFactor> factors, int repeats)
    {
        var count = factors.Aggregate(new BigInteger(repeats), (product, factor) => product * factor.Levels.Count);
        if (count > TrialPlan.MaxTrials)
        {
            throw RecipeRefusals.TooManyTrials(count.ToString("N0", CultureInfo.InvariantCulture), TrialPlan.MaxTrials);
        }

        IEnumerable<IReadOnlyList<JsonElement>> none =
        [
            [],
        ];
        return factors.Aggregate(none, (rows, factor) =>
            rows.SelectMany(row => factor.Levels.Select(level => (IReadOnlyList<JsonElement>)[.. row, level]))
        );
    }

    private static IEnumerable<IReadOnlyList<JsonElement>> OneAtATime(
        IReadOnlyList<DesignFactor> factors,
        IReadOnlyDictionary<string, JsonElement>? named
    )
    {
        var reference = Reference(factors, named);
        yield return reference;
        for (int at = 0; at < factors.Count; at++)
        {
            foreach (
                var level in factors[at].Levels.Where(level => !LevelComparer.Instance.Equals(level, reference[at]))
            )
            {
                yield return [.. reference.Select((kept, other) => other == at ? level : kept)];
            }
        }
    }

    // Several slices of an axis may share a level or a whole number, so two points can be one combination;
    // the hypercube is then drawn again.
    private static IReadOnlyList<JsonElement>[] Hypercube(IReadOnlyList<DesignFactor> factors, int cells, ulong seed)
    {
        var random = RandomStream.For(seed, "latin hypercube");
        IReadOnlyList<JsonElement>[] best = [];
        int different = 0;
        for (int draw = 0; draw < MaxHypercubes && different < cells; draw++)
        {
            IReadOnlyList<JsonElement>[] drawn =
            [
                .. LatinHypercube.Draw(cells, factors.Count, ref random).Select(point => Levels(factors, point, cells)),
            ];
            if (Different(drawn) > different)
            {
                (best, different) = (drawn, Different(drawn));
            }
        }

        return best;
    }

    // Slice s of n holds level ⌊s·L/n⌋: levels are as balanced as n allows.
    private static IReadOnlyList<JsonElement> Levels(IReadOnlyList<DesignFactor> factors, int[] point, int cells) =>
        [
            .. factors.Select(
                (factor, axis) =>
                    factor.Range is null
                        ? factor.Levels[point[axis] * factor.Levels.Count / cells]
                        : factor.At((point[axis] + 0.5) / cells)
            ),
        ];

    private static IEnumerable<IReadOnlyList<JsonElement>> Drawn(
        IReadOnlyList<DesignFactor> factors,
        int cells,
        ulong seed
    )
    {
        var random = RandomStream.For(seed, "random design");
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var rows = new List<IReadOnlyList<JsonElement>>();
        for (int misses = 0; rows.Count < cells; )
        {
            var row = new JsonElement[factors.Count];
            for (int at = 0; at < row.Length; at++)
            {
                row[at] = factors[at].Range is null
                    ? factors[at].Levels[random.NextInt(factors[at].Levels.Count)]
                    : factors[at].At(random.NextDouble());
            }

            misses++;
            if (seen.Add(Key(row)))
            {
                rows.Add(row);
                misses = 0;
            }
            if (misses == MaxMisses)
            {
                throw RecipeRefusals.OutOfRange(
                    "design.cells",
                    $"at most {rows.Count:N0}, the number of different combinations that its levels and ranges give"
                );
            }
        }

        return rows;
    }

    private static IReadOnlyList<JsonElement> Reference(
        IReadOnlyList<DesignFactor> factors,
        IReadOnlyDictionary<string, JsonElement>? named
    ) =>
        [
            .. factors.Select(factor =>
                named is not null && named.TryGetValue(factor.Name, out var level) ? level : First(factor)
            ),
        ];

    private static JsonElement First(DesignFactor factor) => factor.Range is null ? factor.Levels[0] : factor.At(0);

    private static IReadOnlyList<JsonElement> Levels(IReadOnlyList<DesignFactor> factors, int[] row) =>
        [.. factors.Select((factor, at) => factor.Levels[row[at]])];

    private static Dictionary<string, JsonElement> Named(
        IReadOnlyList<DesignFactor> factors,
        IReadOnlyList<JsonElement> row
    ) =>
        factors
            .Select((factor, at) => (factor.Name, Level: row[at]))
            .ToDictionary(pair => pair.Name, pair => pair.Level, StringComparer.Ordinal);
}

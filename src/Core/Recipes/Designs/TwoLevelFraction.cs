using System.Globalization;
using System.Numerics;

namespace AethergenAI.Recipes.Designs;

/// <summary>A regular fraction 2^(k − p) of a two-level factorial.</summary>
internal sealed class TwoLevelFraction
{
    private readonly IReadOnlyList<string> factors;
    private readonly IReadOnlyList<FractionWord> generators;

    private TwoLevelFraction(IReadOnlyList<string> factors, IReadOnlyList<FractionWord> generators)
    {
        this.factors = factors;
        this.generators = generators;
        DefiningWords = Defining();
    }

    internal IReadOnlyList<FractionWord> Generators => generators;

    /// <summary>
    /// The products of factors that are constant over the fraction, as bit sets of factors with their sign:
    /// the generators' words <c>D·ABC</c> and all their products, 2^p − 1 in total.
    /// </summary>
    internal IReadOnlyList<(int Factors, int Sign)> DefiningWords { get; }

    /// <summary>The length of the shortest defining word; resolutions III, IV and V are 3, 4 and 5.</summary>
    internal int Resolution => DefiningWords.Min(word => BitOperations.PopCount((uint)word.Factors));

    /// <exception cref="RefusedException">A factor is generated twice or from a generated one,
    /// or the fraction does not exist.</exception>
    internal static TwoLevelFraction Of(IReadOnlyList<string> factors, DesignSettings design)
    {
        if (design.Generators is { } given)
        {
            return new TwoLevelFraction(factors, Checked([.. given.Select(word => FractionWord.Parse(word, factors))]));
        }

        if (factors.Count > FractionTables.MaxFactors)
        {
            throw RecipeRefusals.NoSuchFraction(
                $"the published tables go up to {FractionTables.MaxFactors} factors, but the recipe varies "
                    + $"{factors.Count}. Give the generators yourself"
            );
        }

        int resolution = design.Resolution ?? (design.Cells is null ? 4 : 3);
        var known = FractionTables
            .GeneratedFor(factors.Count)
            .Where(generated => design.Cells is null || 1 << (factors.Count - generated) == design.Cells)
            .Select(generated => new TwoLevelFraction(factors, FractionTables.Words(factors, generated)));
        return known.Where(fraction => fraction.Resolution >= resolution).MaxBy(fraction => fraction.generators.Count)
            ?? throw RecipeRefusals.NoSuchFraction(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{factors.Count} factors have no fraction of resolution {resolution} or "
                        + $"more{(design.Cells is { } cells ? $" in {Counts.Of(cells, "cell")}" : "")}. "
                        + $"Choose another resolution or number of cells, or use full-factorial"
                )
            );
    }

    /// <summary>
    /// One row per cell, 0 for a factor's first level and 1 for its second.
    /// The factors that are not generated count up, the last one fastest.
    /// </summary>
    internal int[][] Cells()
    {
        string[] free = [.. factors.Except(generators.Select(word => word.Factor))];
        return
        [
            .. Enumerable
                .Range(0, 1 << free.Length)
                .Select(cell =>
                {
                    var level = new Dictionary<string, int>(StringComparer.Ordinal);
                    for (int i = 0; i < free.Length; i++)
                    {
                        level[free[i]] = (cell >> (free.Length - 1 - i)) & 1;
                    }
                    // A product of ±1 is −1 if an odd number of its factors is −1.
                    foreach (var word in generators)
                    {
                        int low = word.Sources.Count(source => level[source] == 0) + (word.Sign < 0 ? 1 : 0);
                        level[word.Factor] = low % 2 == 0 ? 1 : 0;
                    }

                    return factors.Select(name => level[name]).ToArray();
                }),
        ];
    }

    /// <summary>The defining relation, for example <c>I = a:b:d</c>.</summary>
    internal IEnumerable<string> Relation() =>
        DefiningWords
            .OrderBy(word => BitOperations.PopCount((uint)word.Factors))
            .ThenBy(word => word.Factors)
            .Select(word => $"I = {(word.Sign < 0 ? "-" : "")}{Product(word.Factors)}");

    private string Product(int set) => string.Join(':', factors.Where((_, at) => (set >> at & 1) == 1));

    private static IReadOnlyList<FractionWord> Checked(IReadOnlyList<FractionWord> words)
    {
        foreach (var word in words)
        {
            if (words.Count(other => other.Factor == word.Factor) > 1)
            {
                throw RecipeRefusals.BadGenerator(
                    word.ToString(),
                    "generates a factor that another generator generates too"
                );
            }

            if (word.Sources.Any(source => words.Any(other => other.Factor == source)))
            {
                throw RecipeRefusals.BadGenerator(word.ToString(), "uses a factor that is itself generated");
            }
        }

        return words;
    }

    private List<(int Factors, int Sign)> Defining()
    {
        (int Bits, int Sign)[] words =
        [
            .. generators.Select(word => (Bits(word.Sources.Append(word.Factor)), word.Sign)),
        ];
        var all = new List<(int Factors, int Sign)>();
        for (int chosen = 1; chosen < 1 << words.Length; chosen++)
        {
            var (bits, sign) = (0, 1);
            for (int i = 0; i < words.Length; i++)
            {
                if ((chosen >> i & 1) == 1)
                {
                    (bits, sign) = (bits ^ words[i].Bits, sign * words[i].Sign);
                }
            }

            all.Add((bits, sign));
        }

        return all;

        int Bits(IEnumerable<string> names) =>
            names.Sum(name => 1 << factors.Select((factor, at) => (factor, at)).First(pair => pair.factor == name).at);
    }
}

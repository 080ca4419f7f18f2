namespace AethergenAI.Recipes.Designs;

/// <summary>
/// The generators of the two-level fractions of minimum aberration, A for the first factor,
/// B for the second and so on (I among them). Box, Hunter &amp; Hunter (2005), Statistics for Experimenters, 2nd ed.,
/// table 6.22; Fries &amp; Hunter (1980), <see href="https://doi.org/10.1080/00401706.1980.10486210"/>; Chen, Sun &amp;
/// Wu (1993), <see href="https://doi.org/10.2307/1403599"/>.
/// </summary>
internal static class FractionTables
{
    internal const int MaxFactors = 11;

    private static readonly Dictionary<(int Factors, int Generated), string> Generators = new()
    {
        [(3, 1)] = "C=AB",
        [(4, 1)] = "D=ABC",
        [(5, 1)] = "E=ABCD",
        [(5, 2)] = "D=AB E=AC",
        [(6, 1)] = "F=ABCDE",
        [(6, 2)] = "E=ABC F=BCD",
        [(6, 3)] = "D=AB E=AC F=BC",
        [(7, 1)] = "G=ABCDEF",
        [(7, 2)] = "F=ABCD G=ABDE",
        [(7, 3)] = "E=ABC F=BCD G=ACD",
        [(7, 4)] = "D=AB E=AC F=BC G=ABC",
        [(8, 2)] = "G=ABCD H=ABEF",
        [(8, 3)] = "F=ABC G=ABD H=BCDE",
        [(8, 4)] = "E=BCD F=ACD G=ABC H=ABD",
        [(9, 3)] = "G=ABCD H=ACEF I=CDEF",
        [(9, 4)] = "F=BCDE G=ACDE H=ABDE I=ABCE",
        [(9, 5)] = "E=ABC F=BCD G=ACD H=ABD I=ABCD",
        [(10, 4)] = "G=BCDF H=ACDF I=ABDE J=ABCE",
        [(10, 5)] = "F=ABCD G=ABCE H=ABDE I=ACDE J=BCDE",
        [(10, 6)] = "E=ABC F=BCD G=ACD H=ABD I=ABCD J=AB",
        [(11, 5)] = "G=CDE H=ABCD I=ABF J=BDEF K=ADEF",
        [(11, 6)] = "F=ABC G=BCD H=CDE I=ACD J=ADE K=BDE",
        [(11, 7)] = "E=ABC F=BCD G=ACD H=ABD I=ABCD J=AB K=AC",
    };

    /// <summary>How many of a given number of factors can be generated from the others.</summary>
    internal static IEnumerable<int> GeneratedFor(int factors) =>
        Generators.Keys.Where(key => key.Factors == factors).Select(key => key.Generated).Order();

    /// <summary>The generators of the fraction with 2^(k − p) cells.</summary>
    /// <param name="factors">k names, in the design's order.</param>
    /// <param name="generated">p, one of <see cref="GeneratedFor"/>.</param>
    internal static IReadOnlyList<FractionWord> Words(IReadOnlyList<string> factors, int generated) =>
        [
            .. Generators[(factors.Count, generated)]
                .Split(' ')
                .Select(word => new FractionWord(
                    factors[word[0] - 'A'],
                    1,
                    [.. word[2..].Select(letter => factors[letter - 'A'])]
                )),
        ];
}

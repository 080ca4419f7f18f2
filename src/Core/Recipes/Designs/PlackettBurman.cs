namespace AethergenAI.Recipes.Designs;

/// <summary>
/// Two-level designs of n cells for up to n − 1 factors with orthogonal main effects; n is a multiple of 4.
/// A published first row is shifted cyclically n − 2 times, and a row of low levels completes the design.
/// Plackett &amp; Burman (1946), <see href="https://doi.org/10.1093/biomet/33.4.305"/>.
/// </summary>
internal static class PlackettBurman
{
    private static readonly string[] FirstRows =
    [
        "+++-+--",
        "++-+++---+-",
        "++++-+-++--+---",
        "++--++++-+-+----++-",
        "+++++-+-++--++--+-+----",
        "-+-+++---+++++-+++--+----+-+-++--+-",
    ];

    internal static int MaxFactors => FirstRows[^1].Length;

    /// <param name="factors">1 to <see cref="MaxFactors"/>; the smallest design with enough columns is used.</param>
    /// <returns>One row per cell; 1 is a factor's second level.</returns>
    internal static int[][] Cells(int factors)
    {
        string first = FirstRows.FirstOrDefault(row => row.Length >= factors)
            ?? throw RecipeRefusals.TooManyTwoLevelFactors(factors, MaxFactors);
        int width = first.Length;
        return
        [
            .. Enumerable
                .Range(0, width)
                .Select(shift =>
                    Enumerable
                        .Range(0, factors)
                        .Select(at => first[(at - shift + width) % width] == '+' ? 1 : 0)
                        .ToArray()
                ),
            new int[factors],
        ];
    }
}

using AethergenAI.Evaluation.Boosting;

namespace AethergenAI.Evaluation.Fidelity.Derived;

/// <summary>Whether two columns with the same levels have the same level in a row.</summary>
internal static class EqualLevels
{
    /// <summary>The trees see whether two columns of two levels are equal.</summary>
    private const int FewLevels = 2;

    /// <returns>The pairs that agree furthest from chance first.</returns>
    public static IEnumerable<FeatureColumn> Of(FeatureSpace space, Sample rows, int[] probe)
    {
        var probed = rows.Take(probe);
        int[] levels =
        [
            .. Enumerable
                .Range(0, space.Features.Count)
                .Where(f => !space.Features[f].IsNumber && space.Features[f].Levels.Count > FewLevels),
        ];
        return levels
            .SelectMany((left, at) => levels.Skip(at + 1).Select(right => (left, right)))
            .Where(pair => Alike(space.Features[pair.left], space.Features[pair.right]))
            .OrderByDescending(pair => Math.Abs(BeyondChance(space, probed, pair.left, pair.right)))
            .Select(pair =>
            {
                var (left, right) = Codes(space, rows, pair.left, pair.right);
                return DerivedFeatures.Level([.. left.Zip(right, Equal)], 2);
            });
    }

    /// <returns>Whether the columns share half of the levels of either.</returns>
    private static bool Alike(Feature left, Feature right)
    {
        int shared = left.Levels.Count(level => right.TryCodeOf(level, out _));
        return 2 * shared >= Math.Max(left.Levels.Count, right.Levels.Count);
    }

    /// <summary>Both columns' codes in the left one's dictionary; −1 where missing, −2 for a level that only the
    /// right one has.</summary>
    private static (int[] Left, int[] Right) Codes(FeatureSpace space, Sample rows, int left, int right)
    {
        Feature mine = space.Features[left],
            other = space.Features[right];
        int[] map = [.. other.Levels.Select(level => mine.TryCodeOf(level, out int code) ? code : -2), -1];
        return (
            Array.ConvertAll(rows.Codes[left], code => code == mine.Cells - 1 ? -1 : code),
            Array.ConvertAll(rows.Codes[right], code => map[code])
        );
    }

    private static int Equal(int left, int right)
    {
        if (left == -1 || right == -1)
        {
            return -1;
        }
        return left == right ? 1 : 0;
    }

    private static double BeyondChance(FeatureSpace space, Sample probed, int left, int right)
    {
        var (mine, others) = Codes(space, probed, left, right);
        return Repeats.EqualBeyondChance(Numbers(mine), Numbers(others));
    }

    private static double[] Numbers(int[] codes) => Array.ConvertAll(codes, code => code == -1 ? double.NaN : code);
}

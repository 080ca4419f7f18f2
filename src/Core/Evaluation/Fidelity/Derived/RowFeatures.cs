using AethergenAI.Evaluation.Boosting;
using AethergenAI.Tables;

namespace AethergenAI.Evaluation.Fidelity.Derived;

/// <summary>The sum of a row's numbers, its zeros, its missing cells, and which cells are missing.</summary>
internal static class RowFeatures
{
    private const int Patterns = 32;

    public static IEnumerable<FeatureColumn> Of(FeatureSpace space, Sample rows)
    {
        double[] sum = new double[rows.Rows],
            zeros = new double[rows.Rows],
            missing = new double[rows.Rows];
        var patterns = new ulong[rows.Rows];
        for (int f = 0; f < space.Features.Count; f++)
        {
            var feature = space.Features[f];
            bool summed = feature.Column is IntegerColumn or DecimalColumn;
            for (int row = 0; row < rows.Rows; row++)
            {
                bool absent = rows.Codes[f][row] == feature.Cells - 1;
                patterns[row] = Mixed(patterns[row], absent);
                missing[row] += absent ? 1 : 0;
                if (summed && !absent)
                {
                    sum[row] += rows.Numbers[f][row];
                    zeros[row] += rows.Numbers[f][row] == 0 ? 1 : 0;
                }
            }
        }

        return
        [
            DerivedFeatures.Number(sum),
            DerivedFeatures.Number(zeros),
            DerivedFeatures.Number(missing),
            DerivedFeatures.Level(Frequent(patterns), Patterns + 1),
        ];
    }

    // The step of the FNV-1a hash with 64 bits.
    private static ulong Mixed(ulong hash, bool absent) =>
        unchecked(((hash ^ (absent ? 2UL : 1UL)) + 0xcbf29ce484222325UL) * 0x100000001b3UL);

    /// <summary>The most frequent patterns by their rank; all others are one level.</summary>
    private static int[] Frequent(ulong[] patterns)
    {
        var ranks = patterns
            .CountBy(pattern => pattern)
            .OrderByDescending(counted => counted.Value)
            .ThenBy(counted => counted.Key)
            .Take(Patterns)
            .Select((counted, rank) => (counted.Key, rank))
            .ToDictionary(ranked => ranked.Key, ranked => ranked.rank);
        return Array.ConvertAll(patterns, pattern => ranks.GetValueOrDefault(pattern, Patterns));
    }
}

using AethergenAI.Evaluation.Boosting;
using AethergenAI.Tables;

namespace AethergenAI.Evaluation.Fidelity.Derived;

/// <summary>
/// What is left of a number after two others, where it is their sum in many rows: total − net − tax.
/// </summary>
internal static class SumFeatures
{
    /// <summary>The share of the probed rows in which a sum has to hold.</summary>
    private const double Holds = 0.1;

    /// <summary>Rows looked at first: where no sum holds in them, the others are not looked at.</summary>
    private const int FirstRows = 32;

    /// <returns>The sums that hold most often first. O(columns³ · 32) to choose.</returns>
    public static IEnumerable<FeatureColumn> Of(DerivedSource source, CancellationToken ct)
    {
        double[][] probed = [.. source.Numbers.Select(one => source.Probed(one.Values))];
        var sums = new List<(int Left, int Right, int Total, double Share)>();
        for (int left = 0; left < probed.Length; left++)
        {
            ct.ThrowIfCancellationRequested();
            for (int right = left + 1; right < probed.Length; right++)
            {
                for (int total = 0; total < probed.Length; total++)
                {
                    if (total == left || total == right)
                    {
                        continue;
                    }
                    double share = Share(probed[left], probed[right], probed[total]);
                    if (share >= Holds)
                    {
                        sums.Add((left, right, total, share));
                    }
                }
            }
        }

        return sums.OrderByDescending(sum => sum.Share)
            .Select(sum =>
            {
                double[] a = source.Numbers[sum.Left].Values,
                    b = source.Numbers[sum.Right].Values,
                    c = source.Numbers[sum.Total].Values;
                return DerivedFeatures.Number([
                    .. a.Zip(b, c).Select(cells => Rest(cells.First, cells.Second, cells.Third)),
                ]);
            });
    }

    private static double Rest(double left, double right, double total) => Repeats.Difference(total, left + right);

    /// <summary>The share of rows with <c>left + right = total</c> and neither summand 0.</summary>
    private static double Share(double[] left, double[] right, double[] total)
    {
        int holds = 0;
        for (int row = 0; row < left.Length; row++)
        {
            if (row == FirstRows && holds == 0)
            {
                return 0;
            }
            bool sums = left[row] != 0 && right[row] != 0 && WrittenDecimals.Same(total[row], left[row] + right[row]);
            holds += sums ? 1 : 0;
        }
        return holds / (double)left.Length;
    }
}

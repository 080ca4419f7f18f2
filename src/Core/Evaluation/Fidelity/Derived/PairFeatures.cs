using System.Numerics.Tensors;
using AethergenAI.Evaluation.Boosting;

namespace AethergenAI.Evaluation.Fidelity.Derived;

/// <summary>
/// Difference, ratio and order of two numbers. The pairs are those that are equal, or have the same difference or
/// ratio, more often than chance explains, most often first; then those with the largest rank correlation.
/// </summary>
internal static class PairFeatures
{
    public const int MaxPairs = 200;

    private const double Exact = 0.02;

    /// <summary>What says most of a pair comes first, pair by pair: order, difference, ratio.</summary>
    public static IEnumerable<FeatureColumn> Of(DerivedSource source, CancellationToken ct)
    {
        foreach (var (left, right) in Choose(source, ct))
        {
            double[] a = source.Numbers[left].Values,
                b = source.Numbers[right].Values;
            yield return DerivedFeatures.Level([.. a.Zip(b, Order)], 4);
            yield return DerivedFeatures.Number([.. a.Zip(b, Repeats.Difference)]);
            yield return DerivedFeatures.Number([.. a.Zip(b, Repeats.Ratio)]);
        }
    }

    /// <returns>0 where both are zero, 1 equal, 2 less, 3 greater; −1 where one is missing.</returns>
    internal static int Order(double left, double right)
    {
        if (double.IsNaN(left) || double.IsNaN(right))
        {
            return -1;
        }
        double difference = Repeats.Difference(left, right);
        if (difference == 0)
        {
            return left == 0 ? 0 : 1;
        }
        return difference < 0 ? 2 : 3;
    }

    /// <summary>O(columns² · probed rows).</summary>
    private static IEnumerable<(int Left, int Right)> Choose(DerivedSource source, CancellationToken ct)
    {
        double[][] probed = [.. source.Numbers.Select(one => source.Probed(one.Values))];
        double[] repeated = Array.ConvertAll(probed, values => Repeats.Share(values));
        double[][] ranks = Array.ConvertAll(probed, Standardised);
        var pairs = new List<(int Left, int Right, double Exact, double Correlation)>();
        double[] differences = new double[source.Probe.Length],
            ratios = new double[source.Probe.Length];
        for (int left = 0; left < probed.Length; left++)
        {
            ct.ThrowIfCancellationRequested();
            for (int right = left + 1; right < probed.Length; right++)
            {
                for (int row = 0; row < differences.Length; row++)
                {
                    differences[row] = Repeats.Difference(probed[left][row], probed[right][row]);
                    ratios[row] = Repeats.Ratio(probed[left][row], probed[right][row]);
                }
                double chance = Math.Max(repeated[left], repeated[right]),
                    constant = Math.Max(Repeats.Share(differences), Repeats.Share(ratios)) - chance,
                    exact = Math.Max(constant, Repeats.EqualBeyondChance(probed[left], probed[right]));
                pairs.Add(
                    (
                        left,
                        right,
                        exact < Exact ? 0 : exact,
                        Math.Abs(TensorPrimitives.Dot<double>(ranks[left], ranks[right]))
                    )
                );
            }
        }

        return pairs
            .OrderByDescending(pair => pair.Exact)
            .ThenByDescending(pair => pair.Correlation)
            .Take(MaxPairs)
            .Select(pair => (pair.Left, pair.Right));
    }

    /// <summary>Ranks with mean 0 and length 1; 0 where missing.</summary>
    private static double[] Standardised(double[] values)
    {
        int[] present = [.. Enumerable.Range(0, values.Length).Where(row => !double.IsNaN(values[row]))];
        var ranks = new double[values.Length];
        double[] sorted = [.. present.Select(row => values[row]).Order()];
        foreach (int row in present)
        {
            int below = Below(sorted, values[row], orEqual: false),
                upTo = Below(sorted, values[row], orEqual: true);
            ranks[row] = (below + upTo - sorted.Length) / 2.0;
        }
        double length = TensorPrimitives.Norm<double>(ranks);
        return length == 0 ? ranks : Array.ConvertAll(ranks, rank => rank / length);
    }

    /// <summary>How many of the sorted values lie below a value, or at it.</summary>
    private static int Below(double[] sorted, double value, bool orEqual)
    {
        int low = 0,
            high = sorted.Length;
        while (low < high)
        {
            int middle = (low + high) / 2;
            bool below = sorted[middle] < value || (orEqual && sorted[middle] == value);
            (low, high) = below ? (middle + 1, high) : (low, middle);
        }
        return low;
    }
}

using AethergenAI.Statistics.Kernels;

namespace AethergenAI.Evaluation.Fidelity;

/// <summary>
/// Rows as points for <see cref="NearestNeighbours"/>: a number becomes the share of real rows (train and holdout
/// alike) that lie below it.
/// </summary>
internal sealed class MixedPoints
{
    private readonly FeatureSpace space;
    private readonly double[][] sorted;

    public MixedPoints(FeatureSpace space, params ReadOnlySpan<Sample> real)
    {
        this.space = space;
        sorted = new double[space.Features.Count][];
        for (int f = 0; f < sorted.Length; f++)
        {
            var values = new List<double>();
            foreach (var sample in real)
            {
                values.AddRange(sample.Numbers[f].Where(double.IsFinite));
            }
            sorted[f] = [.. values.Order()];
        }
    }

    public float[][] Of(Sample sample)
    {
        var columns = new float[sorted.Length][];
        for (int f = 0; f < columns.Length; f++)
        {
            double[] reference = sorted[f];
            columns[f] = space.Features[f].IsNumber
                ? Array.ConvertAll(sample.Numbers[f], value =>
                    double.IsNaN(value) ? NearestNeighbours.Missing : Grade(reference, value)
                )
                : Array.ConvertAll(sample.Codes[f], code => (float)code);
        }

        return columns;
    }

    public static float[][] Take(float[][] points, int[] rows) =>
        Array.ConvertAll(points, column => Array.ConvertAll(rows, row => column[row]));

    // The middle of the steps at the value; single precision distinguishes 16 million ranks.
    private static float Grade(double[] sorted, double value)
    {
        if (sorted.Length == 0)
        {
            return 0;
        }
        int below = First(sorted, value, orEqual: true),
            upTo = First(sorted, value, orEqual: false);
        return (float)((below + upTo) / (2.0 * sorted.Length));
    }

    // How many lie below the value, or at or below it.
    private static int First(double[] sorted, double value, bool orEqual)
    {
        int low = 0,
            high = sorted.Length;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (orEqual ? sorted[middle] >= value : sorted[middle] > value)
            {
                high = middle;
            }
            else
            {
                low = middle + 1;
            }
        }

        return low;
    }
}

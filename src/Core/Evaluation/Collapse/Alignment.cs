namespace AethergenAI.Evaluation.Collapse;

/// <summary>
/// Gives every number the real number of its rank: whether a column has moved, has another unit or is noisy then makes
/// no difference to which regions are covered.
/// </summary>
internal static class Alignment
{
    /// <returns>The sample with the value at rank u, ties in the middle, replaced by the real quantile u. A value that
    /// is repeated stays one value.</returns>
    public static Sample To(Sample real, Sample sample, FeatureSpace space)
    {
        double[][] numbers = Array.ConvertAll(sample.Numbers, column => column);
        int[][] codes = Array.ConvertAll(sample.Codes, column => column);
        for (int f = 0; f < numbers.Length; f++)
        {
            double[] quantiles = [.. real.Numbers[f].Where(double.IsFinite).Order()];
            if (space.Features[f].IsNumber && quantiles.Length > 0)
            {
                numbers[f] = Ranked(sample.Numbers[f], quantiles);
                codes[f] = Array.ConvertAll(numbers[f], space.Features[f].BinOf);
            }
        }

        return new Sample(sample.Rows, numbers, codes);
    }

    private static double[] Ranked(double[] values, double[] quantiles)
    {
        double[] sorted = [.. values.Where(double.IsFinite).Order()];
        var real = new Dictionary<double, double>();
        for (int from = 0, to; from < sorted.Length; from = to)
        {
            to = from + 1;
            while (to < sorted.Length && sorted[to] == sorted[from])
            {
                to++;
            }
            double middle = 0.5 * (from + to) / sorted.Length;
            real[sorted[from]] = quantiles[Math.Min(quantiles.Length - 1, (int)(middle * quantiles.Length))];
        }

        return Array.ConvertAll(values, value => real.GetValueOrDefault(value, double.NaN));
    }
}

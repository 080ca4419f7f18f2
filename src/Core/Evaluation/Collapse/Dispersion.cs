using System.Numerics.Tensors;
using AethergenAI.Evaluation.Fidelity;
using AethergenAI.Statistics.Kernels;

namespace AethergenAI.Evaluation.Collapse;

/// <summary>
/// The volume that rows spread over: the log-determinant of their covariance per dimension, in units of the real rows'
/// spread. A number is one dimension, its grade among real rows. A level is one dimension where between 2 % and 98 %
/// of the real rows have it.
/// </summary>
internal sealed class Dispersion
{
    private const double Common = 0.02;

    // Keeps the figure finite for a dimension that has collapsed to a point: ln 0.01 = −4.6.
    private const double Ridge = 0.01;

    private readonly (int Column, int Level, double Mean, double Deviation)[] dimensions;

    /// <param name="real">The real rows as points of <see cref="MixedPoints"/>.</param>
    public Dispersion(FeatureSpace space, float[][] real)
    {
        var found = new List<(int, int, double, double)>();
        for (int f = 0; f < real.Length; f++)
        {
            if (space.Features[f].IsNumber)
            {
                Try(f, -1, 1e-6);
                continue;
            }
            for (int level = 0; level < space.Features[f].Cells; level++)
            {
                Try(f, level, Math.Sqrt(Common * (1 - Common)));
            }
        }

        dimensions = [.. found];

        void Try(int column, int level, double least)
        {
            double[] values = Values(real, column, level);
            double mean = values.Average(),
                deviation = Math.Sqrt(values.Average(value => (value - mean) * (value - mean)));
            if (deviation > least)
            {
                found.Add((column, level, mean, deviation));
            }
        }
    }

    /// <returns>Nats per dimension; NaN where there is none.</returns>
    public double Of(float[][] points)
    {
        int n = dimensions.Length,
            rows = points[0].Length;
        double[][] columns = Array.ConvertAll(dimensions, dimension =>
        {
            double[] values = Array.ConvertAll(Values(points, dimension.Column, dimension.Level), value =>
                (value - dimension.Mean) / dimension.Deviation
            );
            double mean = values.Average();
            return Array.ConvertAll(values, value => value - mean);
        });
        var covariance = new double[n * n];
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j <= i; j++)
            {
                covariance[(i * n) + j] =
                    (TensorPrimitives.Dot<double>(columns[i], columns[j]) / rows) + (i == j ? Ridge : 0);
            }
        }

        return LogDeterminant.Compute(covariance, n) / n;
    }

    private static double[] Values(float[][] points, int column, int level) =>
        level < 0
            ? Array.ConvertAll(points[column], value => value == NearestNeighbours.Missing ? 0.5 : (double)value)
            : Array.ConvertAll(points[column], value => value == level ? 1.0 : 0);
}

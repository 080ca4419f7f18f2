using System.Numerics.Tensors;

namespace AethergenAI.Evaluation;

/// <summary>
/// Each row's influence on a figure. The figure's variance is the mean square of it over the number of rows, summed over the samples
/// (the infinitesimal jackknife, Efron 1982, <see href="https://doi.org/10.1137/1.9781611970319"/>). The estimand is what the
/// figure would be on average if the tables were drawn again <em>at these sizes</em>.
/// </summary>
internal sealed class Influence(int rows)
{
    private const double Normal975 = 1.959963984540054;

    public double[] Rows { get; } = new double[rows];

    public void Add(Influence other, double weight) => TensorPrimitives.MultiplyAdd(other.Rows, weight, Rows, Rows);

    /// <summary>The variance this sample's draw gives the figure.</summary>
    public double Variance => Rows.Length < 2 ? double.PositiveInfinity : TensorPrimitives.SumOfSquares<double>(Rows) / Rows.Length / (Rows.Length - 1);

    /// <returns>The 95 % interval, cut to the figure's range [<paramref name="low"/>, <paramref name="high"/>].</returns>
    public static Interval Around(double value, double low, double high, params ReadOnlySpan<Influence> samples)
    {
        double variance = 0;
        foreach (var sample in samples) { variance += sample.Variance; }
        double half = Normal975 * Math.Sqrt(variance);
        return new Interval(Math.Max(low, value - half), Math.Min(high, value + half));
    }
}

namespace AethergenAI.Evaluation;

/// <summary>
/// How far a column's numbers may lie from the seed's: a million times the seed's range outside it.
/// A number beyond counts as lying there, so that no square of it overflows.
/// </summary>
internal sealed record FarLimits(double Low, double High)
{
    private const double Reach = 1e6;

    /// <param name="seed">The seed's numbers, finite; at least one.</param>
    public static FarLimits Of(double[] seed)
    {
        double low = seed.Min(),
            high = seed.Max();
        double width = high > low ? high - low : Math.Max(1, Math.Abs(low));
        return new FarLimits(low - (Reach * width), high + (Reach * width));
    }

    /// <returns>True for a missing number too.</returns>
    public bool Holds(double value) => double.IsNaN(value) || (value >= Low && value <= High);

    public double Within(double value) => Math.Clamp(value, Low, High);
}

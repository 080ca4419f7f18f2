namespace AethergenAI.Evaluation.Boosting;

/// <summary>One column of a <see cref="FeatureMatrix"/>.</summary>
/// <param name="Numbers">One per row, or null for a column of categories.</param>
/// <param name="Codes">One per row, in [−1, Levels), or null for a column of numbers.</param>
internal sealed record FeatureColumn(double[]? Numbers, int[]? Codes, int Levels)
{
    public FeatureColumn Take(int[] rows) =>
        new(
            Numbers is { } numbers ? Array.ConvertAll(rows, row => numbers[row]) : null,
            Codes is { } codes ? Array.ConvertAll(rows, row => codes[row]) : null,
            Levels
        );
}
